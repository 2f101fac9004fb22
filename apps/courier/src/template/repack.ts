import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

/** The same zip with its entries in order of name and one fixed time, so that equal contents are equal bytes. */
export async function repackZip(zip: Buffer, compress: boolean): Promise<Buffer> {
  const from = await fromBufferPromise(zip, { lazyEntries: true })
  const entries: { name: string; bytes: Buffer }[] = []
  for await (const entry of from.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    entries.push({ name: entry.fileName, bytes: await buffer(await from.openReadStreamPromise(entry)) })
  }
  return packZip(
    entries.sort((a, b) => (a.name < b.name ? -1 : 1)),
    compress,
  )
}

/** A zip of these files. Same files, same bytes (uncompressed ones on every machine). */
export async function packZip(
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  compress: boolean,
): Promise<Buffer> {
  const to = new ZipFile()
  const mtime = new Date(2023, 0, 1)
  for (const { name, bytes } of files)
    to.addBuffer(bytes, name, { mtime, compress, mode: 0o100644, forceDosTimestamp: true })
  to.end()
  return buffer(to.outputStream)
}

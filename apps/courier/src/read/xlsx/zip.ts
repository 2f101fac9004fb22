import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { FileRefused } from '../refusal.ts'

/** A zip file open for reading by name, as often as wanted. */
export interface Zip {
  readonly names: readonly string[]
  has(name: string): boolean
  /** Uncompressed size in bytes as the directory states it. */
  size(name: string): number
  stream(name: string): Promise<Readable>
  /** The whole entry as bytes; refuses more than `limit` bytes (small parts only). */
  bytes(name: string, limit?: number): Promise<Buffer>
  close(): void
}

const smallPart = 32 * 1024 * 1024

/** Opens a zip; a file that is none is refused with a sentence, an encrypted entry too. */
export async function openZip(path: string): Promise<Zip> {
  let zip: ZipFile
  const entries = new Map<string, Entry>()
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true })
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error
    throw new FileRefused('file.zip', {
      vi: 'Tệp không mở được như tệp .xlsx hoặc .zip: có thể tệp bị cắt cụt, đặt mật khẩu, hoặc là .xls cũ. Hãy mở bằng Excel và lưu lại dạng .xlsx không mật khẩu',
      en: 'The file does not open as .xlsx or .zip: it may be cut short, protected by a password, or an old .xls. Open it in Excel and save it as .xlsx without a password',
    })
  }
  const entry = (name: string): Entry => {
    const found = entries.get(name)
    if (found === undefined) {
      throw new FileRefused('file.part', {
        vi: `Tệp thiếu phần "${name}"; hãy mở bằng Excel và lưu lại`,
        en: `The file lacks its part "${name}"; open it in Excel and save it again`,
      })
    }
    return found
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    size: (name) => entry(name).uncompressedSize,
    stream: (name) => zip.openReadStreamPromise(entry(name)),
    async bytes(name, limit = smallPart) {
      if (entry(name).uncompressedSize > limit) {
        throw new FileRefused('file.partSize', {
          vi: `Phần "${name}" của tệp lớn bất thường`,
          en: `Part "${name}" of the file is abnormally large`,
        })
      }
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry(name))) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    },
    close: () => zip.close(),
  }
}

import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Digest of what a push sends: the bytes of the file (or of every file of a folder, with its name) and the options that
 * change what the parcel says. The same push gives the same digest, so a killed push continues its parcel.
 */
export async function fingerprintOf(path: string, options: Readonly<Record<string, unknown>>): Promise<string> {
  const hash = createHash('sha256')
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
        .filter((file) => statSync(file).isFile())
    : [path]
  for (const file of files) {
    const one = createHash('sha256')
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) one.update(chunk as Buffer)
    hash.update(files.length > 1 ? `${file.slice(path.length)}\0` : '').update(one.digest())
  }
  return hash.update(JSON.stringify(options)).digest('hex')
}

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One derived file: its path from the root of the repository, and what must stand in it. */
export interface Derived {
  readonly path: string
  readonly content: string
}

/** Where this package stands, in the repository and on this machine. */
export const home = 'packages/standard'
const folder = fileURLToPath(new URL('../../', import.meta.url))

/** The names of the files below a folder of this package, sorted, with `/` between. */
export const filesBelow = (path: string): string[] =>
  readdirSync(`${folder}${path}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(folder.length))
    .sort()

/** A text file of this package, with `\n` line ends. */
export const textFile = (path: string): string => readFileSync(`${folder}${path}`, 'utf8').replaceAll('\r\n', '\n')

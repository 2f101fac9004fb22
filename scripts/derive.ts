/**
 * Runs every module that derives files: those of `sources`. Such a module exports
 * `derive(): Derived[] | Promise<Derived[]>`: the path from the root and the content of each file.
 * With `--check` nothing is written: stale files are named and the exit code is 1.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

interface Derived {
  readonly path: string
  readonly content: string | Uint8Array
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = [
  'packages/standard/src/derive.ts',
  'packages/registry/src/derive.ts',
  'packages/evidence/test/protocol/derive.ts',
  'apps/courier/src/derive.ts',
  'scripts/third-party.ts',
  'scripts/database-roles.ts',
]
const check = process.argv.includes('--check')
const stale: string[] = []

for (const source of sources.filter((path) => existsSync(join(root, path)))) {
  const { derive } = (await import(pathToFileURL(join(root, source)).href)) as { derive(): Promise<Derived[]> }
  for (const { path, content } of await derive()) {
    const file = join(root, path)
    const bytes = Buffer.from(content)
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue
    stale.push(path)
    if (check) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
}
for (const path of stale) console.log(`${check ? 'stale' : 'written'}: ${path}`)
if (check && stale.length > 0) {
  console.log('npm run derive')
  process.exitCode = 1
}

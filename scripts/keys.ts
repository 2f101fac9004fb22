import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureServerKeys } from '../apps/outside/src/sandbox/keys.ts'

const [folder = '', origin = ''] = process.argv.slice(2)
if (!folder || !/^[a-z0-9][a-z0-9.-]*\.[a-z0-9./-]+$/.test(origin)) {
  console.error(
    'node scripts/keys.mjs FOLDER ORIGIN\n\nORIGIN: tên của nhật ký, ví dụ log.cbccvc.example / the name of the log, for example log.cbccvc.example',
  )
  process.exit(2)
}
const path = resolve(folder)
if (existsSync(join(path, 'log.json')) || existsSync(join(path, 'seal.json'))) {
  console.error(`${path} đã có khóa; không ghi đè. / ${path} holds keys already; they are not overwritten.`)
  process.exit(1)
}
ensureServerKeys(path, origin, false)
console.log(`${path}: log.json, seal.json (0600)`)

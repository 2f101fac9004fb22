import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { addIndex, addKek, ensureServerKeys, isOldSealFile, type SealFile } from '../apps/outside/src/sandbox/keys.ts'

const [folder = '', what = ''] = process.argv.slice(2)
const path = resolve(folder)
const seal = join(path, 'seal.json')
if (folder && (what === 'kek' || what === 'index')) renew(what)
else if (folder && /^[a-z0-9][a-z0-9.-]*\.[a-z0-9./-]+$/.test(what)) make(what)
else {
  console.error(
    `node scripts/keys.mjs FOLDER ORIGIN | kek | index

ORIGIN: tên của nhật ký, ví dụ log.cbccvc.example: tạo khóa / the name of the log, for example log.cbccvc.example: makes the keys
kek: thêm khóa bọc khóa mới, rồi chạy rotate-keys / adds a key-encryption key, for rotate-keys
index: thêm khóa chỉ mục mới, rồi chạy rekey-index / adds a key of the index, for rekey-index`,
  )
  process.exitCode = 2
}

function make(origin: string): void {
  if (existsSync(join(path, 'log.json')) || existsSync(seal)) {
    console.error(`${path} đã có khóa; không ghi đè. / ${path} holds keys already; they are not overwritten.`)
    process.exitCode = 1
    return
  }
  ensureServerKeys(path, origin, false)
  console.log(`${path}: log.json, seal.json (0600)`)
}

/** Adds one key to `seal.json`. The new file takes the old one's name when it is whole: a crash loses no key. */
function renew(one: 'kek' | 'index'): void {
  if (isOldSealFile(path)) {
    console.error('Chạy adopt-keys trước. / Run adopt-keys first (docs/operations.md).')
    process.exitCode = 1
    return
  }
  const file = JSON.parse(readFileSync(seal, 'utf8')) as SealFile
  if (one === 'kek') file.kek = addKek(file.kek)
  else file.index = addIndex(file.index)
  writeFileSync(`${seal}.part`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${seal}.part`, seal)
  console.log(
    one === 'kek'
      ? `${seal}: kek ${file.kek.current}. Chép tới mọi tiến trình, khởi động lại, rồi rotate-keys. / Copy it to every process, restart them, then rotate-keys.`
      : `${seal}: index ${Object.keys(file.index).join(', ')}. Chép tới mọi tiến trình, khởi động lại, rồi rekey-index. / Copy it to every process, restart them, then rekey-index.`,
  )
}

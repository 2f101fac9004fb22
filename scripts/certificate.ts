import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { selfSigned } from '../apps/outside/src/certificate/index.ts'

const [folder, ...hosts] = process.argv.slice(2)
if (folder === undefined || hosts.length === 0) {
  console.error(`node scripts/certificate.mjs FOLDER HOST…

Tạo chứng thư tự ký để phát triển: tls.pem, tls-key.pem (0600) trong FOLDER / makes a self-signed certificate for development
HOST: tên hoặc địa chỉ mà máy chủ được gọi, ví dụ localhost 127.0.0.1 ::1 / names and addresses that the server is called by`)
  process.exitCode = 2
} else {
  const path = resolve(folder)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const { cert, key, fingerprint } = selfSigned(hosts)
  writeFileSync(join(path, 'tls-key.pem'), key, { mode: 0o600 })
  writeFileSync(join(path, 'tls.pem'), cert)
  console.log(`${path}: tls.pem, tls-key.pem (0600); SHA-256 ${fingerprint}`)
}

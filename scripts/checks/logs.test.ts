import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testNation } from '../../apps/server/src/testing/people.ts'
import { plantedFile, searchLogs } from './logs.ts'

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-logs-'))
  try {
    work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('whatever is planted in a log is found: names, numbers, passwords, tokens, keys, what a test wrote down', () => {
  const { soDinhDanh, hoTenKhaiSinh } = testNation.official(7)
  const token = 'Zz-_'.repeat(10).slice(0, 43).padEnd(43, 'q')
  const lines: Record<string, string> = {
    'a personal number': `{"where":"x","error":"no ${soDinhDanh}"}`,
    'a full name': `ERROR: value "${hoTenKhaiSinh}" is too long`,
    'a full name in another encoding': `ERROR: ${String(hoTenKhaiSinh).normalize('NFD')}`,
    'a session': `cookie: session=${token}`,
    'a session over TLS': `"__Host-session=${token}"`,
    'a signed token': 'Bearer eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJIMjYifQ.AAAA',
    'a password of a database': `connect postgres://${'cbccvc'}:gIuBq2@127.0.0.1:5432/x`,
    'a private key': `{"seed": "${'a'.repeat(43)}"}`,
    'a seed of an authenticator': 'otpauth://totp/x',
    'a password': '{"login":"a","password":"một câu"}',
    'what a test planted: a sentence': 'it said: một câu chỉ ABCD biết, and went on',
    'what a test planted: a word': `code=${'k'.repeat(22)} refused`,
  }
  inFolder((folder) => {
    writeFileSync(join(folder, plantedFile), `một câu chỉ ABCD biết\n${'k'.repeat(22)}\n`)
    for (const [name, line] of Object.entries(lines)) {
      writeFileSync(join(folder, 'serve-1.log'), `{"ready":"serve"}\n${line}\n`)
      const { found, bytes } = searchLogs(folder)
      assert.equal(found.length, 1, name)
      assert.match(found[0]!, /^serve-1\.log:2 /, name)
      assert.ok(!found[0]!.includes(String(soDinhDanh)) && bytes > 0, 'the report does not say it again')
    }
  })
})

test('what a log says every day is not taken for somebody: times, places, incidents, digests', () => {
  inFolder((folder) => {
    const log = join(folder, 'work-1.log')
    writeFileSync(
      log,
      [
        '{"at":"2026-11-25T16:00:00.000Z","where":"0190a1b2-0123-7abc-8def-001234567890","error":"TypeError","place":["at x (apps/server/src/http/app.ts:12:3)"]}',
        '2026-11-25 16:00:00.012 UTC [1234] ERROR:  duplicate key value violates unique constraint "account_login_key"',
        'LOG:  checkpoint complete: wrote 012 buffers; lsn=0/0123456789AB',
        '{"ready":"serve","url":"http://127.0.0.1:40123"}',
        'Nguyễn is a surname; Hà Nội and Thành phố Hồ Chí Minh are cities.',
      ].join('\n'),
    )
    assert.deepEqual(searchLogs(folder).found, [])
  })
})

test('a process that serves is listened to; the answer of a command is not, its errors are', () => {
  inFolder((folder) => {
    const listen = new URL('./listen.mjs', import.meta.url).href
    const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url))
    const env = { ...process.env, CBCCVC_TEST_LOGS: folder, NODE_OPTIONS: `--import=${listen}`, DATABASE_URL: '' }
    for (const command of ['serve', 'check-book']) spawnSync(process.execPath, [main, command], { env })
    const kept = readdirSync(folder).map((name) => [name.split('-')[0], readFileSync(join(folder, name), 'utf8')])
    assert.deepEqual(kept.map(([name]) => name).sort(), ['checkbook', 'serve'])
    for (const [, text] of kept) assert.match(text!, /DATABASE_URL is missing/)
  })
})

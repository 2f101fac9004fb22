/** Where secrets are not: in the arguments of a process, in what it writes, in files that others may read. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { keyHolder } from '@cbccvc/contract'
import { keyToText } from '@cbccvc/evidence'
import { ConfigError, readKeys, readSecret } from './config.ts'
import { reportLine } from './report.ts'
import { rawly } from './testing/raw.ts'
import { onRoute, type Route } from './testing/route.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

function keysOf(route: Route): string {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-secrets-'))
  const log = { sandbox: true, origin: route.log.name, seed: keyToText(route.log.seed) }
  writeFileSync(join(folder, 'log.json'), JSON.stringify(log), { mode: 0o600 })
  writeFileSync(join(folder, 'seal.json'), JSON.stringify(route.sealKeys), { mode: 0o600 })
  return folder
}

test(
  'serve, work and sequence at work: no key, password or token in their arguments, nor in those of any process of the machine, nor in what they write',
  onRoute(async (route) => {
    const folder = keysOf(route)
    const { kek, index, mac } = route.sealKeys
    const { password } = new URL(route.databaseUrl)
    const secrets = [...Object.values(kek.keys), ...Object.values(index), mac, keyToText(route.log.seed), password]
    assert.ok(secrets.every((secret) => secret.length >= 16))
    const env = { DATABASE_URL: route.databaseUrl, CBCCVC_KEYS: folder, CBCCVC_SANDBOX: '1', PORT: '0' }
    const running: ChildProcess[] = []
    let said = ''
    const start = async (command: string) => {
      const child = spawn(process.execPath, [main, command], { env: { ...process.env, ...env } })
      running.push(child)
      child.stderr.on('data', (text) => {
        said += text
      })
      const ready = await new Promise<string>((done, fail) => {
        createInterface(child.stdout).on('line', (line) => {
          said += `${line}\n`
          done(line)
        })
        child.once('exit', (code) => fail(new Error(`${command} ended with ${code}: ${said}`)))
      })
      return JSON.parse(ready) as { url?: string }
    }
    try {
      const { url } = await start('serve')
      await start('work')
      await start('sequence')
      const key = keyHolder({ server: url!, seed: route.keys.H26.seed })
      const headers = await key.headers('GET', '/v1/feed')
      const token = headers.authorization!.replace('DPoP ', '')
      secrets.push(token, headers.dpop!)
      // What makes a server speak: a key that is nobody's, a broken request, a fault of the database.
      await fetch(`${url}/v1/feed`, { headers: { ...headers, authorization: `Bearer ${token}` } })
      await rawly(url!, `GET /${token} HTTP/9\r\nCookie: ${mac}\r\n\r\n`, 500)
      await route.owner.query('alter table feed_chunk rename to feed_chunk_away')
      const faulty = await fetch(`${url}/v1/feed`, { headers })
      await route.owner.query('alter table feed_chunk_away rename to feed_chunk')
      assert.equal(faulty.status, 500)
      assert.ok(!secrets.some((secret) => JSON.stringify(said).includes(secret)))
      if (process.platform === 'linux') {
        const lines = readdirSync('/proc')
          .filter((pid) => /^\d+$/.test(pid))
          .flatMap((pid) => {
            try {
              return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')]
            } catch {
              return []
            }
          })
        assert.ok(lines.filter((line) => line.includes(main)).length >= 3)
        assert.deepEqual(
          lines.filter((line) => secrets.some((secret) => line.includes(secret))),
          [],
        )
      }
      while (!/"where":"security","kind":"signin","code":"caller.unknown","route":"feed"/.test(said))
        await new Promise((done) => setTimeout(done, 20))
    } finally {
      for (const child of running) child.kill('SIGTERM')
      await Promise.all(running.map((child) => child.exitCode ?? new Promise((done) => child.once('exit', done))))
      rmSync(folder, { recursive: true })
    }
    assert.deepEqual(
      secrets.filter((secret) => said.includes(secret)),
      [],
    )
  }),
)

test(
  'a key file that another account may read is refused with a sentence that says what to do',
  onRoute(async (route) => {
    const folder = keysOf(route)
    try {
      const read = () => readKeys({ keysFolder: folder, sandbox: true })
      read()
      if (process.platform === 'win32') return
      for (const name of ['log.json', 'seal.json']) {
        for (const mode of [0o640, 0o604, 0o644, 0o660, 0o610]) {
          chmodSync(join(folder, name), mode)
          assert.throws(read, (error: Error) => error instanceof ConfigError && /chmod 600/.test(error.message), name)
        }
        chmodSync(join(folder, name), 0o400)
        read()
      }
      assert.throws(() => readSecret(join(folder, 'nothing')), ConfigError)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }),
)

test('a fault is written as its name, code and place: no message, no value, on one line whatever it holds', () => {
  const error = Object.assign(new TypeError('value 001085012345 of Nguyễn Văn An\n{"forged":"line"}'), {
    code: '22P02',
    detail: 'Key (so)=(001085012345) exists',
  })
  const line = reportLine('worker\n{"forged": 1}', error)
  assert.equal(line.trimEnd().split('\n').length, 1, 'a line is one line')
  const { error: name, code, where } = JSON.parse(line) as Record<string, string>
  assert.deepEqual([name, code, where], ['TypeError', '22P02', 'worker\n{"forged": 1}'])
  assert.doesNotMatch(line, /001085012345|Nguyễn|exists/)
  assert.doesNotThrow(() => JSON.parse(reportLine('x', null)))
  assert.doesNotThrow(() => JSON.parse(reportLine('x', 'thrown text')))
})

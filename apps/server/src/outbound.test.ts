/** Whom the centre speaks to: its database over a line that is verified, and nobody whom an answer names. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { askWitness, openPool, verify } from '@cbccvc/registry'
import { selfSigned } from '../../outside/src/certificate/index.ts'
import { serverAccount } from '../../outside/src/postgres/account.ts'
import { startPostgres, testSettings } from '../../outside/src/postgres/index.ts'
import { ConfigError, readConfig } from './config.ts'
import { official } from './testing/people.ts'
import { onRoute } from './testing/route.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

test('PostgreSQL on another machine: no start without TLS that verifies the certificate; a socket and this machine pass', () => {
  const read = (DATABASE_URL: string, more: NodeJS.ProcessEnv = {}) =>
    readConfig({ CBCCVC_KEYS: '/x', DATABASE_URL, ...more }).databaseUrl
  for (const local of ['127.0.0.1', 'localhost', '[::1]', '127.3.2.1', '%2Frun%2Fpostgresql', ''])
    assert.ok(read(`postgres://${local && 'a:b@'}${local}/x`), local)
  assert.ok(read('postgres:///x?host=/run/postgresql'))
  assert.ok(read('postgres://db.example.vn/x?sslmode=verify-full'))
  const weak = [
    '',
    '?sslmode=disable',
    '?sslmode=prefer',
    '?sslmode=require',
    '?sslmode=verify-ca',
    '?sslmode=no-verify',
  ]
  weak.push('?ssl=true', '?sslmode=verify-full&sslmode=disable', '?sslmode=verify-full&sslmode=no-verify')
  weak.push('?uselibpqcompat=true&sslmode=require', '?application_name=sslmode=verify-full', '#sslmode=verify-full')
  for (const way of weak) {
    const refused = (error: Error) =>
      error instanceof ConfigError &&
      /chứng thư.*sslmode=verify-full.*\/.*certificate/.test(error.message) &&
      !/w0rd/.test(error.message)
    assert.throws(() => read(`postgres://a:w0rd@db.example.vn/x${way}`), refused, way)
    if (way.startsWith('?')) assert.throws(() => read(`postgres://a:w0rd@127.0.0.1/x${way}&host=10.0.0.5`), way)
    assert.ok(read(`postgres://a:w0rd@db.example.vn/x${way}`, { CBCCVC_SANDBOX: '1' }))
  }
  for (const host of ['127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.5', '[2001:db8::1]', '127.1'])
    assert.throws(() => read(`postgres://a@${host}/x`), ConfigError, host)
  const unverified = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  assert.throws(
    () => read('postgres://db.example.vn/x?sslmode=verify-full', unverified),
    /NODE_TLS_REJECT_UNAUTHORIZED/,
  )
})

test('a real PostgreSQL over TLS: its own certificate is believed, no other, none of another name, and no plain line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-pgtls-'))
  const postgres = await startPostgres({ dataDir: folder, settings: testSettings })
  try {
    // By its name another machine, where this one has a name that leads to its loopback.
    const named = await lookup(hostname()).catch(() => null)
    const host = named?.address === '127.0.0.1' ? hostname() : 'localhost'
    const [own, other] = [selfSigned([host]), selfSigned([host])]
    const account = serverAccount()
    const files = { cert: join(postgres.home, 'tls.pem'), key: join(postgres.home, 'tls-key.pem') }
    writeFileSync(files.cert, own.cert)
    writeFileSync(files.key, own.key, { mode: 0o600 })
    if (account) for (const file of Object.values(files)) chownSync(file, account.uid, account.gid)
    writeFileSync(join(folder, 'own.pem'), own.cert)
    writeFileSync(join(folder, 'other.pem'), other.cert)
    const owner = openPool({ url: postgres.url, role: null, max: 1 })
    for (const [name, value] of [
      ['ssl_cert_file', files.cert],
      ['ssl_key_file', files.key],
      ['ssl', 'on'],
    ] as const)
      await owner.query(`alter system set ${name} = '${value}'`)
    await owner.query('select pg_reload_conf()')
    await owner.end()
    const url = (name: string, query: string) => `${postgres.url.replace('127.0.0.1', name)}?${query}`
    const trusting = (ca: string) => `sslmode=verify-full&sslrootcert=${join(folder, ca)}`
    const ask = async (to: string) => {
      const pool = openPool({ url: to, role: null, max: 1 })
      try {
        const { rows } = await pool.query<{ ssl: boolean; version: string }>(
          'select ssl, version from pg_stat_ssl where pid = pg_backend_pid()',
        )
        return rows[0]!
      } finally {
        await pool.end()
      }
    }
    for (let tries = 0; ; tries++) {
      const answer = await ask(url(host, trusting('own.pem'))).catch((error: Error) => error)
      if (!(answer instanceof Error)) {
        assert.deepEqual(answer, { ssl: true, version: 'TLSv1.3' })
        break
      }
      // The server reads its settings a moment later.
      if (tries > 50 || !/does not support SSL/.test(answer.message)) throw answer
      await new Promise((done) => setTimeout(done, 100))
    }
    await assert.rejects(ask(url(host, trusting('other.pem'))), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    await assert.rejects(ask(url('127.0.0.1', trusting('own.pem'))), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    await assert.rejects(ask(url(host, 'sslmode=verify-full')), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    const migrate = async (DATABASE_URL: string) => {
      const env = { ...process.env, CBCCVC_KEYS: folder, DATABASE_URL, CBCCVC_SANDBOX: '' }
      const child = spawn(process.execPath, [main, 'migrate'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
      let said = ''
      child.stderr.on('data', (text) => {
        said += text
      })
      const code = await new Promise((done) => child.once('close', done))
      return { code, said }
    }
    assert.deepEqual(await migrate(url(host, trusting('own.pem'))), { code: 0, said: '' })
    const plain = await migrate(url('db.example.vn', 'sslmode=require'))
    assert.equal(plain.code, 1)
    assert.match(plain.said, /PostgreSQL.*db\.example\.vn.*sslmode=verify-full/)
    assert.ok(!plain.said.includes(new URL(postgres.url).password))
    assert.equal((await migrate(url(host, trusting('other.pem')))).code, 1)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  }
})

const answering = async (answer: RequestListener) => {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((done) => server.close(done)) }
}

test(
  'an answer that sends us on to another place is not followed: what we ask about people goes nowhere else',
  onRoute(async (route) => {
    const caught: string[] = []
    const thief = await answering((request, response) => {
      caught.push(request.url ?? '')
      response.end('{}')
    })
    let asked = 0
    const register = await answering((request, response) => {
      asked++
      response.writeHead(307, { location: `${thief.url}${request.url}` }).end()
    })
    try {
      await route.push('H26', [official(0, 'H26.1')])
      await verify(route.house, { url: register.url, maDonVi: 'G09', maCanBo: 'test' }).catch(() => {})
      const first = asked
      assert.ok(first >= 1)
      await assert.rejects(askWitness(route.sequencing, { url: register.url, vkey: '' }, 0))
      assert.equal(asked, first + 1)
      assert.deepEqual(caught, [])
    } finally {
      await Promise.all([register.close(), thief.close()])
    }
  }),
)

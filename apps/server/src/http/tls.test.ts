/** The doors over real TLS: with which versions, by which certificate, and what a new one changes. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ConnectionOptions, connect, Server as TlsServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { keyToText } from '@cbccvc/evidence'
import { selfSigned } from '../../../outside/src/certificate/index.ts'
import { ConfigError, readConfig, readTlsPair } from '../config.ts'
import { doorsOf, onRoute, type Route } from '../testing/route.ts'
import { createApp } from './app.ts'
import { tlsRenewal } from './tls.ts'

const hosts = ['localhost', '127.0.0.1', '::1']

async function overTls(
  route: Route,
  pair: { cert: string; key: string },
  work: (port: number, server: TlsServer) => Promise<void>,
) {
  const app = await createApp({ ...doorsOf(route), tls: pair })
  try {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as { port: number }
    assert.ok(app.server instanceof TlsServer)
    await work(port, app.server)
  } finally {
    await app.close()
  }
}

/** Version, cipher and certificate of a connection, or the error that there is none. */
const shake = (port: number, options: ConnectionOptions) =>
  new Promise<{ version: string | null; cipher: string; certificate: string }>((done, fail) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
      const { fingerprint256 } = new X509Certificate(socket.getPeerX509Certificate()!.raw)
      done({ version: socket.getProtocol(), cipher: socket.getCipher().name, certificate: fingerprint256 })
      socket.destroy()
    })
    socket.on('error', fail)
  })

const get = (port: number, ca: string, path = '/health') =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((done, fail) => {
    request({ host: '127.0.0.1', port, path, ca, agent: false }, (answer) => {
      answer.resume()
      done({ status: answer.statusCode ?? 0, headers: answer.headers })
    })
      .on('error', fail)
      .end()
  })

test(
  'TLS 1.3 first, 1.2 with forward secrecy, nothing older and nothing weaker; the certificate must be known',
  onRoute(async (route) => {
    const pair = selfSigned(hosts)
    const ca = pair.cert
    await overTls(route, pair, async (port) => {
      assert.equal((await get(port, ca)).status, 200)
      assert.match(String((await get(port, ca)).headers['strict-transport-security']), /includeSubDomains/)
      assert.equal((await shake(port, { ca })).version, 'TLSv1.3')
      const older = await shake(port, { ca, maxVersion: 'TLSv1.2' })
      assert.equal(older.version, 'TLSv1.2')
      assert.match(older.cipher, /^ECDHE-ECDSA-(AES\d+-GCM|CHACHA20)/)
      const seclevel = 'DEFAULT:@SECLEVEL=0'
      for (const version of ['TLSv1', 'TLSv1.1'] as const)
        await assert.rejects(shake(port, { ca, minVersion: version, maxVersion: version, ciphers: seclevel }), version)
      for (const weak of ['ECDHE-ECDSA-AES128-SHA', 'AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-SHA384'])
        await assert.rejects(shake(port, { ca, maxVersion: 'TLSv1.2', ciphers: `${weak}:@SECLEVEL=0` }), weak)
      await assert.rejects(shake(port, {}), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
      await assert.rejects(shake(port, { ca: selfSigned(hosts).cert }), 'another certificate of the same name')
      await assert.rejects(shake(port, { ca, servername: 'evil.example', host: '127.0.0.1' }), {
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      })
      // Who speaks plain HTTP to the door gets no page and no cookie.
      await assert.rejects(fetch(`http://127.0.0.1:${port}/health`))
    })
  }),
)

test(
  'new files are taken without a restart; a half of a pair is not, and the old one goes on',
  onRoute(async (route) => {
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-tls-'))
    const files = { cert: join(folder, 'tls.pem'), key: join(folder, 'tls-key.pem') }
    const [first, second] = [selfSigned(hosts), selfSigned(hosts)]
    const write = (cert: string, key: string) => {
      writeFileSync(files.cert, cert)
      writeFileSync(files.key, key, { mode: 0o600 })
    }
    try {
      write(first.cert, first.key)
      await overTls(route, readTlsPair(files), async (port, server) => {
        const renew = tlsRenewal(server, () => readTlsPair(files))
        // Which certificate is shown is what is asked here; that it is believed, above.
        const shown = async () =>
          (await shake(port, { rejectUnauthorized: false })).certificate.replaceAll(':', '').toLowerCase()
        assert.equal(renew(), false)
        assert.equal(await shown(), first.fingerprint)
        write(second.cert, first.key)
        assert.throws(renew)
        assert.equal(await shown(), first.fingerprint)
        write(second.cert, second.key)
        assert.equal(renew(), true)
        assert.equal(await shown(), second.fingerprint)
        chmodSync(files.key, 0o644)
        assert.throws(renew, ConfigError)
        assert.equal(await shown(), second.fingerprint)
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }),
)

test('off this machine no door is opened without TLS, unless a proxy is said to do it and is named', () => {
  const env = { DATABASE_URL: 'postgres:///x', CBCCVC_KEYS: '/x' }
  const read = (more: NodeJS.ProcessEnv) => readConfig({ ...env, ...more })
  for (const HOST of ['127.0.0.1', 'localhost', '::1', '127.0.0.9']) assert.equal(read({ HOST }).tls, null)
  for (const HOST of ['0.0.0.0', '::', '10.0.0.5', 'centre.example.vn', '127.0.0.1.evil.example'])
    for (const CBCCVC_SANDBOX of ['', '1']) assert.throws(() => read({ HOST, CBCCVC_SANDBOX }), /TLS/, HOST)
  const own = { HOST: '0.0.0.0', CBCCVC_TLS_CERT: '/c', CBCCVC_TLS_KEY: '/k' }
  assert.deepEqual(read(own).tls, { cert: '/c', key: '/k' })
  assert.throws(() => read({ ...own, CBCCVC_TLS_KEY: '' }), /CBCCVC_TLS_KEY/)
  assert.throws(() => read({ HOST: '0.0.0.0', CBCCVC_TLS_BY_PROXY: '1' }), /CBCCVC_TRUST_PROXY/)
  const proxied = read({ HOST: '0.0.0.0', CBCCVC_TLS_BY_PROXY: '1', CBCCVC_TRUST_PROXY: '10.0.0.1, 10.1.0.0/16' })
  assert.deepEqual(proxied.trustProxy, ['10.0.0.1', '10.1.0.0/16'])
})

test(
  'a courier believes the certificate that it was handed, and no other: one command, over TLS',
  onRoute(async (route) => {
    const home = mkdtempSync(join(tmpdir(), 'cbccvc-ca-'))
    const pair = selfSigned(hosts)
    try {
      writeFileSync(join(home, 'ca.pem'), pair.cert)
      writeFileSync(join(home, 'other.pem'), selfSigned(hosts).cert)
      writeFileSync(join(home, 'none.pem'), 'nothing')
      writeFileSync(join(home, 'key'), keyToText(route.keys.H26.seed), { mode: 0o600 })
      await overTls(route, pair, async (port) => {
        const courier = fileURLToPath(new URL('../../../courier/src/cli/run.ts', import.meta.url))
        const pull = async (...more: string[]) => {
          const args = ['pull', '--home', home, '--server', `https://localhost:${port}`, '--sender', 'H26']
          const child = spawn(process.execPath, [courier, ...args, '--key', join(home, 'key'), ...more])
          const late = setTimeout(() => child.kill(), 20_000)
          let said = ''
          for (const stream of [child.stdout, child.stderr])
            stream.on('data', (text) => {
              said += text
              // It waits for a line as long as it takes; that it waits is the answer.
              if (/No line to/.test(said)) child.kill()
            })
          const code = await new Promise<number | null>((done) => child.once('close', done))
          clearTimeout(late)
          return { code, said }
        }
        const trusted = await pull('--ca', join(home, 'ca.pem'))
        assert.equal(trusted.code, 0, trusted.said)
        for (const more of [[], ['--ca', join(home, 'other.pem')]]) {
          const { code, said } = await pull(...more)
          assert.notEqual(code, 0, said)
        }
        assert.equal((await pull('--ca', join(home, 'none.pem'))).code, 2)
      })
    } finally {
      rmSync(home, { recursive: true })
    }
  }),
)

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { waitUntilGone } from '../guardian/alive.ts'
import { durableSettings, startPostgres, testSettings } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cbccvc-postgres-'))
chmodSync(folder, 0o711)
const dataDir = join(folder, 'server')
let home = dataDir
after(() => {
  for (const path of [folder, home]) rmSync(path, { recursive: true, force: true })
})

/** Another process that starts the server and then does nothing. */
async function holder() {
  const script = `
    const { startPostgres, testSettings } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))})
    const { pid, port } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: testSettings })
    console.log(pid, port)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  const [pid, port] = String(line).split(' ').map(Number)
  return { child, pid: pid as number, port: port as number }
}

test('starts, answers on the loopback, stops, and finds its data again', async () => {
  const first = await startPostgres({ dataDir, settings: testSettings })
  home = first.home
  const socket = connect(first.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
  assert.equal(statSync(join(first.home, 'password')).mode & 0o777, 0o600)
  assert.equal(statSync(join(first.home, 'cluster')).mode & 0o777, 0o700)
  await Promise.all([first.stop(), first.stop()])
  assert.equal(existsSync(join(first.home, 'owner')), false)
  const second = await startPostgres({ dataDir, settings: testSettings })
  assert.equal(new URL(second.url).password, new URL(first.url).password)
  await second.stop()
})

test('ends with the process that started it, even by kill -9, and starts again', async () => {
  const { child, pid } = await holder()
  child.kill('SIGKILL')
  assert.ok(await waitUntilGone(pid, 10_000), 'the server outlived its owner')
  const again = await startPostgres({ dataDir, settings: testSettings })
  await again.stop()
})

test('a folder in use is refused in both languages; the lock file of a dead server is not in the way', async () => {
  const { child, pid } = await holder()
  await assert.rejects(startPostgres({ dataDir, settings: testSettings }), /đang được tiến trình .* in use by process/)
  child.kill('SIGKILL')
  assert.ok(await waitUntilGone(pid, 10_000))
  writeFileSync(join(home, 'cluster', 'postmaster.pid'), `${process.pid}\n`)
  const again = await startPostgres({ dataDir, settings: testSettings })
  await again.stop()
})

test('the settings of npm start are durable and fit the machine; no statement text reaches the log', () => {
  const GiB = 1024 ** 3
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    assert.equal(durableSettings()[name], 'on')
  }
  assert.equal(durableSettings(24 * GiB).shared_buffers, '2048MB')
  assert.equal(durableSettings(4 * GiB).shared_buffers, '512MB')
  assert.equal(durableSettings(GiB / 2).shared_buffers, '128MB')
  for (const file of readdirSync(home).filter((name) => name.endsWith('.log'))) {
    assert.doesNotMatch(readFileSync(join(home, file), 'utf8'), /STATEMENT|DETAIL/)
  }
})

test('a private folder below the temporary one is used where it is, and nothing is left when it is removed', async () => {
  const own = mkdtempSync(join(tmpdir(), 'cbccvc-private-'))
  const server = await startPostgres({ dataDir: join(own, 'deep', 'server'), settings: testSettings })
  await server.stop()
  if (statSync(tmpdir()).mode & 0o001) assert.equal(server.home, join(own, 'deep', 'server'))
  rmSync(own, { recursive: true, force: true })
})

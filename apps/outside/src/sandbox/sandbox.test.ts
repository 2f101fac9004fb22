import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { generateSync } from 'otplib'
import { openBrowser, signInOverHttp } from '../../../server/src/testing/browser.ts'
import { spaceNeeded } from './disk.ts'
import { openFolder } from './folder.ts'
import { readOptions, StartRefused } from './options.ts'
import type { Summary } from './outcome.ts'
import { duration, timeLeft } from './progress.ts'

const bin = fileURLToPath(new URL('../../../courier/bin/courier.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cbccvc-sandbox-'))
chmodSync(folder, 0o711)
const data = join(folder, 'data')
after(() => {
  // What its PostgreSQL wrote is searched with the other logs of the run (scripts/checks/logs.ts).
  const [logs, log] = [process.env.CBCCVC_TEST_LOGS, join(data, 'postgres', 'server.log')]
  if (logs && existsSync(log)) copyFileSync(log, join(logs, 'sandbox-postgres.log'))
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the sandbox as scripts/start.mjs does. */
function start(...flags: string[]) {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const env = { ...process.env, DATABASE_URL: '' }
  const child = spawn(process.execPath, [main, '--data', data, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (said.err += text))
  const exit = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }))
  return { child, said, exit }
}

/** Processes that have the data folder in their command line or environment. */
function processesOf(path: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8')
      return text.includes(path)
    } catch {
      return false
    }
  })
}

async function nothingRuns(): Promise<void> {
  const end = Date.now() + 20_000
  while (processesOf(data).length > 0 && Date.now() < end) await pause(100)
  assert.deepEqual(processesOf(data), [])
}

const summary = (out: string) => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Summary
const parcels = () => globSync('couriers/*/parcels/*.parts', { cwd: data }).length

test('killed in the middle it leaves nothing running; started again it goes on, sends nothing twice, and proves all', async () => {
  const first = start('--people', '200')
  const end = Date.now() + 60_000
  while (parcels() < 20 && Date.now() < end) await pause(50)
  assert.ok(parcels() >= 20, first.said.err)
  first.child.kill('SIGKILL')
  await first.exit
  await nothingRuns()

  const { code, out, err } = await start('--once', '--json').exit
  assert.equal(code, 0, err)
  const result = summary(out)
  assert.ok(!/look at +http/.test(err), 'no address of what has ended')
  assert.equal(result.people, 200)
  assert.equal(result.senders, 96)
  assert.equal(result.received, 200)
  assert.equal(result.entered + result.unchanged + result.returned + result.held, 200)
  assert.equal(result.parcels, result.units)
  assert.equal(result.receipts, result.parcels)
  assert.ok(result.verified > 150 && result.verified + result.mismatched <= result.entered)
  assert.equal(parcels(), result.parcels)
  assert.equal(globSync('couriers/*/receipts/*.txt', { cwd: data }).length, result.receipts)
  await nothingRuns()
})

/** What stands in a receipt of the sandbox, and the receipt of one record: with `--home` and nothing else. */
function officerNeedsItsHomeAlone(): void {
  const receipt = globSync('couriers/*/receipts/*.txt', { cwd: data })[0]!
  const home = join(data, dirname(dirname(receipt)))
  const courier = (...words: string[]) =>
    spawnSync(process.execPath, [bin, ...words, '--home', home], { encoding: 'utf8', timeout: 30_000 })
  assert.match(courier('verify', join(data, receipt)).stdout, /THE RECEIPT HOLDS/)
  const of = courier('receipt', basename(receipt, '.txt'), '1')
  assert.equal(of.status, 0, of.stderr)
  assert.match(of.stdout, /^cbccvc\.receipt\/1 record\n/)
}

test('a second start finds its data, and stays up until it is asked to end', async () => {
  const before = parcels()
  const { child, said, exit } = start()
  const end = Date.now() + 60_000
  while (!said.out.includes('Ctrl-C') && Date.now() < end) await pause(50)
  assert.match(said.out, /http:\/\/localhost:\d+/)
  assert.equal(parcels(), before)
  const url = /http:\/\/localhost:\d+/.exec(said.out)![0]
  const { password, seed, accounts } = JSON.parse(readFileSync(join(data, 'outside/accounts.json'), 'utf8'))
  assert.ok(said.out.includes(password) && said.out.includes(seed), 'they are printed')
  assert.equal(accounts.length, 10)
  for (const { login, role } of accounts) {
    assert.ok(said.out.includes(login), login)
    const browser = openBrowser(url)
    const code = () => generateSync({ secret: seed })
    await signInOverHttp(browser, { login, password, code })
    assert.equal((await browser.client.call('me')).answer.grants[0]?.role, role)
  }
  assert.equal((await start().exit).code, 1, 'a second one on the same folder is refused')
  officerNeedsItsHomeAlone()
  child.kill('SIGINT')
  assert.equal((await exit).code, 0)
  await nothingRuns()
  assert.equal(existsSync(join(data, 'owner')), false)
})

test('another nation on the same folder is refused with what to do', async () => {
  const { code, err } = await start('--people', '300', '--once').exit
  assert.equal(code, 2)
  assert.match(err, /--people 200.*\n.*another --data/)
})

test('keys are the sandbox’s own, marked, and readable by their owner only', () => {
  for (const file of globSync(['keys/*.json', 'couriers/*/key.json', 'outside/*/key.json', 'outside/accounts.json'], {
    cwd: data,
  })) {
    const path = join(data, file)
    assert.equal(statSync(path).mode & 0o077, 0, file)
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).sandbox, true, file)
  }
  for (const name of ['keys', 'couriers', 'outside', 'logs']) assert.equal(statSync(join(data, name)).mode & 0o077, 0)
})

test('the command line is read strictly', () => {
  const options = readOptions(['--people', '2.500.000', '--once'], { DATABASE_URL: 'postgres://x' })
  assert.ok(
    options !== 'help' && options.people === 2_500_000 && options.once && options.databaseUrl === 'postgres://x',
  )
  assert.equal(readOptions(['--help'], {}), 'help')
  for (const wrong of [
    ['--people', '2500001'],
    ['--people', '12x'],
    ['--today', '2023-02-30'],
    ['--port', '0'],
    ['more'],
  ]) {
    assert.throws(() => readOptions(wrong, {}), StartRefused, wrong.join(' '))
  }
  assert.throws(() => readOptions([], { DATABASE_URL: 'nonsense' }), /DATABASE_URL must read postgres:/)
  assert.throws(() => openFolder({ ...options, data: '/dev/null/x' }), /cannot be made/)
})

test('space is asked for before a large nation, and less with another database', () => {
  const GiB = 1024 ** 3
  assert.ok(spaceNeeded(2_500_000, true) > 20 * GiB)
  assert.ok(spaceNeeded(20_000, true) < 2 * GiB)
  assert.ok(spaceNeeded(2_500_000, false) < 10 * GiB)
})

test('the time left follows the pace of the last half minute', () => {
  assert.equal(timeLeft([{ seconds: 0, share: 0 }]), undefined)
  assert.equal(
    timeLeft([
      { seconds: 0, share: 0 },
      { seconds: 100, share: 0.1 },
      { seconds: 120, share: 0.5 },
    ]),
    25,
  )
  assert.deepEqual([45, 200, 6000].map(duration), ['45 s', '3 min', '1 h 40 min'])
})

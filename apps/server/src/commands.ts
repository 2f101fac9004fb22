/** What each command does: opens the house, runs its loops, and ends them cleanly on SIGTERM or SIGINT. */
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { Server as TlsServer } from 'node:tls'
import { keyFromText, kidOf } from '@cbccvc/evidence'
import {
  askWitness,
  checkBook,
  countDue,
  countRefused,
  type DirectoryWish,
  type EnrolledBody,
  type EnrolledUnit,
  endGrantsOfLeavers,
  enrolBodies,
  enrolDirectory,
  enrolKeys,
  enrolUnits,
  foldCodes,
  foldCounters,
  forgetOldVersions,
  type House,
  hasSandboxAccounts,
  hasSandboxKeys,
  migrate,
  openAccounts,
  openKeyRing,
  openPool,
  progress,
  refusedSums,
  requireOwnLog,
  sequencer,
  signOrder,
  spill,
  startLog,
  sweep,
  transaction,
  turnUnits,
  verify,
  withNewKeys,
} from '@cbccvc/registry'
import { runAccount, runSandboxAccounts } from './accounts.ts'
import { runCanary } from './canary.ts'
import {
  type Config,
  ConfigError,
  calendarDay,
  closeHouse,
  type HouseRole,
  openHouse,
  openLogHouse,
  readConfig,
  readEidSettings,
  readKeys,
  readSecret,
  readTlsPair,
} from './config.ts'
import { runDrill } from './drill.ts'
import { createApp } from './http/app.ts'
import { type SecurityEvents, securityEvents } from './http/security-events.ts'
import { tlsRenewal } from './http/tls.ts'
import { adopt, rekeyIndex, rotateKeys } from './keys.ts'
import { type Loop, startLoop } from './loops.ts'
import { operator } from './operator.ts'
import { budget, traceFile } from './privacy/command.ts'
import { report, reportAlarm, reportGivenUp, reportJump, sayLine } from './report.ts'
import { units, unitsUsage } from './units.ts'

type Command = (env: NodeJS.ProcessEnv, args: readonly string[]) => Promise<void>

export const commands = {
  migrate: async (env) => {
    await migrate(readConfig(env).databaseUrl)
  },
  enroll: async (env, [file]) => {
    if (!file) throw new ConfigError('enroll FILE')
    await enrol(readConfig(env), JSON.parse(readFileSync(file, 'utf8')) as Enrolment)
  },
  serve: (env) => serve(readConfig(env)),
  work: (env) => work(readConfig(env)),
  sequence: (env) => sequence(readConfig(env)),
  'check-book': async (env) => {
    const config = readConfig(env)
    const house = await openHouse(config, 'check-book', 2, 'cbccvc_check')
    const faults = await checkBook(house, { witnessKeys: config.witnesses.map((witness) => witness.vkey) })
    await closeHouse(house)
    for (const fault of faults) process.stdout.write(`${fault}\n`)
    process.stdout.write(`${JSON.stringify({ clean: faults.length === 0, faults: faults.length })}\n`)
    if (faults.length > 0) process.exitCode = 1
  },
  'adopt-keys': async (env) => say({ adopted: await adopt(readConfig(env)) }),
  'rotate-keys': async (env, args) => {
    const { refused, ...rotated } = await rotateKeys(readConfig(env), args)
    for (const name of refused) process.stdout.write(`${name}\n`)
    say({ ...rotated, refused: refused.length })
    if (refused.length > 0) process.exitCode = 1
  },
  'rekey-index': async (env) => say(await rekeyIndex(readConfig(env))),
  account: async (env, [verb]) => {
    // Without a verb nothing is read: the list of verbs is the answer.
    say((await runAccount(readConfig(env), env, verb, verb ? await text(process.stdin) : '')) as object)
  },
  'sandbox-accounts': async (env, [file]) => {
    if (!file) throw new ConfigError('sandbox-accounts FILE')
    await runSandboxAccounts(readConfig(env), JSON.parse(readFileSync(file, 'utf8')))
  },
  'spill-sign': async (_env, [order, key]) => {
    if (!order || !key) throw new ConfigError('spill-sign ORDER.json KEY.json > STATEMENT.jws')
    const { seed } = JSON.parse(readSecret(key)) as { seed: string }
    process.stdout.write(`${signOrder(readFileSync(order, 'utf8'), keyFromText(seed))}\n`)
  },
  spill: async (env, [order, first, second]) => {
    if (!order || !first || !second) throw new ConfigError('spill ORDER.json FIRST.jws SECOND.jws')
    const [text, one, two] = [order, first, second].map((path) => readFileSync(path, 'utf8')) as [
      string,
      string,
      string,
    ]
    await destroy(readConfig(env), text, [one, two])
  },
  drill: async (env, args) => runDrill(readConfig(env), args, process.stdin.isTTY ? '' : await text(process.stdin)),
  canary: async (env, [verb]) => {
    say(await runCanary(readConfig(env), verb, verb === 'count' ? '' : await text(process.stdin)))
  },
  export: async (env, [verb, ...args]) => {
    if (verb === 'trace' && args[0]) {
      const found = await traceFile(readConfig(env), args[0])
      say(found)
      if (found.export === null) process.exitCode = 1
    } else if (verb === 'budget') say(await budget(readConfig(env), args))
    else throw new ConfigError('export trace FILE | budget [ROLE PEOPLE FIELDS PEOPLE-ON-PAGES]')
  },
  operator: async (env, [verb, ...args]) => {
    const act = verb !== undefined && Object.hasOwn(operator, verb) ? operator[verb as keyof typeof operator] : null
    if (!act) throw new ConfigError('operator list [--json] | sign ID ANSWER KEY.json [REASON] | decide ANSWER.jws')
    await act(env, args)
  },
  units: async (env, [verb, ...args]) => {
    const act = verb !== undefined && Object.hasOwn(units, verb) ? units[verb as keyof typeof units] : null
    if (!act) throw new ConfigError(unitsUsage)
    await act(env, args)
  },
} satisfies Record<string, Command>

/** The spill procedure (docs/operations.md): two operators' order is carried out, then the tables are written anew. */
async function destroy(config: Config, order: string, statements: readonly [string, string]): Promise<void> {
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_spill', max: 1, name: 'cbccvc spill' })
  try {
    const now = new Date()
    const keys = await openKeyRing({ db: pool, file: readKeys(config).seal })
    const frame = { pool, keys, now, today: config.today ?? calendarDay(now) }
    const spilled = await spill(frame, order, statements)
    await forgetOldVersions(pool)
    say({ spilled })
  } finally {
    await pool.end()
  }
}

interface Enrolment {
  readonly bodies?: readonly EnrolledBody[]
  readonly units?: readonly EnrolledUnit[]
  readonly directory?: readonly DirectoryWish[]
  readonly keys?: readonly { sender: string; publicKey: string; sandbox: boolean; role: 'body' | 'operator' }[]
}

/** Enrols bodies, units and keys as the database's owner. Safe to run again. */
async function enrol(config: Config, enrolment: Enrolment): Promise<void> {
  const { bodies = [], units = [], keys = [], directory = [] } = enrolment
  if (!config.sandbox && keys.some((key) => key.sandbox)) throw sandboxKeys()
  const pool = openPool({ url: config.databaseUrl, role: null, max: 1, name: 'cbccvc enroll' })
  try {
    await transaction(pool, async (tx) => {
      await enrolBodies(tx, bodies)
      await enrolUnits(tx, units, config.today)
      const unknown = await enrolDirectory(tx, directory)
      if (unknown.length > 0)
        throw new ConfigError(
          `Danh bạ nêu đơn vị không có: ${unknown.join(', ')}. / The directory names units that do not exist: ${unknown.join(', ')}.`,
        )
      const known = keys.map(({ publicKey, ...key }) => ({
        ...key,
        publicKey: keyFromText(publicKey),
        kid: kidOf(keyFromText(publicKey)),
      }))
      await enrolKeys(tx, known)
    })
  } finally {
    await pool.end()
  }
}

const sandboxKeys = () =>
  new ConfigError(
    'Có khóa của bản thử nghiệm trong cơ sở dữ liệu hay tệp đăng ký. / Sandbox keys are registered here: a real system refuses to start with them.',
  )

/** A pool onto the accounts. Refuses those of a sandbox outside of one. */
async function openIdentity(config: Config, house: House, name: string, max: number) {
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_identity', max, name: `cbccvc ${name} accounts` })
  if (config.sandbox || !(await hasSandboxAccounts({ pool }))) return pool
  await Promise.all([pool.end(), closeHouse(house)])
  throw new ConfigError(
    'Có tài khoản của bản thử nghiệm trong cơ sở dữ liệu. / Sandbox accounts are in the database: a real system refuses to start with them.',
  )
}

async function openChecked(config: Config, name: string, max: number, role: HouseRole) {
  const house = await openHouse(config, name, max, role)
  if (!config.sandbox && (await hasSandboxKeys(house.pool))) throw sandboxKeys()
  return house
}

async function serve(config: Config): Promise<void> {
  const house = await openChecked(config, 'serve', 8, 'cbccvc_door')
  await requireOwnLog(house.pool, house.log)
  const identity = await openIdentity(config, house, 'serve', 4)
  if (!config.sandbox && config.origin === null) {
    await Promise.all([house.pool.end(), identity.end()])
    throw new ConfigError(
      'Thiếu CBCCVC_ORIGIN: địa chỉ https mà mọi người dùng để vào. / CBCCVC_ORIGIN is missing: the https address by which people reach the server.',
    )
  }
  const records = openPool({ url: config.databaseUrl, role: 'cbccvc_desk', max: 8, name: 'cbccvc serve records' })
  const { tls } = config
  const watch = openPool({ url: config.databaseUrl, role: 'cbccvc_watch', max: 2, name: 'cbccvc serve watch' })
  const events = securityEvents(sayLine)
  const app = await createApp({
    house,
    identity,
    records,
    watch,
    sandbox: config.sandbox,
    address: config.origin ?? undefined,
    eid: readEidSettings(config),
    report,
    events,
    witnessKeys: config.witnesses.map((w) => w.vkey),
    version: '0.1.0',
    rates: config.rates,
    trustProxy: config.trustProxy,
    tlsByProxy: config.tlsByProxy,
    ...(tls && { tls: readTlsPair(tls) }),
  })
  await app.listen({ host: config.host, port: config.port })
  const address = app.server.address()
  say({
    ready: 'serve',
    url: `${tls ? 'https' : 'http'}://${config.host}:${typeof address === 'object' && address ? address.port : config.port}`,
  })
  const loops = [{ stop: () => app.close() }, keysLoop(house)]
  const logouts = () => withNewKeys(house.keys, () => app.tellLogouts(reportGivenUp))
  loops.push(startLoop({ name: 'logouts', step: logouts, restMs: 1000, report }))
  loops.push(refusedLoop(house, events))
  const { server } = app
  if (tls && server instanceof TlsServer) {
    const renew = tlsRenewal(server, () => readTlsPair(tls))
    loops.push(startLoop({ name: 'tls', step: async () => renew() && false, restMs: 2000, report }))
  }
  await untilTold(loops)
  await Promise.all([closeHouse(house), identity.end(), records.end(), watch.end()])
}

/** Stores what the doors refused, as counts, and says of each kind that jumped, once an hour. */
function refusedLoop(house: House, events: SecurityEvents): Loop {
  const said = new Map<string, number>()
  const store = async () => {
    const counts = events.take()
    await countRefused(house.pool, house.now(), counts).catch((error: unknown) => {
      events.giveBack(counts)
      throw error
    })
    if (counts.length === 0) return false
    const hour = Math.floor(house.now().getTime() / 3_600_000)
    for (const sum of await refusedSums(house.pool, house.now())) {
      if (!sum.jump || said.get(sum.kind) === hour) continue
      said.set(sum.kind, hour)
      reportJump(sum)
    }
    return false
  }
  const loop = startLoop({ name: 'refused', step: store, restMs: 10_000, report })
  return {
    async stop() {
      await loop.stop()
      events.close()
      await store().catch((error: unknown) => report('refused', error))
    },
  }
}

/** Loads the data keys that other processes made, and makes a new quarter's a day before it begins. */
const keysLoop = ({ keys }: House): Loop =>
  startLoop({ name: 'keys', step: () => keys.renew().then(() => false), restMs: 60_000, report })

/** Parts under way in one process: while the database writes one, the rules read the other. */
const partsAtOnce = 2

/** Concludes parts, asks the population register, and sweeps what ran out of time. */
async function work(config: Config): Promise<void> {
  const house = await openChecked(config, 'work', 4, 'cbccvc_work')
  const identity = await openIdentity(config, house, 'work', 1)
  const progressing = {
    ...{ name: 'progress', restMs: 100, report },
    step: () => withNewKeys(house.keys, () => progress(house)),
  }
  const loops = Array.from({ length: partsAtOnce }, () => startLoop(progressing))
  if (config.populationUrl !== null) {
    const population = { url: config.populationUrl, maDonVi: 'G09', maCanBo: 'cbccvc' }
    loops.push(
      startLoop({
        ...{ name: 'verify', restMs: 300, report },
        step: () => withNewKeys(house.keys, async () => (await verify(house, population)) > 0),
      }),
    )
  }
  const fold = () => withNewKeys(house.keys, () => foldCodes(house.pool, house.keys))
  loops.push(startLoop({ name: 'codes', step: fold, restMs: 2000, report }))
  loops.push(startLoop({ name: 'sweep', step: () => sweep(house), restMs: 30_000, report }), keysLoop(house))
  const accounts = openAccounts(house, identity)
  const leavers = () => withNewKeys(house.keys, () => endGrantsOfLeavers(house, accounts))
  loops.push(startLoop({ name: 'leavers', step: leavers, restMs: 20_000, report }))
  loops.push(startLoop({ name: 'announced', step: dayReport(house, say), restMs: 5000, report }))
  say({ ready: 'work' })
  await untilTold(loops)
  await Promise.all([closeHouse(house), identity.end()])
}

/** Says how many records wait that are to be entered by today, while there are any, and once that there are none: counts only. */
export function dayReport(house: House, tell: (what: object) => void): () => Promise<false> {
  let last = 0
  return async () => {
    const waiting = await countDue(house.pool, house.today())
    if (waiting > 0 || last > 0) tell({ at: house.now().toISOString(), day: house.today(), waiting })
    last = waiting
    return false
  }
}

/** Numbers, signs and folds, half a second after the last time; asks the witnesses beside it. */
async function sequence(config: Config): Promise<void> {
  const house = await openLogHouse(config, 'sequence', 3)
  if (!config.sandbox && (await hasSandboxKeys(house.pool))) throw sandboxKeys()
  await startLog(house.pool, house.log)
  const told = { alarm: reportAlarm, fault: (error: unknown) => report('alarms', error) }
  const one = sequencer(house.pool, house.log, told)
  const loops = [
    startLoop({ name: 'sequence', step: async () => (await one.tick(foldCounters)) >= 10_000, restMs: 500, report }),
  ]
  // A day begins: what decisions change from it on is changed, within seconds.
  const turn = () => turnUnits(house.pool, config.today ?? calendarDay(new Date()))
  loops.push(startLoop({ name: 'units', step: turn, restMs: 5_000, report }))
  for (const witness of config.witnesses) {
    let old = 0
    const step = async () => {
      old = await askWitness(house.pool, witness, old)
      return false
    }
    loops.push(startLoop({ name: `witness ${witness.url}`, step, restMs: 500, report: () => {} }))
  }
  say({ ready: 'sequence' })
  await untilTold(loops)
  await house.pool.end()
}

/** Tells whoever started us that we are at work: one JSON line on standard output. */
function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}

async function untilTold(loops: readonly Loop[]): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  await Promise.all(loops.map((loop) => loop.stop()))
}

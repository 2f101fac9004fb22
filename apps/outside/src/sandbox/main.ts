/**
 * `npm start`: the main job in a sandbox. A PostgreSQL, the outside world in small, the server's processes, and the
 * couriers of a synthetic nation that send everything they have through the real route.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { dismissGuardian } from '../guardian/index.ts'
import { nation as makeNation } from '../nation/index.ts'
import { freePort } from '../postgres/index.ts'
import { accountLines, ensureAccounts } from './accounts.ts'
import { type Centre, openDatabase, startCentre } from './centre.ts'
import { writeEnrolment, writeSettings } from './enrolment.ts'
import { type Folder, openFolder } from './folder.ts'
import { ensureServerKeys } from './keys.ts'
import { type Options, readOptions, StartRefused, usage } from './options.ts'
import { outcomeLines, summaryOf } from './outcome.ts'
import { startOutsideWorld } from './outside-world.ts'
import { choosePort } from './port.ts'
import { isFinished, isForeign, type Standing } from './progress.ts'
import { openScreen, type Screen } from './screen.ts'
import { type Senders, startSenders } from './senders.ts'

/** What has been started, to be ended in the other order. */
const endings: (() => Promise<void> | void)[] = []
const stop = new AbortController()
let exitCode = 0
/** What was said already when something failed beside the main walk. */
let told: unknown

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Asked twice: the guardian does the rest.
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
}

try {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') console.log(usage)
  else await run(options, openScreen(options.json ? process.stderr : process.stdout))
} catch (error) {
  if (error !== told && (!stop.signal.aborted || error instanceof StartRefused)) {
    console.error(error instanceof StartRefused ? error.message : error)
    exitCode = error instanceof StartRefused ? error.exitCode : 1
  }
}
for (const end of endings.reverse()) await Promise.resolve(end()).catch((error) => console.error(error))
await dismissGuardian()
process.exit(exitCode)

async function run(options: Options, screen: Screen): Promise<void> {
  const began = performance.now()
  const folder = openFolder(options)
  endings.push(folder.leave)
  const { people } = folder.identity
  const nation = makeNation(folder.identity)
  const units = nation.units()
  screen.say(
    `Quốc gia giả lập / synthetic nation: ${nation.bodies().length} cơ quan / bodies, ${units.length} đơn vị / units, ${people} người / people, ${nation.today}`,
  )
  const { senders: desks, file, operator } = writeEnrolment(folder, nation)
  // A name of its own for each sandbox: a database that holds another one's log is refused.
  ensureServerKeys(folder.keys, `log-${randomBytes(4).toString('hex')}.sandbox.cbccvc`, true)
  const accounts = ensureAccounts(folder, nation.bodies()[0]!.code)
  const database = await openDatabase(options, folder)
  endings.push(database.stop)
  const port = await choosePort(options.port, freePort)
  const world = await startOutsideWorld(folder.outside, folder.keys, nation, `http://localhost:${port}`)
  endings.push(world.close)
  stopIfAsked()
  const centre = await startCentre(
    folder,
    database.url,
    world,
    port,
    { enrolment: file, operator, accounts: accounts.file },
    fail,
    stop.signal,
  )
  endings.push(centre.stop)
  stopIfAsked()
  writeSettings(desks, centre.url)
  screen.say(`Máy chủ / server: ${centre.page}   dữ liệu / data: ${folder.path}`)
  for (const line of accountLines(accounts.made)) screen.say(line)
  const task = { ...folder.identity, server: centre.url, senders: desks, parcels: units.length }
  const senders = startSenders(task, (reason) => screen.say(`không nhận / not taken: ${reason}`))
  endings.push(senders.stop)
  senders.finished.catch(fail)
  const targets = new Map(nation.bodies().map(({ code, people }) => [code, people]))
  const standing = await watch(centre, senders, folder, { people, parcels: units.length, targets }, screen)
  screen.clear()
  if (!standing) return
  const seconds = (performance.now() - began) / 1000
  for (const line of outcomeLines(standing, centre, folder, options.once)) screen.say(line)
  if (options.json) console.log(JSON.stringify(summaryOf(standing, seconds)))
  if (options.once) return
  screen.say('Ctrl-C để dừng / to stop')
  await new Promise((done) => stop.signal.addEventListener('abort', done))
}

/** Shows progress until all is concluded, verified and proved. @returns undefined when asked to stop before. */
async function watch(
  centre: Centre,
  senders: Senders,
  folder: Folder,
  goal: Pick<Standing, 'people' | 'parcels' | 'targets'>,
  screen: Screen,
): Promise<Standing | undefined> {
  const began = performance.now()
  let moved = began
  let before = ''
  for (;;) {
    if (stop.signal.aborted) return undefined
    const board = await centre.board().catch(() => undefined)
    if (board) {
      const seconds = (performance.now() - began) / 1000
      const standing = { board, senders: senders.news(), ...goal, seconds }
      if (isFinished(standing)) return standing
      const now = JSON.stringify([board.totals, board.log.size, board.population, standing.senders])
      if (now !== before) moved = performance.now()
      before = now
      if (isForeign(standing) && performance.now() - moved > 20_000) {
        throw new StartRefused(
          `Cơ sở dữ liệu không phải là nơi các đơn vị ở ${folder.path} đã gửi tới; hãy chọn --data khác.`,
          `The database is not the one that the bodies in ${folder.path} sent to; choose another --data.`,
        )
      }
      screen.show(standing)
    }
    await pause(process.stdout.isTTY ? 500 : 1000, undefined, { signal: stop.signal }).catch(() => {})
  }
}

/** Something that will not come right by itself: say it, and end. */
function fail(error: unknown): void {
  if (stop.signal.aborted) return
  told = error
  console.error(error instanceof StartRefused ? error.message : error)
  exitCode = 1
  stop.abort()
}

function stopIfAsked(): void {
  if (stop.signal.aborted) throw new StartRefused('Đã dừng.', 'Stopped.', 130)
}

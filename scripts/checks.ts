/** What `npm test` runs, on the pinned Node: type check, lint, every test file; nothing may be left behind. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { askRegistry } from './checks/dependencies.ts'
import { filesLeft, processesLeft, repositoryState } from './checks/leftovers.ts'
import { searchLogs } from './checks/logs.ts'
import { runTests } from './checks/run-tests.ts'
import { Tally } from './checks/tally.ts'
import { runTool } from './checks/tool.ts'
import { openWorkshop } from './checks/workshop.ts'

const root = join(import.meta.dirname, '..')
const filters = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const files = globSync('{packages,apps,bench,scripts}/**/*.test.{ts,tsx}', {
  cwd: root,
  exclude: (path) => /(^|[\\/])(node_modules|dist|data)$/.test(path),
})
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
  .sort()

const tally = new Tally()
const before = repositoryState(root)
const workshop = await openWorkshop()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

if (filters.length === 0) {
  tally.add(await runTool('type check', root, 'typescript', 'tsc', ['--noEmit', '--pretty', 'false']))
  tally.add(await runTool('lint', root, '@biomejs/biome', 'biome', ['check', '--colors=off', '.']))
}
if (filters.length === 0) {
  const grave = await askRegistry(root)
  if (grave === null)
    console.log('· npm audit: this registry does not answer; scripts/checks/advisories.json alone was asked')
  else tally.add({ name: 'npm audit finds nothing grave', ok: grave.length === 0, report: grave.join('\n') })
}
if (files.length > 0) await runTests(root, files, tally, stop.signal)
else tally.add({ name: `no test file matches ${filters.join(' ')}`, ok: false })
if (stop.signal.aborted) tally.add({ name: 'stopped before the end', ok: false })

const { found, bytes, planted } = searchLogs(workshop.logs, [workshop.serverLog])
const searched = `logs hold nothing of anybody (${Math.ceil(bytes / 1024)} KiB searched for ${planted} planted secrets)`
if (filters.length === 0) tally.add({ name: searched, ok: found.length === 0 && bytes > 0, report: found.join('\n') })
else tally.addFact(searched, found)

const filesBehind = filesLeft(workshop.scratch)
await workshop.close()
tally.addFact('no file is left behind', filesBehind)
tally.addFact('no process is left behind', await processesLeft(workshop.mark))
if (process.env.CI)
  tally.addFact(
    'the working tree is as it was',
    repositoryState(root).filter((line) => !before.includes(line)),
  )

tally.print()
process.exit(tally.failed === 0 ? 0 : 1)

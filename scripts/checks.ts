/** What `npm test` runs, on the pinned Node: type check, lint, every test file; nothing may be left behind. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { filesLeft, processesLeft, repositoryState } from './checks/leftovers.ts'
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
if (files.length > 0) await runTests(root, files, tally, stop.signal)
else tally.add({ name: `no test file matches ${filters.join(' ')}`, ok: false })
if (stop.signal.aborted) tally.add({ name: 'stopped before the end', ok: false })

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

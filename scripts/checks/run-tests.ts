import { relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import type { Tally } from './tally.ts'

const minutesPerFile = 5

/** What the runner says of one test. */
interface Result {
  name: string
  file?: string
  line?: number
  nesting: number
  skip?: boolean | string
  todo?: boolean | string
  details: { type?: string | undefined; error?: Error }
}

/** Runs the files two at a time, each in a process of its own, and prints a line per file as it ends. */
export async function runTests(root: string, files: string[], tally: Tally): Promise<void> {
  const path = (file = '') => relative(root, file)
  const failedIn = new Map<string, number>()
  const timeout = minutesPerFile * 60_000
  const stream = run({
    cwd: root,
    files: files.map((file) => `${root}/${file}`),
    concurrency: 2,
    timeout,
    execArgv: [],
  })
  const failed = (result: Result) => {
    if (result.details.type === 'suite' && isEcho(result.details.error)) return
    if (result.todo !== undefined) return
    const where = `${path(result.file)}${result.line ? `:${result.line}` : ''}`
    if (result.file) failedIn.set(result.file, (failedIn.get(result.file) ?? 0) + 1)
    if (isEcho(result.details.error)) tally.failed += 1
    else tally.count({ name: `${where} › ${result.name}`, ok: false, report: reason(result.details.error) })
  }
  stream.on('test:fail', (result) => failed(result as Result))
  stream.on('test:pass', (result) => {
    if (result.skip !== undefined) tally.skipped += 1
    else if (result.todo === undefined && result.details.type !== 'suite') tally.passed += 1
  })
  stream.on('test:stderr', ({ file, message }) => process.stdout.write(`  ${path(file)}: ${message}`))
  stream.on('test:summary', ({ file, counts, duration_ms }) => {
    if (!file) return
    const seconds = (duration_ms / 1000).toFixed(1)
    console.log(`${failedIn.has(file) ? '✖' : '✔'} ${path(file)} (${counts.tests} tests, ${seconds} s)`)
  })
  stream.resume()
  await new Promise((done) => stream.once('close', done))
}

/** A test that failed only because one inside it did: counted, not told twice. */
function isEcho(error: Error | undefined): boolean {
  return (error as { failureType?: string } | undefined)?.failureType === 'subtestsFailed'
}

function reason(error: Error | undefined): string {
  const cause = error?.cause ?? error
  return cause instanceof Error && cause.stack ? cause.stack : inspect(cause)
}

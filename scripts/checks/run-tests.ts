import { join } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import type { Tally } from './tally.ts'

/** How long one file may take, in minutes, before it is ended and counts as failed. */
const minutesPerFile = 5
const atOnce = 2

/** What the runner says of one test. */
interface Result {
  name: string
  line?: number
  skip?: boolean | string
  todo?: boolean | string
  details: { type?: string | undefined; error?: Error }
}

/** Runs the files two at a time, each in a process of its own, and prints a line per file as it ends; `stop` ends it. */
export async function runTests(root: string, files: readonly string[], tally: Tally, stop: AbortSignal): Promise<void> {
  const waiting = [...files]
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined && !stop.aborted; file = waiting.shift())
      await runFile(root, file, tally, stop)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

async function runFile(root: string, file: string, tally: Tally, stop: AbortSignal): Promise<void> {
  const started = performance.now()
  const path = join(root, file)
  const minutes = Number(process.env.CBCCVC_TEST_MINUTES ?? minutesPerFile)
  const late = AbortSignal.timeout(minutes * 60_000)
  const ending = AbortSignal.any([late, stop])
  const stream = run({ cwd: root, files: [path], execArgv: [], signal: ending })
  let said = ''
  let [good, bad, complete] = [0, 0, false]
  const fail = (name: string, report: string) => {
    bad += 1
    tally.count({ name: `${file}${name}`, ok: false, report })
  }
  stream.on('test:stderr', ({ message }) => {
    said += message
  })
  stream.on('test:summary', (event) => {
    complete ||= event.file !== undefined
  })
  stream.on('test:pass', (event) => {
    const result = event as Result
    if (result.skip !== undefined) tally.skipped += 1
    else if (result.todo === undefined && result.details.type !== 'suite' && result.name !== path) {
      good += 1
      tally.passed += 1
    }
  })
  stream.on('test:fail', (event) => {
    const { name, line, todo, details } = event as Result
    if (ending.aborted || todo !== undefined || name === path) return
    if (!isEcho(details.error)) fail(`${line ? `:${line}` : ''} › ${name}`, reason(details.error))
    else if (details.type !== 'suite') {
      bad += 1
      tally.failed += 1
    }
  })
  stream.resume()
  await Promise.race([
    new Promise((done) => stream.once('close', done)),
    new Promise((done) => ending.addEventListener('abort', () => setTimeout(done, 3000))),
  ])
  if (late.aborted) fail(` › not finished after ${minutes} minutes`, said)
  else if (!complete && !stop.aborted) fail(' › ended before it told a result, or holds no test', said)
  else if (said) console.log(said.trimEnd().replace(/^/gm, '    '))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${bad > 0 ? '✖' : '✔'} ${file} (${good} passed${bad > 0 ? `, ${bad} failed` : ''}, ${seconds} s)`)
}

/** A test that failed only because one inside it did: counted, not told twice. */
function isEcho(error: Error | undefined): boolean {
  return (error as { failureType?: string } | undefined)?.failureType === 'subtestsFailed'
}

function reason(error: Error | undefined): string {
  const cause = error?.cause ?? error
  return cause instanceof Error && cause.stack ? cause.stack : inspect(cause)
}

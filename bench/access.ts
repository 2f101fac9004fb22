/**
 * `npm run bench -- access [--json] [--people 500000] [--reads 2000] [--sign-ins 100] [--rounds 3]`: what rights cost. How
 * long a decision takes in the process; records read a second on one core, each by a permit and written down; what row-level
 * security adds to the queries of the book, in per cent, measured in turn with the same queries without it; how long it takes
 * to sign in; how many records a second one core seals. docs/benchmarks.md says what each figure means.
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureDecisions } from './access/decisions.ts'
import { measureReads } from './access/reads.ts'
import { measureSeals } from './access/seals.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '500000' },
    reads: { type: 'string', default: '2000' },
    'sign-ins': { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
  },
})
const say = (line: string) => process.stderr.write(`${line}\n`)
const rounds = Number(values.rounds)

const load = loadavg()[0]!
const decided = Array.from({ length: rounds }, () => measureDecisions()).sort((a, b) => a.p99Ms - b.p99Ms)
const decisions = decided[rounds >> 1]!
say(`decision: median ${decisions.p50Ms} ms, p99 ${decisions.p99Ms} ms, worst ${decisions.worstMs} ms (bar: 1 ms)`)
const seals = measureSeals()
say(`seals: ${seals.perS}/s per core (bar: 20,000)`)
const reads = await measureReads(
  { people: Number(values.people), reads: Number(values.reads), signIns: Number(values['sign-ins']), rounds },
  say,
)
const percent = Object.fromEntries(Object.entries(reads.cost).map(([name, { percent: of }]) => [name, of]))
say(`reads: ${reads.perSPerCore}/s per core (bar: 300), p95 ${reads.p95Ms} ms`)
say(`row security: ${JSON.stringify(percent)} % (bar: 10)`)
say(`sign-in: p95 ${reads.signIn.p95Ms} ms; floor ${reads.signIn.floorP95Ms} ms`)
process.stdout.write(
  `${JSON.stringify({
    decision_p99_ms: decisions.p99Ms,
    decisions: decisions.count,
    reads_per_s_per_core: reads.perSPerCore,
    read_p95_ms: reads.p95Ms,
    row_security_cost: Math.max(...Object.values(percent)),
    row_security_by_query: reads.cost,
    seals_per_s: seals.perS,
    signin_p95_ms: reads.signIn.p95Ms,
    signin_p50_ms: reads.signIn.p50Ms,
    signin_floor_p95_ms: reads.signIn.floorP95Ms,
    people: reads.people,
    rounds,
    load_before: Number(load.toFixed(2)),
  })}\n`,
)
process.exit(0)

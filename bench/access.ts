/**
 * `npm run bench -- access [--json] [--people 5000] [--reads 2000]`: what rights cost. How long a decision takes in the
 * process; records read a second on one core, each by a permit and written down; what row-level security adds to the
 * queries of the book, in per cent, measured in turn with the same queries without it.
 */
import { parseArgs } from 'node:util'
import { measureDecisions } from './access/decisions.ts'
import { measureReads } from './access/reads.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '5000' },
    reads: { type: 'string', default: '2000' },
  },
})
const say = (line: string) => process.stderr.write(`${line}\n`)

const decisions = measureDecisions()
say(`decision: median ${decisions.p50Ms} ms, p99 ${decisions.p99Ms} ms, worst ${decisions.worstMs} ms (bar: 1 ms)`)
const reads = await measureReads(Number(values.people), Number(values.reads), say)
say(
  `reads: ${reads.perSPerCore}/s per core (bar: 300), p95 ${reads.p95Ms} ms; row security ${JSON.stringify(reads.cost)} %`,
)
process.stdout.write(
  `${JSON.stringify({
    decision_p99_ms: decisions.p99Ms,
    decisions: decisions.count,
    reads_per_s_per_core: reads.perSPerCore,
    read_p95_ms: reads.p95Ms,
    row_security_cost: Math.max(...Object.values(reads.cost)),
    row_security_by_query: reads.cost,
    people: reads.people,
  })}\n`,
)
process.exit(0)

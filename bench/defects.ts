/**
 * `npm run bench -- defects [--json] [--records N] [--seed N]`: plants labelled defects into clean officials and measures
 * what is found, kind by kind. Part one, the check alone, needs nothing but the standard; what only the population
 * register or the register can know goes through the running route (part two).
 */
import { parseArgs } from 'node:util'
import { checkStage, type KindResult } from './defects/measure.ts'
import { type RouteResult, runThroughRoute } from './defects/route.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    records: { type: 'string', default: '24000' },
    seed: { type: 'string', default: '1' },
    'check-only': { type: 'boolean', default: false },
  },
})
const say = (line: string) => {
  if (!values.json) process.stdout.write(`${line}\n`)
}

const part = checkStage(Number(values.records), Number(values.seed))
const route: RouteResult | null = values['check-only'] ? null : await runThroughRoute(Number(values.seed))

const byKind: Record<string, KindResult> = { ...part.by_kind }
for (const [id, result] of Object.entries(route?.by_kind ?? {})) byKind[id] = result

// A stage that can know counts once it was measured: the check always, the others when the route ran.
const measured = Object.entries(byKind).filter(
  ([id, kind]) => kind.stage === 'check' || (kind.stage !== 'none' && route?.by_kind[id] !== undefined),
)
const planted = measured.reduce((sum, [, kind]) => sum + kind.planted, 0)
const found = measured.reduce((sum, [, kind]) => sum + kind.found, 0)
const below = measured.filter(([, kind]) => kind.planted === 0 || kind.found / kind.planted < 0.995)

say(
  `${Object.keys(byKind).length} kinds, ${part.records} records, ${planted} planted in ${measured.length} kinds that a stage can know`,
)
say(
  `found ${((100 * found) / planted).toFixed(2)} %, false alarms ${(100 * part.false_alarm_share).toFixed(3)} % of clean records (notes on ${(100 * part.noted_share).toFixed(2)} %)`,
)
if (route === null) say('match and duplicate kinds were not driven through the route')
for (const [id, kind] of below) {
  say(`below 99.5 %: ${id} (${kind.stage}) ${kind.found} of ${kind.planted}: ${kind.what}`)
  for (const missed of kind.missed) say(`    ${missed}`)
}

process.stdout.write(
  `${JSON.stringify({
    kinds: Object.keys(byKind).length,
    measured_kinds: measured.length,
    records: part.records,
    planted,
    found_share: planted === 0 ? null : found / planted,
    false_alarm_share: part.false_alarm_share,
    route_false_alarm_share: route?.false_alarm_share ?? null,
    kinds_below_bar: below.map(([id]) => id),
    by_kind: byKind,
  })}\n`,
)

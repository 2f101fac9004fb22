/**
 * Part one of the measurement: what the check alone finds. Each line goes the way of a line in a parcel, from bytes
 * through `parseLine` to `examine`. A planted defect counts as found where a finding (or an entry in the list of missing
 * required fields) stands at or near the planted field that the clean record did not have.
 */
import { nation } from '@cbccvc/outside/nation'
import { type Edition, edition, examine, parseLine } from '@cbccvc/standard'
import type { Kind, Stage, WireRecord } from './kind.ts'
import { kinds, plant } from './plant.ts'
import { Rng } from './rng.ts'

/** The nation's day: `today` of rules and code lists. */
export const today = '2023-06-20'

export interface KindResult {
  readonly stage: Stage
  readonly what: string
  readonly planted: number
  readonly found: number
  readonly found_share: number | null
  /** A few of the missed ones: index of the official and the planted value. */
  readonly missed: readonly string[]
  /** Rules that found it, by how often. */
  readonly rules: Readonly<Record<string, number>>
}

export interface Checked {
  readonly records: number
  /** Clean records with a finding that blocks or asks. */
  readonly false_alarms: number
  readonly false_alarm_share: number
  /** Clean records with any finding, notes too. */
  readonly noted_share: number
  /** Rules that spoke on clean records, by how often. */
  readonly false_alarm_rules: Readonly<Record<string, number>>
  readonly by_kind: Readonly<Record<string, KindResult>>
}

interface Seen {
  /** `rule path` of every finding, and `missing field`. */
  readonly marks: ReadonlySet<string>
  readonly alarms: readonly string[]
}

const rootOf = (path: string): string => /^[^[.]*/.exec(path)?.[0] ?? ''

function look(line: Uint8Array, standard: Edition): Seen {
  const parsed = parseLine(line)
  const findings = [...parsed.findings]
  const marks = new Set<string>()
  if (parsed.record) {
    const seen = examine(parsed.record, standard, today)
    findings.push(...seen.findings)
    for (const field of seen.missing) marks.add(`missing ${field}`)
  }
  for (const finding of findings) marks.add(`${finding.rule} ${finding.path}`)
  return { marks, alarms: findings.filter((f) => f.weight !== 'notes').map((f) => f.rule) }
}

/** Whether something new was said near the planted field; the rule that said it, or null. */
function foundBy(kind: Kind, before: Seen, after: Seen): string | null {
  for (const mark of after.marks) {
    if (before.marks.has(mark)) continue
    const [rule = '', path = ''] = mark.split(' ')
    if (kind.near.includes(rootOf(path))) return rule
  }
  return null
}

const count = (into: Record<string, number>, key: string) => {
  into[key] = (into[key] ?? 0) + 1
}

/**
 * Plants one defect into each of `records` clean officials: the kind that lags furthest behind its rate and fits the
 * record, so that rare kinds are met often enough to measure and common ones more often.
 */
export function checkStage(records: number, seed = 1): Checked {
  const world = nation({ people: Math.max(records, 20_000), today, seed })
  const standard = edition('2023')
  const other = (k: number): WireRecord => world.official(k % world.people)
  const totalRate = kinds.reduce((sum, kind) => sum + kind.rate, 0)
  const tally = kinds.map((kind) => ({
    kind,
    planted: 0,
    found: 0,
    missed: [] as string[],
    rules: {} as Record<string, number>,
  }))
  const alarmRules: Record<string, number> = {}
  let alarms = 0
  let noted = 0
  for (let n = 0; n < records; n++) {
    const index = Math.floor((n * world.people) / records)
    const clean = world.official(index)
    const before = look(Buffer.from(JSON.stringify(clean), 'utf8'), standard)
    if (before.alarms.length > 0) alarms++
    if (before.marks.size > 0) noted++
    for (const mark of before.marks) count(alarmRules, mark.split(' ')[0] ?? '')
    const rng = new Rng(seed * 7919 + index)
    const lag = (t: (typeof tally)[number]) => (t.kind.rate / totalRate) * (n + 1) - t.planted
    for (const entry of [...tally].sort((a, b) => lag(b) - lag(a))) {
      const planted = plant(clean, entry.kind, rng, other)
      if (planted === null) continue
      entry.planted++
      const rule = foundBy(entry.kind, before, look(planted.line, standard))
      if (rule !== null) {
        entry.found++
        count(entry.rules, rule)
      } else if (entry.missed.length < 5) {
        const values = entry.kind.near.map((field) => `${field}=${JSON.stringify(planted.record[field])}`).join(' ')
        entry.missed.push(`${index}: ${values.slice(0, 300)}`)
      }
      break
    }
  }
  return {
    records,
    false_alarms: alarms,
    false_alarm_share: alarms / records,
    noted_share: noted / records,
    false_alarm_rules: alarmRules,
    by_kind: Object.fromEntries(
      tally.map(({ kind, planted, found, missed, rules }) => [
        kind.id,
        {
          stage: kind.stage,
          what: kind.what,
          planted,
          found,
          found_share: planted === 0 ? null : found / planted,
          missed,
          rules,
        },
      ]),
    ),
  }
}

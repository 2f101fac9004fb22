/**
 * How long the standard takes for one clean record: read the line, repair and check it against all rules, write it by
 * class. `node bench/standard.ts [--records N] [--rounds N] [--json]`; the last line is one JSON object.
 */
import { nation } from '@cbccvc/outside'
import {
  type Examination,
  edition,
  examine,
  parseLine,
  secretMark,
  splitByClass,
  type WireRecord,
} from '@cbccvc/standard'

const today = '2023-06-20'
const flag = (name: string) => process.argv.includes(`--${name}`)
const option = (name: string, fallback: number) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}

const records = option('records', 1000)
const people = nation({ people: Math.max(records, 1000), today })
const lines = Array.from({ length: records }, (_, i) => Buffer.from(JSON.stringify(people.official(i))))
const bytes = lines.reduce((sum, line) => sum + line.length, 0) / records
const standard = edition()

/**
 * Median over rounds of the mean microseconds of processor time per record, garbage collection included: what one core
 * does for it, whoever else is on the machine.
 */
function measure(step: (line: Uint8Array) => unknown, rounds = option('rounds', 15)): number {
  for (let i = 0; i < 3; i++) for (const line of lines) step(line)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    for (const line of lines) step(line)
    const { user, system } = process.cpuUsage(start)
    times.push((user + system) / lines.length)
  }
  return times.sort((a, b) => a - b)[rounds >> 1]!
}

function whole(line: Uint8Array) {
  const { record } = parseLine(line)
  if (record === null) throw new Error('a clean line must be read')
  const { values, bad } = examine(record, standard, today)
  return splitByClass(values, bad, standard)
}

/** Findings on clean records, by rule: a rule that speaks here is a false alarm. */
const told = new Map<string, number>()
for (const line of lines) {
  for (const { rule } of examine(parseLine(line).record!, standard, today).findings) {
    told.set(rule, (told.get(rule) ?? 0) + 1)
  }
}

const parsed = new Map<Uint8Array, WireRecord>(lines.map((line) => [line, parseLine(line).record!]))
const examined = new Map<Uint8Array, Examination>(
  lines.map((line) => [line, examine(parsed.get(line)!, standard, today)]),
)
const round = (n: number) => Math.round(n * 10) / 10
const result = {
  records,
  bytes_per_record: Math.round(bytes),
  fields: standard.fields.length,
  rules: standard.rules.length,
  us_per_record: round(measure(whole)),
  us_parse: round(measure(parseLine)),
  us_examine: round(measure((line) => examine(parsed.get(line)!, standard, today))),
  us_split: round(measure((line) => splitByClass(examined.get(line)!.values, [], standard))),
  us_secret: round(measure((line) => secretMark(line))),
  us_json_parse: round(measure((line) => JSON.parse((line as Buffer).toString()))),
  findings_on_clean: Object.fromEntries([...told].sort((a, b) => b[1] - a[1])),
}
if (!flag('json')) console.table(Object.entries(result).filter(([, value]) => typeof value === 'number'))
console.log(JSON.stringify(result))

import { existsSync, mkdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { DecisionLine, FeedFinding, ProposalLine, VerdictLine } from '@cbccvc/contract'
import type { Courier, ParcelStanding } from '../courier.ts'
import { openMarks } from '../mark/marks.ts'
import { markWorkbook } from '../mark/workbook.ts'
import { readPlaces } from '../push/places.ts'
import { type FindingsReport, openReport, type ToldFinding } from './findings.ts'

/** Files that tell what came back about a parcel. */
export interface ReturnedReport {
  readonly findings: string
  readonly lines: number
  readonly weights: FindingsReport['weights']
  /** The workbook with its wrong cells marked; only for parcels made from one, and only when something is to mend. */
  readonly workbook: string | null
}

/**
 * Writes what the feed brought about a parcel: a findings file, and for a parcel made from an .xlsx the same workbook with
 * each wrong cell coloured and the message as a note. May be run again; the files are replaced.
 */
export async function reportParcel(courier: Courier, parcel: ParcelStanding): Promise<ReturnedReport> {
  const { home, edition } = courier
  const folder = join(home.folder, 'reports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = basename(parcel.sourceName ?? 'goi', extname(parcel.sourceName ?? ''))
  const stem = join(folder, `${name}.${parcel.id.slice(0, 13)}`)
  const placesPath = home.file(parcel.id, 'places')
  const source = home.file(parcel.id, 'source')
  const known = existsSync(placesPath) ? await readPlaces(placesPath) : null
  const marks = known?.kind === 'xlsx' && existsSync(source) ? openMarks() : undefined
  try {
    const report = openReport(`${stem}.findings.csv`, { sheets: known?.sheets ?? [], edition, marks })
    let at = -1
    let place = null
    for (const { index, findings } of tellings(courier, parcel.id)) {
      while (known !== null && at < index) {
        const next = await known.places.next()
        place = next.done ? null : next.value
        at++
      }
      report.add(index, place, findings)
    }
    report.close()
    let workbook: string | null = null
    if (marks !== undefined && marks.size > 0) {
      workbook = `${stem}.marked${extname(parcel.sourceName ?? '.xlsx')}`
      await markWorkbook(source, workbook, marks)
    }
    return { findings: report.path, lines: report.lines, weights: report.weights, workbook }
  } finally {
    await known?.places.return(undefined)
    marks?.close()
  }
}

/** Findings, open proposals, verdicts of differing fields and decisions about held records of a parcel, by record in order. */
function* tellings(courier: Courier, parcelId: string): Generator<{ index: number; findings: ToldFinding[] }> {
  const said = courier.home.db
    .prepare('SELECT idx, said FROM outcome WHERE parcel = ? AND said IS NOT NULL ORDER BY idx')
    .iterate(parcelId)
  const beside = lineFindings(courier, parcelId)
  const rest = [...beside.keys()].sort((a, b) => a - b)
  for (const row of said) {
    const { idx, said: text } = row as { idx: number; said: string }
    for (; rest.length > 0 && rest[0]! < idx; rest.shift()) yield { index: rest[0]!, findings: beside.get(rest[0]!)! }
    if (rest[0] === idx) rest.shift()
    yield { index: idx, findings: [...(JSON.parse(text) as FeedFinding[]), ...(beside.get(idx) ?? [])] }
  }
  for (const index of rest) yield { index, findings: beside.get(index)! }
}

function lineFindings(courier: Courier, parcelId: string): Map<number, ToldFinding[]> {
  const found = new Map<number, ToldFinding[]>()
  const rows = courier.home.db
    .prepare(`SELECT body FROM line WHERE parcel = ? AND kind IN ('proposal', 'verdict', 'decision')`)
    .all(parcelId) as { body: string }[]
  for (const { body } of rows) {
    const line = JSON.parse(body) as ProposalLine | VerdictLine | DecisionLine
    const told = toldOf(line)
    if (told.length > 0) found.set(line.index, [...(found.get(line.index) ?? []), ...told])
  }
  return found
}

function toldOf(line: ProposalLine | VerdictLine | DecisionLine): readonly ToldFinding[] {
  switch (line.kind) {
    case 'proposal':
      return [ofProposal(line)]
    case 'verdict':
      return ofVerdict(line)
    case 'decision':
      return ofDecision(line)
  }
}

/** What came of a held record, or of one that waited: its findings say why it went back or waits on; entered, that is said. */
function ofDecision({ outcome, findings, by, today }: DecisionLine): readonly ToldFinding[] {
  if (outcome === 'returned' || outcome === 'held' || outcome === 'refused') return findings
  if (by === 'day')
    return [
      {
        rule: `decision.${outcome}`,
        path: '',
        weight: 'notes',
        vi: `Ngày hiệu lực ${today} đã đến: hồ sơ đã được ghi`,
        en: `Its day ${today} has come: the record was entered`,
      },
      ...findings,
    ]
  const entered: ToldFinding = {
    rule: `decision.${outcome}`,
    path: '',
    weight: 'notes',
    vi: 'Trung tâm đã xem hồ sơ được giữ và ghi cho người này',
    en: 'The centre looked at the held record and entered it for this person',
  }
  return [entered, ...findings]
}

function ofProposal({ field, id, value, source, date, reason, due }: ProposalLine): ToldFinding {
  const offered = typeof value === 'string' ? value : JSON.stringify(value)
  return {
    rule: 'proposal',
    path: field,
    weight: 'asks',
    vi: `${source} (${date}) có giá trị khác: ${offered}. ${reason.vi} Trả lời trước ${due}: courier accept|contest ${id}`,
    en: `${source} (${date}) holds another value: ${offered}. ${reason.en} Answer before ${due}: courier accept|contest ${id}`,
  }
}

function ofVerdict({ result, source, date }: VerdictLine): readonly ToldFinding[] {
  if (result === 'found') return []
  const words = {
    notFound: { vi: 'không tìm thấy người này', en: 'does not know this person' },
    multiple: { vi: 'có nhiều người trùng', en: 'holds several such persons' },
    deceased: { vi: 'ghi người này đã mất', en: 'says that this person has died' },
  } as const
  const word = words[result]
  return [
    {
      rule: `verdict.${result}`,
      path: 'soDinhDanh',
      weight: 'asks',
      vi: `${source} (${date}) ${word.vi}`,
      en: `${source} (${date}) ${word.en}`,
    },
  ]
}

/**
 * From the lines of a part to candidates: parsed, normalised, checked, with their unit and blind index found. Pure but
 * for the key of the index; runs before any transaction is open.
 */
import { recordLeaf, toHex } from '@cbccvc/evidence'
import {
  addDays,
  type Edition,
  type Examination,
  examine,
  type Finding,
  isDay,
  parseLine,
  type Values,
  type WireRecord,
} from '@cbccvc/standard'
import type { Caller } from '../access/index.ts'
import { maySubmit } from '../access/index.ts'
import type { KeyRing } from '../database/index.ts'
import type { Unit, UnitTree } from '../units/index.ts'
import { registerFinding } from './rules.ts'

export interface Candidate {
  /** Position in the parcel. */
  readonly index: number
  /** Hex. */
  readonly recordLeaf: string
  readonly record: WireRecord | null
  /** What reading the line found, before any rule. */
  readonly parsing: readonly Finding[]
  readonly examination: Examination | null
  readonly findings: readonly Finding[]
  /** False when a finding blocks: it stays unknown who, where, or whether we may hold it. */
  readonly enterable: boolean
  readonly unit: Unit | null
  /** The blind indexes of its number, as `KeyRing.blinds` gives them; none where the number cannot be read. */
  readonly blinds: readonly Buffer[]
  readonly trueFrom: string
  /** Its day lies after the one on which it is judged: it waits (announced.ts). */
  readonly waits: boolean
  readonly replaces: string | null
}

export interface PartFrame {
  readonly edition: Edition
  readonly today: string
  readonly asOf: string
  readonly salt: Uint8Array
  readonly firstIndex: number
  readonly caller: Caller
  readonly tree: UnitTree
}

/**
 * Furthest day, counted from today, for which a record waits. Decisions about staff are made weeks or months ahead (a
 * retirement half a year); what lies more than a year ahead is a year that was mistyped.
 */
const mostDaysAhead = 366

const digest = /^[0-9a-f]{64}$/

/**
 * Reads one line and examines it as if nothing were known of the person. With `read` false the line is only hashed: it
 * is known to break us.
 */
export function candidateOf(keys: KeyRing, frame: PartFrame, line: Buffer, at: number, read = true): Candidate {
  const index = frame.firstIndex + at
  const leaf = toHex(recordLeaf(frame.salt, index, line))
  const { record, findings: parsing } = read ? parseLine(line) : { record: null, findings: [] }
  const start = {
    index,
    recordLeaf: leaf,
    record,
    parsing,
    trueFrom: frame.asOf,
    waits: false,
    replaces: null,
    blinds: [],
  }
  if (record === null) return { ...start, examination: null, findings: parsing, enterable: false, unit: null }
  const examination = examine(record, frame.edition, frame.today)
  const { soDinhDanh } = examination.key
  const { $trueFrom, $replaces: replaces } = record
  // The decision's own day where it is one (the standard speaks of one that is none), else the day of the parcel.
  const said = typeof $trueFrom === 'string' && isDay($trueFrom) ? $trueFrom : frame.asOf
  const last = addDays(frame.today, mostDaysAhead)
  return judged(frame, {
    ...start,
    trueFrom: said,
    waits: said > frame.today,
    parsing: said > last ? [...parsing, registerFinding('register.tooFarAhead', { stated: said, last })] : parsing,
    replaces: typeof replaces === 'string' && digest.test(replaces) ? replaces : null,
    blinds: soDinhDanh === null ? [] : keys.blinds(soDinhDanh),
    examination,
  })
}

/**
 * The same candidate, examined on top of what stands about the person: a change need not state everything. The rules see
 * the whole; the values stay those that this record states.
 */
export function onTopOf(frame: PartFrame, candidate: Candidate, base: Values): Candidate {
  const { record } = candidate
  if (record === null) return candidate
  const whole = examine({ ...base, ...record }, frame.edition, frame.today)
  const stated = Object.entries(whole.values).filter(([field]) => Object.hasOwn(record, field))
  return judged(frame, { ...candidate, examination: { ...whole, values: Object.fromEntries(stated) } })
}

/** A code that means no unit today: of one that has ended, those that follow it are named. */
function unitMissing(tree: UnitTree, code: string): Finding {
  const became = tree.became(code)
  if (!became) return registerFinding('register.unitUnknown', { code })
  return registerFinding('register.unitEnded', { code, on: became.on, to: became.to.map((one) => one.code).join(', ') })
}

function judged(
  frame: PartFrame,
  candidate: Omit<Candidate, 'findings' | 'enterable' | 'unit'> & { examination: Examination },
): Candidate {
  const { examination } = candidate
  const findings = [...candidate.parsing, ...examination.findings]
  const { soDinhDanh, coQuanSuDung, coQuanQuanLy } = examination.key
  // Where only the managing body is stated, the person is known to be somewhere in it.
  const code = coQuanSuDung ?? coQuanQuanLy
  const unit = code === null ? null : (frame.tree.byCode(code) ?? null)
  // A unit that begins by the record's day is looked for again on that day.
  const begins = candidate.waits && code !== null && !unit && frame.tree.beginsBy(code, candidate.trueFrom)
  if (code !== null && !unit && !begins) findings.push(unitMissing(frame.tree, code))
  if (unit && !maySubmit(frame.caller, unit, frame.tree))
    findings.push(registerFinding('register.unitNotYours', { code: unit.code }))
  const blocked = findings.some((finding) => finding.weight === 'blocks')
  return { ...candidate, findings, unit, enterable: soDinhDanh !== null && (unit !== null || begins) && !blocked }
}

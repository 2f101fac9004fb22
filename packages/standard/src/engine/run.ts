import type { LostZeros } from '../edition/types.ts'
import type { Finding, Weight, Word } from '../model.ts'

/** A finding's weight and word by rule id; written once in the catalogue and handed to each run. */
export type Weights = ReadonlyMap<string, { readonly weight: Weight; readonly word: Word }>

/** Findings of one record that are kept, with 50 of its line 200; what comes after them is counted. */
export const maxFindings = 150
/** Findings counted until no more is looked at: a record cannot cost more than so much. */
const maxTold = 1000

/** Digits that may have lost their leading zeros: the value as it is kept so far, and its digits. */
export interface LateZeros {
  readonly field: string
  readonly kept: unknown
  readonly text: string
  readonly zeros: readonly LostZeros[]
}

/** The state of one examination: where the checks stand, and what they found. */
export class Run {
  readonly findings: Finding[] = []
  /** Paths whose values are not counted as true. */
  readonly bad: string[] = []
  private readonly badPaths = new Set<string>()
  /** Findings that were made, kept or not. */
  private told = 0
  /** Findings by rule, of rules that block. */
  private blocking: Map<string, number> | null = null
  /** Cells among them, for the view that rules see. */
  readonly badCells: { field: string; row: number; column: string }[] = []
  /** Fields whose leading zeros are settled with evidence from the same record, once all of it was looked at. */
  late: readonly LateZeros[] | null = null
  /** Fields that may not be stated (`{"$":"notPermitted"}`): an answer, so no rule asks for them. */
  withheld: Set<string> | null = null
  readonly today: string
  readonly weights: Weights
  field = ''
  row = -1
  column = ''

  constructor(today: string, weights: Weights) {
    this.today = today
    this.weights = weights
  }

  /** `ngaySinh`, `queQuan.xa`, `quaTrinhLuong[2]`, `quaTrinhLuong[2].heSo`. */
  path(): string {
    const row = this.row < 0 ? this.field : `${this.field}[${this.row}]`
    return this.column === '' ? row : `${row}.${this.column}`
  }

  /** A value was repaired: keeps what was sent. */
  repaired(rule: string, sent: unknown, repair: unknown, facts?: Record<string, string | number>) {
    this.tell(rule, { sent, repair, ...(facts ? { facts } : {}) })
  }

  /** A value is not what it should be: kept as sent, not counted as true. Returns the value. */
  wrong(rule: string, value: unknown, facts?: Record<string, string | number>, repair?: unknown): unknown {
    const more = { sent: value, ...(facts ? { facts } : {}), ...(repair === undefined ? {} : { repair }) }
    this.tell(rule, more)
    this.markBad()
    return value
  }

  markBad() {
    const path = this.path()
    if (this.badPaths.has(path)) return
    this.badPaths.add(path)
    this.bad.push(path)
    if (this.row >= 0 || this.column !== '') {
      this.badCells.push({ field: this.field, row: this.row, column: this.column })
    }
  }

  isBad(path: string) {
    return this.badPaths.size > 0 && this.badPaths.has(path)
  }

  tell(rule: string, more?: Partial<Finding>, path?: string) {
    const { weight, word } = this.weights.get(rule) ?? { weight: 'notes', word: 'dung' }
    if (this.keeps(rule, weight)) this.findings.push({ rule, path: path ?? this.path(), weight, word, ...more })
  }

  /**
   * Counts a finding, and says whether it is kept. One that blocks always is, until the same rule has blocked as often as
   * findings are kept at all.
   */
  keeps(rule: string, weight: Weight): boolean {
    this.told++
    if (weight !== 'blocks') return this.told <= maxFindings
    this.blocking ??= new Map()
    const times = (this.blocking.get(rule) ?? 0) + 1
    this.blocking.set(rule, times)
    return times <= maxFindings
  }

  /** True when so much was found that rows and rules are looked at no more. */
  get spent() {
    return this.told > maxTold
  }

  /** Sums up what was found and not kept. */
  sumUp() {
    const more = this.told - this.findings.length
    if (more <= 0) return
    const { weight, word } = this.weights.get('record.tooManyFindings')!
    this.findings.push({
      rule: 'record.tooManyFindings',
      path: '',
      weight,
      word,
      facts: { more: this.spent ? `> ${maxTold - maxFindings}` : more, max: maxFindings },
    })
  }
}

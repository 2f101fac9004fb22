import type { Finding, Weight, Word } from '../model.ts'

/** A finding's weight and word by rule id; written once in the catalogue and handed to each run. */
export type Weights = ReadonlyMap<string, { readonly weight: Weight; readonly word: Word }>

/** The state of one examination: where the checks stand, and what they found. */
export class Run {
  readonly findings: Finding[] = []
  /** Paths whose values are not counted as true. */
  readonly bad: string[] = []
  /** Cells among them, for the view that rules see. */
  readonly badCells: { field: string; row: number; column: string }[] = []
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
    if (this.bad.includes(path)) return
    this.bad.push(path)
    if (this.row >= 0 || this.column !== '') {
      this.badCells.push({ field: this.field, row: this.row, column: this.column })
    }
  }

  isBad(path: string) {
    return this.bad.length > 0 && this.bad.includes(path)
  }

  tell(rule: string, more?: Partial<Finding>, path?: string) {
    const { weight, word } = this.weights.get(rule) ?? { weight: 'notes', word: 'dung' }
    this.findings.push({ rule, path: path ?? this.path(), weight, word, ...more })
  }
}

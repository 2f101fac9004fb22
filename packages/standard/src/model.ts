/**
 * The words of the standard, as types. A record is what one line of a parcel says about one person; an edition is one
 * official version of the standard; a finding is what one rule says about one record.
 */

/** How much a finding weighs: `blocks` returns the record, `asks` waits on the officer's list, `notes` only tells. */
export type Weight = 'blocks' | 'asks' | 'notes'

/** The four words (đúng, đủ, sạch, sống) that the measurement of 2023 uses; each rule serves one. */
export type Word = 'dung' | 'du' | 'sach' | 'song'

/** Categories of `loai-doi-tuong`: cán bộ, công chức, viên chức, người lao động hợp đồng. */
export type Category = 'CB' | 'CC' | 'VC' | 'HD'

export type FieldClass = 'public' | 'internal' | 'restricted' | 'sealed'
export const fieldClasses = ['public', 'internal', 'restricted', 'sealed'] as const satisfies readonly FieldClass[]

export type FieldType = 'string' | 'code' | 'number' | 'date' | 'partialDate' | 'address' | 'attachment' | 'list'

export interface Text {
  readonly vi: string
  readonly en: string
}

/** A field's explicit non-values on the wire (TT 13/2017/TT-BTTTT: unknown, empty and not permitted can be told apart). */
export type Unstated = { readonly $: 'unknown' } | { readonly $: 'notPermitted' }

export interface Address {
  tinh: string
  huyen?: string
  xa: string
  chiTiet?: string
  phienBan: 'truoc2025' | 'sau2025'
}

export interface Attachment {
  sha256: string
  type: string
  size: number
}

/** A record as it came: field id → value of any shape, and the meta keys `doMat`, `$trueFrom`, `$replaces`. */
export type WireRecord = { readonly [key: string]: unknown }

/** Normalised values by field id; only what was stated. A bad value stays here as it was sent (see `Examination.bad`). */
export type Values = { [field: string]: unknown }

export interface Finding {
  /** Stable id of the rule, e.g. `soDinhDanh.namSinh`; never re-used for another meaning. */
  readonly rule: string
  /** `ngaySinh`, `quaTrinhLuong[2].heSo`, or '' for the record as a whole. */
  readonly path: string
  readonly weight: Weight
  readonly word: Word
  /** What the sentence of the rule needs, by name. */
  readonly facts?: Readonly<Record<string, string | number>>
  /** The value as it was sent, where a repair was made. */
  readonly sent?: unknown
  /** The value that the rule proposes. */
  readonly repair?: unknown
}

/** What a rule may look at: merged, normalised, good values only (a bad, unknown or empty value is `undefined`). */
export interface View {
  readonly v: Readonly<Record<string, unknown>>
  readonly category: Category | null
  /** `yyyy-mm-dd` in Asia/Ho_Chi_Minh. */
  readonly today: string
}

/** A rule speaks by calling `report`, once per place; saying nothing means there is nothing to say. */
export type Report = (facts?: Record<string, string | number>, at?: { path?: string; repair?: unknown }) => void

export interface Rule {
  readonly id: string
  /** Fields read; the first is the default path of its findings. The engine skips a rule whose `needs` are absent. */
  readonly fields: readonly string[]
  /** Fields that must hold a good value before `find` is called (a subset of `fields`; default: none). */
  readonly needs?: readonly string[]
  readonly weight: Weight
  readonly word: Word
  /** Sentences with `{fact}` holes, filled from `facts`. */
  readonly message: Text
  readonly legal: string
  readonly find: (view: View, report: Report) => void
}

/** The present columns of a person's row: worked out from the fold, never from what came last. */
import { type Examination, type Finding, nameKey } from '@cbccvc/standard'
import type { KeyRing } from '../database/index.ts'
import { type Codes, codesOf } from './codes.ts'
import { type Folded, fold, type Statement, takesBack } from './fold.ts'
import type { Person } from './persons.ts'

/** How a body is or was admitted to a person, beside its being the holder. */
export interface Admission {
  /** Null while it is admitted; once that has ended, the newest entry about the person by then. */
  readonly upto: number | null
  /** Entries up to this one were of somebody else (a wrong number) and never count. */
  readonly after: number
}
/** By body. */
export type Admissions = ReadonlyMap<string, Admission>

/** Whose statements make the present record: those who hold it or were admitted, and the population register. */
export interface Insiders {
  /** Whether what this body states next is entered, and not held for the holder to answer. */
  has(source: string): boolean
  /** Whether a statement counts: of a body that is no longer inside, what it stated until then. */
  counts(statement: Pick<Statement, 'source' | 'kind' | 'entryId'>): boolean
}

/** The first holder is inside until its admission says otherwise; the holder is, whatever an earlier admission says. */
export function insiders(
  { firstHolder, holder }: Pick<Person, 'firstHolder' | 'holder'>,
  admissions: Admissions = new Map(),
): Insiders {
  const has = (source: string): boolean => {
    if (source === holder) return true
    const admission = admissions.get(source)
    return admission ? admission.upto === null : source === firstHolder
  }
  return {
    has,
    counts({ source, kind, entryId }) {
      // What takes back an entry says nothing of its own: it counts wherever that entry would.
      if (source === 'populationRegister' || takesBack({ kind })) return true
      const admission = admissions.get(source)
      if (!admission) return has(source)
      return entryId > admission.after && (has(source) || entryId <= admission.upto!)
    },
  }
}

/** đúng, đủ, sạch of a record as the rules see it; the register's own answer and open cases come on top. */
export function wordsOf(
  { bad, missing }: Examination,
  findings: readonly Finding[],
  sach: boolean,
): { dung: boolean; du: boolean; sach: boolean } {
  const asks = (word: Finding['word']) =>
    findings.some((finding) => finding.word === word && finding.weight !== 'notes')
  return { dung: bad.length === 0 && !asks('dung'), du: missing.length === 0, sach: sach && !asks('sach') }
}

/**
 * The unit in which these statements say that the person is: that of the last one; where the unit itself was recorded only
 * after it (an older statement came late), that of the statement which says it. Null for nothing.
 */
export function unitStated(stated: Folded, statements: readonly Statement[]): number | null {
  const { from, last } = stated
  const named = from.get('coQuanSuDung')
  if (last === null || named === undefined || named <= last.entryId) return last?.unitId ?? null
  return statements.find((s) => s.entryId === named)?.unitId ?? last.unitId
}

/** The columns that a fold of the insiders' statements gives; the unit is where the holder last stated the person. */
export function presentColumns(
  person: Pick<Person, 'holder' | 'unitId'>,
  present: Folded,
  statements: readonly Statement[],
): Pick<Person, 'unitId' | 'nameKey' | 'category' | 'status'> & { readonly codes: Codes } {
  const text = (field: string): string | null => {
    const value = present.values[field]
    return typeof value === 'string' && !present.bad.has(field) ? value : null
  }
  const own = fold(statements.filter((s) => s.source === person.holder))
  const name = text('hoTenKhaiSinh')
  const status = present.values.trangThaiCongTac
  return {
    unitId: unitStated(own, statements) ?? person.unitId,
    nameKey: name === null ? '' : nameKey(name),
    category: text('loaiDoiTuong'),
    status: typeof status === 'string' ? status : null,
    codes: codesOf(present),
  }
}

/** Days that a statement or confirmation keeps a record alive (sống): half a year. Ours until the measure is confirmed. */
export const aliveDays = 183

/** Keyed digest of the three values, so that the same question is not asked twice. */
export function askedMac(keys: KeyRing, soDinhDanh: string, hoTen: string, ngaySinh: string): Buffer {
  return keys.mac(`${soDinhDanh}|${hoTen}|${ngaySinh}`)
}

/** The three values that the population register is asked about; null where one of them is not there. */
export type ThreeValues = readonly [soDinhDanh: string, hoTen: string, ngaySinh: string]

export function threeValues({ values, bad }: Folded): ThreeValues | null {
  const three = ['soDinhDanh', 'hoTenKhaiSinh', 'ngaySinh'].map((field) => (bad.has(field) ? null : values[field]))
  return three.every((value) => typeof value === 'string' && value !== '') ? (three as unknown as ThreeValues) : null
}

/** The present columns of a person's row: worked out from the fold, never from what came last. */
import { type Examination, type Finding, nameKey } from '@cbccvc/standard'
import { type Folded, fold, type Statement } from './fold.ts'
import type { Person } from './persons.ts'

/** The sources whose statements make the present record: those who hold or held it, were admitted, and the register. */
export function insiders(
  person: Pick<Person, 'firstHolder' | 'holder'>,
  admitted: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  return new Set([person.firstHolder, person.holder, 'populationRegister', ...admitted])
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

/** The columns that a fold of the insiders' statements gives; the unit is where the holder last stated the person. */
export function presentColumns(
  person: Pick<Person, 'holder' | 'unitId'>,
  present: Folded,
  statements: readonly Statement[],
): Pick<Person, 'unitId' | 'nameKey' | 'category' | 'status'> {
  const text = (field: string): string | null => {
    const value = present.values[field]
    return typeof value === 'string' && !present.bad.has(field) ? value : null
  }
  const own = fold(statements.filter((s) => s.source === person.holder))
  const name = text('hoTenKhaiSinh')
  const status = present.values.trangThaiCongTac
  return {
    unitId: own.last?.unitId ?? person.unitId,
    nameKey: name === null ? '' : nameKey(name),
    category: text('loaiDoiTuong'),
    status: typeof status === 'string' ? status : null,
  }
}

/** The three values that the population register is asked about; null where one of them is not there. */
export type ThreeValues = readonly [soDinhDanh: string, hoTen: string, ngaySinh: string]

export function threeValues({ values, bad }: Folded): ThreeValues | null {
  const three = ['soDinhDanh', 'hoTenKhaiSinh', 'ngaySinh'].map((field) => (bad.has(field) ? null : values[field]))
  return three.every((value) => typeof value === 'string' && value !== '') ? (three as unknown as ThreeValues) : null
}

/** Who can be chosen at the stand-in e-ID, with what it says of them. */
import type { Nation } from '../nation/index.ts'

/** A person with an account at the e-ID; the claims as they were seen through the national service portal. */
export interface EidPerson {
  /** Its own name for the account, no number of the person. */
  readonly sub: string
  readonly TechID: string
  /** "1": a person. */
  readonly LoaiTaiKhoan: string
  readonly HoVaTen?: string
  readonly SoDinhDanh?: string
  /** yyyyMMdd */
  readonly NgayThangNamSinh?: string
  /** "BCA": the Ministry of Public Security. */
  readonly loginIdp: string
  /** How surely the holder was identified, "1" or "2". The name of this claim is ours: none was seen. */
  readonly MucDoDinhDanh: string
}

/** The names of the claims, as the tokens carry them. */
export const eidClaims = [
  ...['TechID', 'LoaiTaiKhoan', 'HoVaTen', 'SoDinhDanh', 'NgayThangNamSinh', 'loginIdp', 'MucDoDinhDanh'],
] as const

/** The account of one official by the record that the body holds. */
export function eidPerson(record: Readonly<Record<string, unknown>>, change: Partial<EidPerson> = {}): EidPerson {
  const { soDinhDanh, hoTenKhaiSinh, ngaySinh } = record as Record<string, string>
  const sub = `eid-${[...soDinhDanh!].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 0x7fffffff, 7)}`
  return {
    ...{ sub, TechID: `T${sub.slice(4)}`, LoaiTaiKhoan: '1', loginIdp: 'BCA', MucDoDinhDanh: '2' },
    ...{
      HoVaTen: hoTenKhaiSinh!.toUpperCase(),
      SoDinhDanh: soDinhDanh!,
      NgayThangNamSinh: ngaySinh!.replaceAll('-', ''),
    },
    ...change,
  }
}

/** Officials of the synthetic nation to choose from, and the three whom the centre sends away. */
export function sandboxPeople(nation: Nation, count = 30): EidPerson[] {
  const people = Array.from({ length: Math.min(count, nation.people) }, (_, i) => eidPerson(nation.official(i)))
  const { SoDinhDanh: _number, ...noNumber } = people[0]!
  const { HoVaTen: _name, ...noName } = people[0]!
  return [
    ...people,
    { ...people[0]!, sub: 'eid-level-1', MucDoDinhDanh: '1' },
    { ...noNumber, sub: 'eid-no-number' },
    { ...noName, sub: 'eid-no-name' },
  ]
}

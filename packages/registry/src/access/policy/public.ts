/**
 * *Public is a ceiling, not a publication*: the most that the public may ever see of somebody, by rank of the post, field
 * and form, with the legal source of each cell. Staff without a leading post: name, post, unit and field of work, nothing
 * else; from the rank `senior` on also birth year, home province and career. A field that is not named here is hidden.
 */
import type { Text, Values } from '@cbccvc/standard'
import type { SourceId } from './sources.ts'

export const publicRanks = ['staff', 'leader', 'senior'] as const
/** No leading post; head or deputy of a part of a body; head of a body or of one of its main parts, and their like. */
export type PublicRank = (typeof publicRanks)[number]
export const publicRankNames: Readonly<Record<PublicRank, Text>> = {
  staff: { vi: 'Không giữ chức vụ', en: 'No leading post' },
  leader: { vi: 'Lãnh đạo cấp dưới', en: 'Leader below the threshold' },
  senior: { vi: 'Lãnh đạo từ ngưỡng công khai', en: 'Leader from the threshold on' },
}

/** Posts of the list `chuc-vu` by rank. A post that is not named counts as none: nothing more is shown of its holder. */
export const leadingPosts: Readonly<Record<Exclude<PublicRank, 'staff'>, readonly string[]>> = {
  senior: [
    ...['TW.BT', 'TW.TT', 'TW.VT', 'TW.CT', 'TW.CVP', 'TW.CTT'],
    ...['TINH.CTHDND', 'TINH.PCTHDND', 'TINH.CTUBND', 'TINH.PCTUBND', 'TINH.GDS', 'TINH.CVPUB'],
    ...['XA.CTUBND', 'CT01', 'CT03', 'CT04', 'SN.GD'],
  ],
  leader: [
    ...['TW.PVT', 'TW.PCT', 'TW.PCVP', 'TW.PCTT', 'TW.TP', 'TW.PTP'],
    ...['TINH.PGDS', 'TINH.CCT', 'TINH.PCCT', 'TINH.TPS', 'TINH.PTPS'],
    ...['XA.PCTUBND', 'XA.TPCM', 'XA.PTPCM', 'CT02', 'CT05', 'CT06', 'CT07', 'CT08', 'CT09', 'CT10'],
    ...['SN.PGD', 'SN.TPK', 'SN.PTPK', 'SN.TBM', 'SN.PBM', 'SN.TT', 'SN.PT'],
  ],
}

/** Rank of a post's code; anything else than a known leading post is `staff`. */
export function publicRank(post: unknown): PublicRank {
  if (typeof post !== 'string') return 'staff'
  return leadingPosts.senior.includes(post) ? 'senior' : leadingPosts.leader.includes(post) ? 'leader' : 'staff'
}

/** As stated; a full date; the year of a date; the province of an address; a career with years for dates; nothing. */
export type PublicForm = 'asStated' | 'fullDate' | 'year' | 'province' | 'career' | 'hidden'

export interface PublicCell {
  readonly form: PublicForm
  readonly law: SourceId
}

const shown: PublicCell = { form: 'asStated', law: 'information' }
const hidden: PublicCell = { form: 'hidden', law: 'privateLife' }
const led = (form: PublicForm): PublicCell => ({ form, law: 'leaders' })
const everybody = { staff: shown, leader: shown, senior: shown }
const nobody = { staff: hidden, leader: hidden, senior: hidden }

/**
 * Every field of class public, and the one field of another class that the ceiling names: the career, whose places and
 * posts are shown of senior leaders.
 */
export const publicCeiling: Readonly<Record<string, Readonly<Record<PublicRank, PublicCell>>>> = {
  hoTenKhaiSinh: everybody,
  chucVuHienTai: everybody,
  coQuanQuanLy: everybody,
  coQuanSuDung: everybody,
  viTriViecLam: everybody,
  maViTriViecLam: everybody,
  ngayBoNhiemChucVu: { staff: hidden, leader: led('year'), senior: led('fullDate') },
  ngaySinh: { staff: hidden, leader: hidden, senior: led('year') },
  queQuan: { staff: hidden, leader: hidden, senior: led('province') },
  quaTrinhCongTac: { staff: hidden, leader: hidden, senior: led('career') },
  loaiDoiTuong: nobody,
  gioiTinh: nobody,
  trangThaiCongTac: nobody,
  trinhDoPhoThong: nobody,
  trinhDoChuyenMon: nobody,
  chuyenNganh: nobody,
  hocHam: nobody,
  danhHieuNhaNuoc: nobody,
  tenNgach: nobody,
  maNgach: nobody,
}

/** The most of a record that the public may see: what is hidden, or not of the shape it should have, is not there. */
export function publicPart(values: Readonly<Values>): Values {
  const rank = publicRank(values.chucVuHienTai)
  const part: Values = {}
  for (const [field, byRank] of Object.entries(publicCeiling)) {
    const value = Object.hasOwn(values, field) ? cut(byRank[rank].form, values[field]) : undefined
    if (value !== undefined) part[field] = value
  }
  return part
}

function cut(form: PublicForm, value: unknown): unknown {
  switch (form) {
    case 'hidden':
      return undefined
    case 'asStated':
      return typeof value === 'string' ? value : undefined
    case 'fullDate':
      return typeof value === 'string' && /^\d{4}(-\d\d){0,2}$/.test(value) ? value : undefined
    case 'year':
      return yearOf(value)
    case 'province':
      return isRow(value) && typeof value.tinh === 'string' ? { tinh: value.tinh } : undefined
    case 'career':
      return Array.isArray(value) ? value.filter(isRow).map(careerRow) : undefined
  }
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function careerRow({ tuNgay, denNgay, donVi, chucDanh }: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ tuNgay: yearOf(tuNgay), denNgay: yearOf(denNgay), donVi, chucDanh }).filter(
      ([, value]) => typeof value === 'string',
    ),
  )
}

const yearOf = (value: unknown) =>
  typeof value === 'string' && /^\d{4}(-\d\d){0,2}$/.test(value) ? value.slice(0, 4) : undefined

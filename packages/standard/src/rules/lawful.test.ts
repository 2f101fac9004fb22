import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Category, edition, examine, type WireRecord } from '../index.ts'
import { plant } from '../testing/plant.ts'
import { type SampleName, samples, samplesToday } from '../testing/samples.ts'
import { rules } from './index.ts'

const standard = edition('2023')
const cross = new Set(rules.map((r) => r.id))
const told = (record: WireRecord, today = samplesToday) =>
  examine(record, standard, today)
    .findings.filter((f) => cross.has(f.rule))
    .map((f) => `${f.rule} at ${f.path}`)

/** Where today is later, addresses and salary dates of the samples would rightly be asked about. */
const later = { noiThuongTru: null, noiOHienNay: null, ngayHuongLuong: null, quaTrinhLuong: null }

interface Lawful {
  readonly on: SampleName
  readonly patch: Readonly<Record<string, unknown>>
  readonly today?: string
}

/** Things that look wrong and are not. */
const lawful: Readonly<Record<string, Lawful>> = {
  'a form of discipline abolished in 2025 stays right for a decision of 2024': {
    on: 'congChuc',
    today: '2026-10-01',
    patch: { ...later, '+kyLuat': { tuNgay: '2024-05', hinhThuc: '05' } },
  },
  'the month in which a form was abolished is not certainly too late': {
    on: 'congChuc',
    today: '2026-10-01',
    patch: { ...later, '+kyLuat': { tuNgay: '2025', hinhThuc: '05' } },
  },
  'discipline as a civil servant, before becoming a public employee elsewhere': {
    on: 'vienChuc',
    patch: { '+kyLuat': { tuNgay: '2017-05', hinhThuc: '05' } },
  },
  'a lower step after a disciplinary step reduction': {
    on: 'congChuc',
    patch: {
      '+kyLuat': { tuNgay: '2021-12-20', hinhThuc: '05' },
      'quaTrinhLuong[4].denNgay': '2021-12',
      '+quaTrinhLuong': { tuNgay: '2022-01', maNgach: '01.003', bac: 4, heSo: 3.33 },
      bacLuong: 4,
      heSoLuong: 3.33,
      ngayHuongLuong: '2022-01-01',
      chucVuHienTai: '00',
      ngayBoNhiemChucVu: null,
      phuCapChucVu: null,
      maViTriViecLam: 'NVCN',
      'quaTrinhCongTac[3].chucDanh': 'Chuyên viên',
    },
  },
  'a rank of class A0 still paid by class B within five years': {
    on: 'congChuc',
    patch: { maNgach: '01.004', tenNgach: 'Cán sự', heSoLuong: 2.66, quaTrinhLuong: null },
  },
  'a salary of the years before the tables of 2004': {
    on: 'cuuBinh',
    patch: { 'quaTrinhLuong[0].heSo': 2.58, 'quaTrinhLuong[0].tuNgay': '1999' },
  },
  'class A2.2 paid by class A2.1 after the conversion of 2026': {
    on: 'vienChuc',
    today: '2026-10-01',
    patch: {
      ...later,
      maNgach: 'V.07.03.28',
      tenNgach: 'Giáo viên tiểu học hạng II',
      bacLuong: 2,
      heSoLuong: 4.74,
      bacLuongVtvl: 4,
      ngayHuongLuongVtvl: '2026-07-01',
    },
  },
  'an accountant of a school in a rank of accountants': {
    on: 'vienChuc',
    patch: { maNgach: '06.031', tenNgach: 'Kế toán viên', quaTrinhLuong: null, quaTrinhPhuCap: [] },
  },
  'the ward chairman of a city without ward councils is a civil servant': {
    on: 'cuuBinh',
    patch: {
      chucVuHienTai: 'CT04',
      ngayBoNhiemChucVu: '2021-07-01',
      'quaTrinhCongTac[4].chucDanh': 'Chủ tịch UBND phường',
    },
  },
  'a soldier at 17 in the war, recruited at 16 long ago': {
    on: 'cuuBinh',
    patch: {
      ngayNhapNgu: '1979-03',
      ngayTuyenDungLanDau: '1979',
      ngayVaoDang: '1984-09-02',
      'quaTrinhCongTac[0].tuNgay': '1979-03',
      'quaTrinhCongTac[1].tuNgay': '1986-06',
    },
  },
  'an associate professor beyond the retirement age': { on: 'giaoSu', today: '2026-10-01', patch: { ...later } },
  'the month after the retirement age is reached': {
    on: 'cuuBinh',
    today: '2023-09-15',
    patch: {},
  },
  'a notice of retirement given ahead': { on: 'cuuBinh', patch: { ngayThoiViecNghiHuu: '2023-09-01' } },
  'Party and State posts, a seat in the council and a secondment at once': {
    on: 'congChuc',
    patch: {
      '+quaTrinhCongTac': { tuNgay: '2021-06', donVi: 'Hội đồng nhân dân tỉnh', chucDanh: 'Đại biểu chuyên trách' },
    },
  },
  'studying full time beside the work, on leave': {
    on: 'vienChuc',
    patch: {
      '+daoTaoChuyenMon': {
        tuNgay: '2019',
        coSoDaoTao: 'Đại học Huế',
        chuyenNganh: 'Giáo dục học',
        hinhThuc: '00',
        vanBang: '03',
      },
    },
  },
  'a gap of the career filled by study': {
    on: 'congChuc',
    patch: {
      'quaTrinhCongTac[1]': {
        tuNgay: '2012-03',
        denNgay: '2014-09',
        donVi: 'Sở Nội vụ tỉnh Nghệ An',
        chucDanh: 'Chuyên viên',
      },
      'quaTrinhCongTac[2].tuNgay': '2016-11',
    },
  },
  'a foster father beside the father': {
    on: 'congChuc',
    patch: { '+giaDinhBanThan': { quanHe: '03', hoTen: 'Lê Văn Ba', namSinh: 1950, thongTin: 'Cha nuôi; Đô Lương' } },
  },
  'married again after the first husband died': {
    on: 'congChuc',
    patch: { '+giaDinhBanThan': { quanHe: '06', hoTen: 'Lê Văn Ba', namSinh: 1980, thongTin: 'Hy sinh năm 2008' } },
  },
  'twins are born in the same year': {
    on: 'congChuc',
    patch: {
      '+giaDinhBanThan': { quanHe: '09', hoTen: 'Nguyễn Thị Thu Hiền', namSinh: 1985, thongTin: 'Chị sinh đôi' },
    },
  },
  'rated as a contract teacher before being recruited': {
    on: 'vienChuc',
    patch: { '+khenThuong': { nam: 2012, xepLoaiChuyenMon: '02' } },
  },
  'the newest row first': {
    on: 'veHuu',
    patch: { quaTrinhCongTac: [...samples.veHuu.quaTrinhCongTac].reverse() },
  },
  'two flats that are stated alike without certificates': {
    on: 'congChuc',
    patch: {
      nhaO: [
        { loai: '6', dienTich: 50 },
        { loai: '6', dienTich: 50 },
      ],
    },
  },
  'a professional title written in the other form': {
    on: 'vienChuc',
    patch: { maNgach: 'V.07.03.29', tenNgach: 'GVTH hạng III' },
  },
  'a title with i for y, without the class': { on: 'chiCoNamSinh', patch: { tenNgach: 'Bác sỹ' } },
  'a birth in 2000 and the digit of the new century': {
    on: 'tapSu',
    patch: { ngaySinh: '2000-02-20', soDinhDanh: '046200000456', soGiayTo: '046200000456' },
  },
  'born in 1985 of a grandmother’s age mother': { on: 'congChuc', patch: { 'giaDinhBanThan[1].namSinh': 1940 } },
}

describe('what is lawful is left alone', () => {
  for (const [name, { on, patch, today }] of Object.entries(lawful)) {
    test(name, () => assert.deepEqual(told(plant(samples[on], patch), today), []))
  }
})

describe('dates that are known less exactly', () => {
  /** Cuts every date that may be partial to its month or year. */
  const cut = (record: WireRecord, pick: () => number): WireRecord => {
    const copy = structuredClone(record) as Record<string, unknown>
    const lengths = [4, 7, 10]
    for (const field of standard.fields) {
      const value = copy[field.id]
      if (field.type === 'partialDate' && typeof value === 'string') copy[field.id] = value.slice(0, lengths[pick()])
      if (!Array.isArray(value)) continue
      for (const column of field.columns ?? []) {
        if (column.type !== 'partialDate') continue
        for (const row of value)
          if (typeof row[column.id] === 'string') row[column.id] = row[column.id].slice(0, lengths[pick()])
      }
    }
    return copy
  }

  test('a clean record stays clean whatever is cut to a year or a month', () => {
    const cuts = fc.infiniteStream(fc.nat(2))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(samples)), cuts, (name, stream) => {
        const pick = () => stream.next().value as number
        assert.deepEqual(told(cut(samples[name as SampleName], pick)), [])
      }),
      { numRuns: 300 },
    )
  })
})

describe('rules never throw', () => {
  const categories: readonly (Category | null)[] = ['CB', 'CC', 'VC', 'HD', null]
  const junk = fc.oneof(
    fc.constantFrom('', '00', '01', '07', '1', '2', 'V.07.03.29', '01.003', '2020', '2020-02', '2020-02-30', 'không'),
    fc.string(),
    fc.double(),
    fc.constant(undefined),
    fc.array(
      fc.dictionary(
        fc.constantFrom('tuNgay', 'denNgay', 'maNgach', 'bac', 'heSo', 'quanHe', 'namSinh', 'hinhThuc', 'nam'),
        fc.oneof(fc.string(), fc.double(), fc.constantFrom('2019', '2021-03', '05')),
      ),
    ),
    fc.array(fc.string()),
    fc.record({
      tinh: fc.string(),
      xa: fc.string(),
      phienBan: fc.constantFrom('truoc2025', 'sau2025'),
      huyen: fc.string(),
    }),
  )
  const fields = standard.fields.map((f) => f.id)

  test('whatever shapes the values have', () => {
    fc.assert(
      fc.property(
        fc.array(junk, { minLength: 109, maxLength: 109 }),
        fc.constantFrom(...categories),
        (values, category) => {
          const v = Object.fromEntries(fields.map((id, i) => [id, values[i]]))
          for (const rule of rules) rule.find({ v, category, today: '2026-10-01' }, () => {})
        },
      ),
      { numRuns: 200 },
    )
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition } from '@cbccvc/standard'
import { publicCeiling, publicPart, publicRank, publicRanks } from './public.ts'

const standard = edition('2023')

test('the ceiling speaks of every public field, and of no other but the career of senior leaders', () => {
  const open = standard.fields.filter((field) => field.class === 'public').map(({ id }) => id)
  assert.deepEqual(Object.keys(publicCeiling).sort(), [...open, 'quaTrinhCongTac'].sort())
  assert.equal(publicCeiling.quaTrinhCongTac!.staff.form, 'hidden')
  assert.equal(publicCeiling.quaTrinhCongTac!.leader.form, 'hidden')
})

test('each form fits the type of its field', () => {
  const types: Record<string, readonly string[]> = {
    asStated: ['string', 'code'],
    fullDate: ['date', 'partialDate'],
    year: ['date', 'partialDate'],
    province: ['address'],
    career: ['list'],
  }
  for (const [field, byRank] of Object.entries(publicCeiling))
    for (const rank of publicRanks) {
      const { form } = byRank[rank]
      if (form !== 'hidden') assert.ok(types[form]!.includes(standard.byId.get(field)!.type), `${field}: ${form}`)
    }
})

test('every leading post of the list has a rank of its own; whatever else is staff', () => {
  for (const { code } of standard.codeList('chuc-vu').items)
    assert.equal(publicRank(code) === 'staff', code === '00', code)
  for (const post of [undefined, null, 7, '', 'TW', 'constructor', ['TW.BT']]) assert.equal(publicRank(post), 'staff')
})

const person = {
  soDinhDanh: '001075012345',
  hoTenKhaiSinh: 'Nguyễn Thị Hoa',
  ngaySinh: '1975-03-05',
  queQuan: { tinh: '37', xa: '14464', chiTiet: 'xóm 3', phienBan: 'sau2025' },
  gioiTinh: '2',
  coQuanQuanLy: 'H26',
  coQuanSuDung: 'H26.1',
  viTriViecLam: 'Tổng hợp',
  ngayBoNhiemChucVu: '2024-05-01',
  quaTrinhCongTac: [{ tuNgay: '1998-09', denNgay: '2005', donVi: 'Sở Nội vụ', chucDanh: 'Chuyên viên', ghiChu: 'x' }],
  kyLuat: [{ hinhThuc: '01' }],
}

test('staff: name, post, unit and field of work, nothing else', () => {
  assert.deepEqual(publicPart({ ...person, chucVuHienTai: '00' }), {
    hoTenKhaiSinh: 'Nguyễn Thị Hoa',
    chucVuHienTai: '00',
    coQuanQuanLy: 'H26',
    coQuanSuDung: 'H26.1',
    viTriViecLam: 'Tổng hợp',
  })
})

test('from the threshold on also birth year, home province and career', () => {
  const leader = publicPart({ ...person, chucVuHienTai: 'TINH.TPS' })
  assert.equal(leader.ngayBoNhiemChucVu, '2024')
  for (const field of ['ngaySinh', 'queQuan', 'quaTrinhCongTac']) assert.equal(field in leader, false)
  assert.deepEqual(publicPart({ ...person, chucVuHienTai: 'TINH.GDS' }), {
    hoTenKhaiSinh: 'Nguyễn Thị Hoa',
    chucVuHienTai: 'TINH.GDS',
    coQuanQuanLy: 'H26',
    coQuanSuDung: 'H26.1',
    viTriViecLam: 'Tổng hợp',
    ngayBoNhiemChucVu: '2024-05-01',
    ngaySinh: '1975',
    queQuan: { tinh: '37' },
    quaTrinhCongTac: [{ tuNgay: '1998', denNgay: '2005', donVi: 'Sở Nội vụ', chucDanh: 'Chuyên viên' }],
  })
})

test('a value of another shape is hidden, not passed on', () => {
  const odd = { ...person, chucVuHienTai: 'TINH.GDS', ngaySinh: '05/03/1975', queQuan: 'Ninh Bình', hoTenKhaiSinh: {} }
  const part = publicPart({ ...odd, quaTrinhCongTac: [['x'], { tuNgay: 3, donVi: 'A', soDinhDanh: '001075012345' }] })
  assert.equal('ngaySinh' in part || 'queQuan' in part || 'hoTenKhaiSinh' in part, false)
  assert.deepEqual(part.quaTrinhCongTac, [{ donVi: 'A' }])
})

/** Pay, family, health, awards, discipline. */
import { type Kind, kind, list, type Row, set, text } from '../kind.ts'

const round = (value: number): number => Math.round(value * 100) / 100
const last = (rows: Row[]): Row | undefined => rows.at(-1)

export const pay: readonly Kind[] = [
  kind(
    'luong.heSoDao',
    'check',
    5,
    'heSoLuong bacLuong',
    'digits of the coefficient change places: 3,99 for 9,93',
    (r) => {
      const digits = String(r.heSoLuong).replace('.', '').padEnd(3, '0')
      const wrong = Number(`${digits[1]}.${digits[0]}${digits[2]}`)
      return typeof r.heSoLuong === 'number' && wrong !== r.heSoLuong && set(r, 'heSoLuong', wrong)
    },
  ),
  kind(
    'luong.heSoBacKhac',
    'check',
    5,
    'heSoLuong bacLuong quaTrinhLuong',
    'the coefficient of the next step',
    (r) =>
      typeof r.heSoLuong === 'number' &&
      typeof r.maNgach === 'string' &&
      set(r, 'heSoLuong', round(r.heSoLuong + (text(r.maNgach) === '' ? 0 : nextStep(r)))),
  ),
  kind(
    'luong.heSoPhay',
    'check',
    5,
    'heSoLuong',
    'a decimal comma',
    (r) =>
      typeof r.heSoLuong === 'number' &&
      r.heSoLuong % 1 !== 0 &&
      set(r, 'heSoLuong', String(r.heSoLuong).replace('.', ',')),
  ),
  kind(
    'luong.heSoMatCham',
    'check',
    3,
    'heSoLuong',
    'the decimal point is lost',
    (r) =>
      typeof r.heSoLuong === 'number' && r.heSoLuong % 1 !== 0 && set(r, 'heSoLuong', Math.round(r.heSoLuong * 100)),
  ),
  kind(
    'luong.heSoTien',
    'check',
    3,
    'heSoLuong',
    'an amount in đồng instead of a coefficient',
    (r) => typeof r.heSoLuong === 'number' && set(r, 'heSoLuong', Math.round(r.heSoLuong * 1_490_000)),
  ),
  kind(
    'luong.thieuHeSo',
    'check',
    4,
    'heSoLuong',
    'no coefficient',
    (r) => r.loaiDoiTuong !== 'HD' && delete r.heSoLuong,
  ),
  kind(
    'luong.bacQuaBang',
    'check',
    3,
    'bacLuong heSoLuong',
    'a step that the table does not have',
    (r, rng) => typeof r.bacLuong === 'number' && set(r, 'bacLuong', rng.between(13, 20)),
  ),
  kind(
    'luong.bacLe',
    'check',
    2,
    'bacLuong',
    'step 3/9 as on paper',
    (r) => typeof r.bacLuong === 'number' && set(r, 'bacLuong', `${r.bacLuong}/9`),
  ),
  kind(
    'luong.vuotKhungChuaCuoi',
    'check',
    3,
    'phuCapThamNienVuotKhung bacLuong',
    'seniority over the frame below the last step',
    (r, rng) =>
      typeof r.bacLuong === 'number' &&
      typeof r.maNgach === 'string' &&
      r.bacLuong <= 5 &&
      r.phuCapThamNienVuotKhung === undefined &&
      set(r, 'phuCapThamNienVuotKhung', rng.between(5, 9)),
  ),
  kind(
    'luong.ngayTuongLai',
    'check',
    2,
    'ngayHuongLuong',
    'paid at this step from a day far ahead',
    (r, rng) => typeof r.ngayHuongLuong === 'string' && set(r, 'ngayHuongLuong', `${2025 + rng.between(0, 9)}-01-01`),
  ),
  kind(
    'luong.ngayTruocTuyenDung',
    'check',
    2,
    'ngayHuongLuong ngayTuyenDungLanDau',
    'paid before being recruited',
    (r) =>
      typeof r.ngayHuongLuong === 'string' &&
      set(r, 'ngayHuongLuong', `${Number(text(r.ngayTuyenDungLanDau).slice(0, 4)) - 3}-02-01`),
  ),
  kind(
    'ngach.khongCo',
    'check',
    4,
    'maNgach',
    'a rank code that does not exist',
    (r, rng) =>
      typeof r.maNgach === 'string' &&
      set(r, 'maNgach', rng.pick(['01.03', '15a.203x', 'V.07.03.99', 'V.77.01.01', '1003'])),
  ),
  kind(
    'ngach.khongCham',
    'check',
    3,
    'maNgach',
    'the rank code without its dots',
    (r) => typeof r.maNgach === 'string' && set(r, 'maNgach', r.maNgach.replaceAll('.', '')),
  ),
  kind('ngach.tenKhac', 'check', 2, 'tenNgach maNgach', 'the name of another rank', (r) => {
    const wrong = text(r.maNgach) === '01.002' ? 'Chuyên viên' : 'Chuyên viên chính'
    return typeof r.maNgach === 'string' && set(r, 'tenNgach', wrong)
  }),
  kind('ngach.trong', 'check', 3, 'maNgach', 'no rank', (r) => typeof r.maNgach === 'string' && delete r.maNgach),
  kind('quaTrinhLuong.heSo', 'check', 4, 'quaTrinhLuong', 'a wrong coefficient in the history', (r, rng) => {
    // The present tables apply from 10/2004.
    const row = rng.pick(list(r.quaTrinhLuong).filter((entry) => text(entry.tuNgay) > '2004-10'))
    if (!row || typeof row.heSo !== 'number') return false
    row.heSo = round(row.heSo + 0.11)
    return true
  }),
  kind('quaTrinhLuong.tutBac', 'check', 2, 'quaTrinhLuong', 'steps go down', (r) => {
    const rows = list(r.quaTrinhLuong)
    const a = rows.at(-2)
    const b = last(rows)
    if (!a || !b || a.maNgach !== b.maNgach) return false
    const { bac, heSo } = a
    Object.assign(a, { bac: b.bac, heSo: b.heSo })
    Object.assign(b, { bac, heSo })
    return true
  }),
  kind('quaTrinhLuong.trungDong', 'check', 3, 'quaTrinhLuong', 'the same row twice', (r) => {
    const rows = list(r.quaTrinhLuong)
    if (!rows[0]) return false
    rows.splice(1, 0, { ...rows[0] })
    return true
  }),
  kind(
    'quaTrinhLuong.cuHon',
    'check',
    3,
    'quaTrinhLuong bacLuong heSoLuong ngayHuongLuong',
    'the newest step is missing in the history',
    (r) => {
      const rows = list(r.quaTrinhLuong)
      if (rows.length < 2) return false
      rows.pop()
      return true
    },
  ),
  kind(
    'phuCap.chucVuKhong',
    'check',
    2,
    'phuCapChucVu chucVuHienTai',
    'a position allowance without a position',
    (r) => r.chucVuHienTai === '00' && r.loaiDoiTuong !== 'HD' && set(r, 'phuCapChucVu', 0.5),
  ),
  kind('phuCap.lech', 'none', 2, 'phuCapKhac', 'an allowance that nobody else knows', (r, rng) =>
    set(r, 'phuCapKhac', round(rng.between(10, 40) / 100)),
  ),
  kind(
    'thuNhap.nghin',
    'check',
    3,
    'thuNhapLuong',
    'income in thousands of đồng',
    (r) => typeof r.thuNhapLuong === 'number' && set(r, 'thuNhapLuong', Math.round(r.thuNhapLuong / 1000)),
  ),
  kind(
    'thuNhap.thuaSo0',
    'check',
    2,
    'thuNhapLuong',
    'two zeros too many',
    (r) => typeof r.thuNhapLuong === 'number' && set(r, 'thuNhapLuong', r.thuNhapLuong * 100),
  ),
  kind(
    'chieuCao.met',
    'check',
    3,
    'chieuCao',
    'height in metres',
    (r) => typeof r.chieuCao === 'number' && set(r, 'chieuCao', r.chieuCao / 100),
  ),
  kind(
    'canNang.thuaSo0',
    'check',
    2,
    'canNang',
    'a weight of ten people',
    (r) => typeof r.canNang === 'number' && set(r, 'canNang', r.canNang * 10),
  ),
  kind('chieuCao.doiCotCanNang', 'check', 2, 'chieuCao canNang', 'height and weight are swapped', (r) => {
    const height = r.chieuCao
    r.chieuCao = r.canNang
    return set(r, 'canNang', height)
  }),
  kind('nhomMau.khac', 'none', 2, 'nhomMau', 'another blood group', (r) =>
    set(r, 'nhomMau', r.nhomMau === '04' ? '01' : '04'),
  ),
  kind('giaDinh.chaTreHon', 'check', 3, 'giaDinhBanThan', 'a father younger than his child', (r, rng) => {
    const row = list(r.giaDinhBanThan).find((entry) => entry.quanHe === '03')
    if (!row) return false
    row.namSinh = Number(text(r.ngaySinh).slice(0, 4)) + rng.between(1, 9)
    return true
  }),
  kind('giaDinh.conTuongLai', 'check', 2, 'giaDinhBanThan', 'a child born in the future', (r, rng) => {
    const row = list(r.giaDinhBanThan).find((entry) => entry.quanHe === '07')
    if (!row) return false
    row.namSinh = 2024 + rng.between(1, 60)
    return true
  }),
  kind('giaDinh.chongCuaNam', 'check', 2, 'giaDinhBanThan gioiTinh', 'a man with a husband', (r) => {
    const row = list(r.giaDinhBanThan).find((entry) => entry.quanHe === '05')
    if (!row) return false
    row.quanHe = '06'
    return true
  }),
  kind('giaDinh.quanHeLa', 'check', 2, 'giaDinhBanThan', 'a relation that is on no list', (r, rng) => {
    const row = rng.pick(list(r.giaDinhBanThan))
    row.quanHe = rng.pick(['Bố', '11', 'Ông', '00'])
    return row.quanHe !== 'Bố'
  }),
  kind(
    'giaDinh.trong',
    'check',
    3,
    'giaDinhBanThan',
    'no family',
    (r) => r.loaiDoiTuong !== 'HD' && delete r.giaDinhBanThan,
  ),
  kind('giaDinh.namSinhCha', 'none', 2, 'giaDinhBanThan', "the father's birth year is off by one", (r) => {
    const row = list(r.giaDinhBanThan).find((entry) => entry.quanHe === '03')
    if (!row || typeof row.namSinh !== 'number') return false
    row.namSinh -= 1
    return true
  }),
  kind(
    'honNhan.khongVo',
    'check',
    2,
    'tinhTrangHonNhan giaDinhBanThan giaDinhVoChong',
    'never married, with a spouse',
    (r) => {
      if (!list(r.giaDinhBanThan).some((row) => row.quanHe === '05' || row.quanHe === '06')) return false
      return set(r, 'tinhTrangHonNhan', '1')
    },
  ),
  kind('kyLuat.hinhThucSai', 'check', 2, 'kyLuat', 'a form of discipline that its category does not know', (r) => {
    // In an earlier agency the person may have been of another category.
    if (r.loaiDoiTuong !== 'VC' || text(r.ngayVaoCoQuan) > '2022-04') return false
    return set(r, 'kyLuat', [
      {
        tuNgay: '2022-05',
        denNgay: '2023-05',
        hinhThuc: '06',
        hanhVi: 'Vi phạm nội quy',
        coQuanQuyetDinh: 'Sở Nội vụ',
      },
    ])
  }),
  kind('khenThuong.tuongLai', 'check', 2, 'khenThuong', 'an award of a year to come', (r, rng) => {
    const row = last(list(r.khenThuong))
    if (!row) return false
    row.nam = 2025 + rng.between(0, 30)
    return true
  }),
]

/** What the next step of the stated rank adds: read off the person's own history, or a third as in most tables. */
function nextStep(record: { [field: string]: unknown }): number {
  const rows = list(record.quaTrinhLuong).filter((row) => row.maNgach === record.maNgach)
  const a = rows.at(-2)?.heSo
  const b = rows.at(-1)?.heSo
  return typeof a === 'number' && typeof b === 'number' && b > a ? round(b - a) : 0.31
}

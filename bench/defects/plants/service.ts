/** Service: dates of recruitment, appointments, contracts, Party, army; education. */
import { type Kind, kind, list, set, shiftYear, text } from '../kind.ts'

/** A date as a spreadsheet counts it: days since 30/12/1899. */
const serial = (date: string): number => Math.round(Date.parse(date) / 86_400_000) + 25_569
const slashes = (date: string): string => date.split('-').reverse().join('/')

export const service: readonly Kind[] = [
  kind('loai.khongCo', 'check', 3, 'loaiDoiTuong', 'a category that is none', (r, rng) =>
    set(r, 'loaiDoiTuong', rng.pick(['NV', 'cb/cc', '1', 'CBCC'])),
  ),
  kind('loai.trong', 'check', 2, 'loaiDoiTuong', 'no category', (r) => delete r.loaiDoiTuong),
  kind(
    'loai.congChucGhiVienChuc',
    'check',
    3,
    'loaiDoiTuong maNgach loaiHopDong tenNgach',
    'a civil servant under the wrong category',
    (r) => r.loaiDoiTuong === 'VC' && text(r.maNgach).startsWith('V') && set(r, 'loaiDoiTuong', 'CC'),
  ),
  kind('ngay.sauHomNay', 'check', 3, 'ngayTuyenDungLanDau ngayVaoCoQuan', 'recruited in the future', (r, rng) =>
    set(r, 'ngayTuyenDungLanDau', `${2023 + rng.between(2, 40)}-05-01`),
  ),
  kind('ngay.soSerial', 'check', 3, 'ngayVaoCoQuan', 'the serial number of a spreadsheet instead of a date', (r) =>
    set(r, 'ngayVaoCoQuan', serial(text(r.ngayVaoCoQuan))),
  ),
  kind('ngay.dauGach', 'check', 5, 'ngayVaoCoQuan', 'dd/mm/yyyy instead of the agreed form', (r) =>
    set(r, 'ngayVaoCoQuan', slashes(text(r.ngayVaoCoQuan))),
  ),
  kind('ngay.chu', 'check', 3, 'ngayVaoCoQuan', 'words where a date belongs', (r, rng) =>
    set(r, 'ngayVaoCoQuan', rng.pick(['không rõ', 'Không', 'N/A', 'đang cập nhật', '//', 'tháng ba'])),
  ),
  kind('ngay.31thang4', 'check', 3, 'ngayTuyenDungLanDau', 'a day that does not exist', (r, rng) =>
    set(
      r,
      'ngayTuyenDungLanDau',
      text(r.ngayTuyenDungLanDau).slice(0, 4) + rng.pick(['-04-31', '-02-30', '-09-31', '-14-02']),
    ),
  ),
  kind('tuyenDung.chuaDu18', 'check', 3, 'ngayTuyenDungLanDau ngaySinh', 'recruited as a child', (r, rng) =>
    set(r, 'ngayTuyenDungLanDau', shiftYear(text(r.ngaySinh), rng.between(5, 13))),
  ),
  kind(
    'tuyenDung.sauVaoCoQuan',
    'check',
    3,
    'ngayTuyenDungLanDau ngayVaoCoQuan',
    'entered the body before being recruited',
    (r, rng) => set(r, 'ngayVaoCoQuan', shiftYear(text(r.ngayTuyenDungLanDau), -rng.between(1, 4))),
  ),
  kind('tuyenDung.ngayLech', 'none', 2, 'ngayVaoCoQuan', 'the day is off by a few, in the same month', (r) => {
    const date = text(r.ngayVaoCoQuan)
    if (date === r.ngayTuyenDungLanDau) return false
    return set(r, 'ngayVaoCoQuan', `${date.slice(0, 8)}${date.endsWith('15') ? '17' : '15'}`)
  }),
  kind(
    'boNhiem.thieuNgay',
    'check',
    4,
    'ngayBoNhiemChucVu chucVuHienTai',
    'a post without the date of appointment',
    (r) => {
      if (r.chucVuHienTai === '00') return false
      delete r.ngayBoNhiemLai
      return delete r.ngayBoNhiemChucVu
    },
  ),
  kind(
    'boNhiem.laiTruoc',
    'check',
    2,
    'ngayBoNhiemLai ngayBoNhiemChucVu',
    'reappointed before the appointment',
    (r, rng) =>
      typeof r.ngayBoNhiemChucVu === 'string' &&
      set(r, 'ngayBoNhiemLai', shiftYear(r.ngayBoNhiemChucVu, -rng.between(1, 5))),
  ),
  kind(
    'boNhiem.truocTuyenDung',
    'check',
    2,
    'ngayBoNhiemChucVu ngayTuyenDungLanDau ngayBoNhiemLai',
    'appointed before being recruited',
    (r, rng) =>
      r.chucVuHienTai !== '00' &&
      set(r, 'ngayBoNhiemChucVu', shiftYear(text(r.ngayTuyenDungLanDau), -rng.between(2, 6))),
  ),
  kind('chucVu.khongCo', 'check', 3, 'chucVuHienTai', 'a post that is on no list', (r, rng) =>
    set(r, 'chucVuHienTai', rng.pick(['Trưởng phòng', 'TP', 'CT99', '7'])),
  ),
  kind(
    'hopDong.hetHan',
    'check',
    3,
    'ngayHetHanHopDong',
    'the contract ran out years ago, still at work',
    (r) => r.loaiHopDong === 'HDLV-XD' && set(r, 'ngayHetHanHopDong', shiftYear(text(r.ngayHetHanHopDong), -5)),
  ),
  kind(
    'hopDong.khongThoiHanCoHan',
    'check',
    2,
    'ngayHetHanHopDong loaiHopDong',
    'an unlimited contract with an end',
    (r) => r.loaiHopDong === 'HDLV-KXD' && set(r, 'ngayHetHanHopDong', '2025-06-30'),
  ),
  kind('trangThai.nghiThieuNgay', 'check', 3, 'trangThaiCongTac ngayThoiViecNghiHuu', 'retired without a date', (r) => {
    delete r.ngayThoiViecNghiHuu
    return set(r, 'trangThaiCongTac', 'NGHIHUU')
  }),
  kind(
    'trangThai.lamCoNgayNghi',
    'check',
    3,
    'trangThaiCongTac ngayThoiViecNghiHuu',
    'at work, with a date of leaving',
    (r) => r.trangThaiCongTac === 'DLV' && set(r, 'ngayThoiViecNghiHuu', '2022-11-01'),
  ),
  kind(
    'dang.chinhThucTruoc',
    'check',
    3,
    'ngayVaoDangChinhThuc ngayVaoDang',
    'full Party member before joining',
    (r, rng) =>
      typeof r.ngayVaoDang === 'string' && set(r, 'ngayVaoDangChinhThuc', shiftYear(r.ngayVaoDang, -rng.between(1, 3))),
  ),
  kind(
    'dang.chuaDu18',
    'check',
    2,
    'ngayVaoDang ngaySinh ngayVaoDangChinhThuc',
    'joined the Party as a child',
    (r, rng) =>
      typeof r.ngayVaoDang === 'string' && set(r, 'ngayVaoDang', shiftYear(text(r.ngaySinh), rng.between(8, 16))),
  ),
  kind(
    'dang.chucVuKhongDang',
    'check',
    2,
    'chucVuDang ngayVaoDang',
    'a Party post without Party membership',
    (r, rng) => {
      delete r.ngayVaoDang
      delete r.ngayVaoDangChinhThuc
      return set(r, 'chucVuDang', rng.pick(['05', '06', '07']))
    },
  ),
  kind(
    'quanDoi.xuatTruocNhap',
    'check',
    2,
    'ngayXuatNgu ngayNhapNgu',
    'left the army before joining it',
    (r, rng) =>
      typeof r.ngayNhapNgu === 'string' && set(r, 'ngayXuatNgu', shiftYear(r.ngayNhapNgu, -rng.between(1, 3))),
  ),
  kind('doan.tuoi', 'check', 2, 'ngayThamGiaToChucChinhTriXaHoi ngaySinh', 'joined the Youth Union at five', (r, rng) =>
    set(r, 'ngayThamGiaToChucChinhTriXaHoi', shiftYear(text(r.ngaySinh), rng.between(3, 7))),
  ),
  kind('congTac.denTruocTu', 'check', 3, 'quaTrinhCongTac', 'a period that ends before it begins', (r, rng) => {
    const row = list(r.quaTrinhCongTac)[0]
    if (!row) return false
    row.denNgay = `${Number(text(row.tuNgay).slice(0, 4)) - rng.between(1, 5)}${text(row.tuNgay).slice(4)}`
    return true
  }),
  kind('congTac.chongNhau', 'check', 4, 'quaTrinhCongTac', 'two full-time employments at once', (r, rng) => {
    const rows = list(r.quaTrinhCongTac)
    const at = rows.findIndex((row, k) => k > 0 && row.donVi !== rows[k - 1]?.donVi)
    if (at < 1) return false
    const before = rows[at - 1]
    if (!before) return false
    before.denNgay = `${Number(text(rows[at]?.tuNgay).slice(0, 4)) + rng.between(2, 3)}-06`
    return text(before.denNgay) < '2023-01'
  }),
  kind('congTac.trungDong', 'check', 3, 'quaTrinhCongTac', 'the same row twice', (r) => {
    const rows = list(r.quaTrinhCongTac)
    if (!rows[0]) return false
    rows.push({ ...rows[0] })
    return true
  }),
  kind('congTac.truocKhiSinh', 'check', 2, 'quaTrinhCongTac', 'at work before birth', (r, rng) => {
    const row = list(r.quaTrinhCongTac)[0]
    if (!row) return false
    row.tuNgay = `${Number(text(r.ngaySinh).slice(0, 4)) - rng.between(1, 9)}-09`
    return true
  }),
  kind(
    'congTac.trong',
    'check',
    3,
    'quaTrinhCongTac',
    'no career at all',
    (r) => r.loaiDoiTuong !== 'HD' && delete r.quaTrinhCongTac,
  ),
  kind('congTac.thieuDonVi', 'check', 2, 'quaTrinhCongTac', 'a row of the career without its unit', (r) => {
    const row = list(r.quaTrinhCongTac)[0]
    if (!row) return false
    return delete row.donVi
  }),
  kind(
    'hocVan.caoHonBang',
    'check',
    3,
    'trinhDoChuyenMon daoTaoChuyenMon hocHam',
    'a doctorate without a diploma',
    (r) =>
      r.loaiDoiTuong !== 'HD' &&
      r.trinhDoChuyenMon !== '02' &&
      r.trinhDoChuyenMon !== '03' &&
      set(r, 'trinhDoChuyenMon', '02'),
  ),
  kind(
    'hocVan.thapHonBang',
    'check',
    2,
    'trinhDoChuyenMon daoTaoChuyenMon maNgach',
    'a university degree stated as secondary',
    (r) => (r.trinhDoChuyenMon === '04' || r.trinhDoChuyenMon === '03') && set(r, 'trinhDoChuyenMon', '07'),
  ),
  kind('hocVan.tuoi', 'check', 2, 'daoTaoChuyenMon', 'a diploma at ten', (r) => {
    const row = list(r.daoTaoChuyenMon)[0]
    if (!row) return false
    const born = Number(text(r.ngaySinh).slice(0, 4))
    row.tuNgay = `${born + 6}-09`
    row.denNgay = `${born + 10}-06`
    return true
  }),
  kind('hocVan.denTruocTu', 'check', 2, 'daoTaoChuyenMon', 'studies that end before they begin', (r) => {
    const row = list(r.daoTaoChuyenMon)[0]
    if (!row) return false
    const from = row.tuNgay
    row.tuNgay = row.denNgay
    row.denNgay = from
    return true
  }),
  kind('hocVan.truongKhac', 'none', 2, 'daoTaoChuyenMon', 'another university than the real one', (r) => {
    const row = list(r.daoTaoChuyenMon)[0]
    if (!row || row.coSoDaoTao === 'Trường Đại học Vinh') return false
    row.coSoDaoTao = 'Trường Đại học Vinh'
    return true
  }),
  kind('phoThong.khongCo', 'check', 2, 'trinhDoPhoThong', 'a school grade that never was: 13/12', (r, rng) =>
    set(r, 'trinhDoPhoThong', rng.pick(['13/12', '23', '12/12+'])),
  ),
]

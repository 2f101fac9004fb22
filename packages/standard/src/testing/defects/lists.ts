import type { Defect } from '../plant.ts'

const act = (tuNgay: string, hinhThuc: string) => ({
  tuNgay,
  hinhThuc,
  hanhVi: 'Vi phạm quy định về thực hiện nhiệm vụ',
  coQuanQuyetDinh: 'Ủy ban nhân dân tỉnh Nghệ An',
})

/** Addresses and salary dates that time would otherwise make old. */
const later = { noiThuongTru: null, noiOHienNay: null, ngayHuongLuong: null, quaTrinhLuong: null }

/** Discipline, awards, lists and texts. */
export const lists: Readonly<Record<string, Defect>> = {
  'kyLuat.hieuLuc': {
    today: '2025-12-01',
    meanwhile: { ...later, '+kyLuat': act('2024-03-10', '05') },
    patch: { 'kyLuat[0].tuNgay': '2025-08-10' },
    path: 'kyLuat[0].hinhThuc',
  },
  'kyLuat.loaiDoiTuong': { patch: { '+kyLuat': act('2020-03-10', '04') }, path: 'kyLuat[0].hinhThuc' },
  'kyLuat.dangVien': { on: 'vienChuc', patch: { '+kyLuat': act('2020-03-10', '1') }, path: 'kyLuat[0].hinhThuc' },
  'kyLuat.khaiTru': { patch: { '+kyLuat': act('2020-03-10', '4') }, path: 'chucVuDang' },
  'kyLuat.buocThoiViec': { patch: { '+kyLuat': act('2023-03-10', '07') }, path: 'trangThaiCongTac' },
  'trangThaiCongTac.buocThoiViec': {
    on: 'veHuu',
    patch: { trangThaiCongTac: 'BTV', '+kyLuat': act('2012-03-10', '01') },
    path: 'kyLuat',
  },
  'kyLuat.cachChuc': { patch: { '+kyLuat': act('2023-05-10', '03') }, path: 'chucVuHienTai' },
  'kyLuat.hoanNangLuong': { patch: { '+kyLuat': act('2019-03-10', '02') }, path: 'quaTrinhLuong' },
  'kyLuat.xepLoai': {
    on: 'vienChuc',
    patch: { '+kyLuat': act('2022-10-10', '01'), 'khenThuong[1].xepLoaiChuyenMon': '01' },
    path: 'khenThuong[1].xepLoaiChuyenMon',
  },
  'kyLuat.truocTuyenDung': { patch: { '+kyLuat': act('2007-10-10', '01') }, path: 'kyLuat[0].tuNgay' },
  'khenThuong.namTuongLai': { patch: { '+khenThuong': { nam: 2032, hinhThuc: '06' } }, path: 'khenThuong[3].nam' },
  'khenThuong.chuaDenKy': {
    patch: { '+khenThuong': { nam: 2023, xepLoaiChuyenMon: '02' } },
    path: 'khenThuong[3].nam',
  },
  'khenThuong.truocTuyenDung': {
    patch: { '+khenThuong': { nam: 2005, xepLoaiChuyenMon: '02' } },
    path: 'khenThuong[3].nam',
  },
  'khenThuong.haiXepLoai': {
    patch: { '+khenThuong': { nam: 2022, xepLoaiChuyenMon: '03' } },
    path: 'khenThuong[3].xepLoaiChuyenMon',
  },
  'khenThuong.thiDuaXepLoai': {
    patch: { 'khenThuong[1].xepLoaiChuyenMon': '04' },
    path: 'khenThuong[1].xepLoaiThiDua',
  },
  'khenThuong.dongTrong': { patch: { '+khenThuong': { nam: 2018 } }, path: 'khenThuong[3]' },

  'danhSach.dongTrung': {
    patch: {
      '+giaDinhBanThan': {
        quanHe: '10',
        hoTen: 'Nguyễn Văn Hùng',
        namSinh: 1989,
        thongTin: 'Đô Lương; kỹ sư xây dựng',
      },
    },
    path: 'giaDinhBanThan[5]',
  },
  'danhSach.denTruocTu': {
    patch: { 'boiDuongTinHoc[0].denNgay': '2015-06' },
    path: 'boiDuongTinHoc[0].denNgay',
  },
  'danhSach.truocNgaySinh': {
    on: 'vienChuc',
    patch: { 'quanHeNuocNgoai[0].tuNgay': '1919' },
    path: 'quanHeNuocNgoai[0].tuNgay',
  },
  'danhSach.tuongLai': {
    patch: { 'boiDuongAnQp[0].tuNgay': '2029-08', 'boiDuongAnQp[0].denNgay': '2029-08' },
    path: 'boiDuongAnQp[0].tuNgay',
  },
  'danhSach.thuTu': {
    on: 'chiCoNamSinh',
    patch: {
      quaTrinhCongTac: [
        { tuNgay: '1997', denNgay: '2001', donVi: 'Trường Đại học Y Dược Cần Thơ', chucDanh: 'Sinh viên chuyên tu' },
        { tuNgay: '1988', denNgay: '1997', donVi: 'Trung tâm Y tế huyện Trà Cú', chucDanh: 'Y sĩ' },
        { tuNgay: '2001', denNgay: '2005', donVi: 'Trung tâm Y tế huyện Trà Cú', chucDanh: 'Bác sĩ' },
        { tuNgay: '2006', donVi: 'Bệnh viện Đa khoa tỉnh Trà Vinh', chucDanh: 'Bác sĩ' },
      ],
    },
    path: 'quaTrinhCongTac',
  },
  'quaTrinhLuong.chongLan': {
    patch: { 'quaTrinhLuong[2].denNgay': '2019-08' },
    path: 'quaTrinhLuong[2].denNgay',
  },
  'quaTrinhPhuCap.chongLan': {
    patch: {
      'quaTrinhPhuCap[1].denNgay': '2022-05',
      '+quaTrinhPhuCap': { tuNgay: '2021-06', loai: '08', heSo: 0.6 },
    },
    path: 'quaTrinhPhuCap[2].tuNgay',
  },
  'lamViecCheDoCu.thoiGian': {
    on: 'cuuBinh',
    patch: { '+lamViecCheDoCu': { tuNgay: '1978', denNgay: '1980', chucDanh: 'Thư ký, Sài Gòn' } },
    path: 'lamViecCheDoCu[0].tuNgay',
  },
  'nhaDat.loai': { patch: { 'nhaO[0].loai': '10' }, path: 'nhaO[0].loai' },
  'nhaDat.khongCo': {
    patch: { '+datSanXuatKinhDoanh': { loai: '00', dienTich: 500 } },
    path: 'datSanXuatKinhDoanh[0].loai',
  },
  'nhaDat.dienTich': { patch: { 'nhaO[0].dienTich': 96_000 }, path: 'nhaO[0].dienTich' },

  'vanBan.khongCo': { patch: { soTruongCongTac: 'Không' }, path: 'soTruongCongTac', repair: null },
  'danhSach.khongCo': {
    patch: { '+quanHeNuocNgoai': { tuNgay: '2020', toChuc: 'Không có' } },
    path: 'quanHeNuocNgoai[0].toChuc',
  },
  'maNhieuGiaTri.khongVaCo': {
    patch: { doiTuongChinhSach: ['00', '14'] },
    path: 'doiTuongChinhSach',
    repair: ['14'],
  },
  'chucVuKiemNhiem.trungChucVu': {
    patch: { chucVuKiemNhiem: 'Trưởng phòng thuộc Sở' },
    path: 'chucVuKiemNhiem',
    repair: null,
  },
  'thuNhapKhac.trungLuong': { patch: { thuNhapKhac: 98_400_000 }, path: 'thuNhapKhac' },
}

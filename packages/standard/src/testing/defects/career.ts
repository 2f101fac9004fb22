import type { Defect } from '../plant.ts'

/** Contract, career, employment and leaving. */
export const career: Readonly<Record<string, Defect>> = {
  'loaiHopDong.loaiDoiTuong': { patch: { loaiHopDong: 'HDLV-KXD' }, path: 'loaiHopDong' },
  'loaiHopDong.chuaCoHieuLuc': { on: 'hopDong', patch: { loaiHopDong: 'HD-173' }, path: 'loaiHopDong' },
  'ngayHetHanHopDong.khongThoiHan': {
    on: 'vienChuc',
    patch: { ngayHetHanHopDong: '2025-08-15' },
    path: 'ngayHetHanHopDong',
  },
  'ngayHetHanHopDong.thieu': { on: 'vienChuc', patch: { loaiHopDong: 'HDLV-XD' }, path: 'ngayHetHanHopDong' },
  'ngayHetHanHopDong.daQua': {
    on: 'vienChuc',
    patch: { loaiHopDong: 'HDLV-XD', ngayHetHanHopDong: '2022-12-31' },
    path: 'ngayHetHanHopDong',
  },
  'ngayHetHanHopDong.qua60Thang': {
    on: 'vienChuc',
    patch: { loaiHopDong: 'HDLV-XD', ngayHetHanHopDong: '2032-12-31' },
    path: 'ngayHetHanHopDong',
  },
  'loaiHopDong.sau2020': {
    on: 'vienChuc',
    patch: {
      ngayTuyenDungLanDau: '2020-08-15',
      ngayVaoCoQuan: '2020-08-15',
      quaTrinhCongTac: [{ tuNgay: '2020-08', donVi: 'Trường Tiểu học Thạnh Hòa', chucDanh: 'Giáo viên' }],
      khenThuong: [],
      quaTrinhLuong: [{ tuNgay: '2022-08', maNgach: 'V.07.03.29', bac: 4, heSo: 3.33 }],
      quaTrinhPhuCap: [],
    },
    path: 'loaiHopDong',
  },
  'hinhThucTuyenDung.loaiDoiTuong': {
    on: 'hopDong',
    patch: { hinhThucTuyenDung: 'BAUCU' },
    path: 'hinhThucTuyenDung',
  },

  'ngayTuyenDungLanDau.tuoi': {
    patch: { ngayTuyenDungLanDau: '2002-09-01', 'quaTrinhCongTac[0].tuNgay': '2002-09' },
    path: 'ngayTuyenDungLanDau',
  },
  'ngayVaoCoQuan.truocTuyenDung': {
    patch: { ngayVaoCoQuan: '2008-03-01' },
    path: 'ngayVaoCoQuan',
  },
  'ngayBoNhiemChucVu.truocTuyenDung': { patch: { ngayBoNhiemChucVu: '2007-06-15' }, path: 'ngayBoNhiemChucVu' },
  'ngayBoNhiemChucVu.truocVaoCoQuan': { patch: { ngayBoNhiemChucVu: '2010-06-15' }, path: 'ngayBoNhiemChucVu' },
  'ngayBoNhiemLai.truocBoNhiem': { patch: { ngayBoNhiemLai: '2019-06-15' }, path: 'ngayBoNhiemLai' },
  'ngayBoNhiemLai.thieuBoNhiem': { on: 'tapSu', patch: { ngayBoNhiemLai: '2023-02-01' }, path: 'ngayBoNhiemLai' },
  'chucVuHienTai.thieuNgay': { patch: { ngayBoNhiemChucVu: null }, path: 'ngayBoNhiemChucVu' },
  'ngayBoNhiemChucVu.khongChucVu': {
    on: 'vienChuc',
    patch: { ngayBoNhiemChucVu: '2021-09-01' },
    path: 'ngayBoNhiemChucVu',
  },
  'ngayBoNhiemChucVu.tuoi': {
    patch: { ngayBoNhiemChucVu: '2001-06-15', ngayTuyenDungLanDau: null, ngayVaoCoQuan: null },
    path: 'ngayBoNhiemChucVu',
  },
  'chucVuHienTai.chucDanhBauCu': { patch: { chucVuHienTai: 'TINH.PCTUBND' }, path: 'chucVuHienTai' },
  'chucVuHienTai.chucVuHanhChinh': { on: 'chiCoNamSinh', patch: { chucVuHienTai: 'TINH.PGDS' }, path: 'chucVuHienTai' },
  'chucVuHienTai.hopDong': { on: 'hopDong', patch: { chucVuHienTai: 'SN.TT' }, path: 'chucVuHienTai' },
  'chucVuHienTai.tapSu': {
    on: 'tapSu',
    patch: { chucVuHienTai: 'TINH.PTPS', ngayBoNhiemChucVu: '2023-05-01' },
    path: 'chucVuHienTai',
  },
  'trangThaiCongTac.tapSuCanBo': { on: 'canBo', patch: { trangThaiCongTac: 'TAPSU' }, path: 'trangThaiCongTac' },
  'trangThaiCongTac.thaiSan': { on: 'canBo', patch: { trangThaiCongTac: 'THAISAN' }, path: 'trangThaiCongTac' },
  'coQuanSuDung.coQuanQuanLy': { patch: { coQuanSuDung: 'H42.12.3' }, path: 'coQuanSuDung' },
  'trangThaiCongTac.tapSuKeoDai': {
    on: 'tapSu',
    patch: { ngayTuyenDungLanDau: '2020-12-03', ngayVaoCoQuan: '2020-12-03', 'quaTrinhCongTac[0].tuNgay': '2020-12' },
    path: 'trangThaiCongTac',
  },

  'quaTrinhCongTac.chongLan': {
    patch: { 'quaTrinhCongTac[0].denNgay': '2013-12' },
    path: 'quaTrinhCongTac',
  },
  'quaTrinhCongTac.hangMo': { patch: { 'quaTrinhCongTac[0].denNgay': undefined }, path: 'quaTrinhCongTac' },
  'quaTrinhCongTac.khoangTrong': {
    patch: { 'quaTrinhCongTac[0].denNgay': '2010-06' },
    path: 'quaTrinhCongTac',
  },
  'quaTrinhCongTac.tuTuyenDung': {
    on: 'vienChuc',
    patch: {
      'quaTrinhCongTac[0]': {
        tuNgay: '2015-01',
        denNgay: '2018-07',
        donVi: 'Trường Tiểu học Ngô Quyền',
        chucDanh: 'Giáo viên',
      },
      'quaTrinhCongTac[1]': {
        tuNgay: '2018-08',
        denNgay: '2021-08',
        donVi: 'Trường Tiểu học Thạnh Hòa',
        chucDanh: 'Giáo viên chủ nhiệm',
      },
    },
    path: 'quaTrinhCongTac',
  },
  'quaTrinhCongTac.tuoi': {
    on: 'veHuu',
    patch: { 'quaTrinhCongTac[0].tuNgay': '1979-01' },
    path: 'quaTrinhCongTac[0].tuNgay',
  },
  'quaTrinhCongTac.ngayVaoCoQuan': { patch: { ngayVaoCoQuan: '2014-05-20' }, path: 'quaTrinhCongTac' },
  'quaTrinhCongTac.chucVuThieu': {
    on: 'vienChuc',
    patch: {
      '+quaTrinhCongTac': { tuNgay: '2022-09', donVi: 'Trường Tiểu học Thạnh Hòa', chucDanh: 'Phó Hiệu trưởng' },
    },
    path: 'chucVuHienTai',
  },
  'quaTrinhCongTac.chucVuSau': {
    patch: {
      trangThaiCongTac: 'DTAO',
      'quaTrinhCongTac[3]': {
        tuNgay: '2018-07',
        denNgay: '2019-05',
        donVi: 'Sở Nội vụ tỉnh Nghệ An',
        chucDanh: 'Chuyên viên',
      },
    },
    path: 'quaTrinhCongTac',
  },

  'trangThaiCongTac.quaTuoiNghiHuu': {
    on: 'cuuBinh',
    patch: { ngaySinh: '1962-03', soDinhDanh: '001062004321' },
    path: 'trangThaiCongTac',
  },
  'ngayThoiViecNghiHuu.quaSom': {
    on: 'veHuu',
    patch: {
      ngayThoiViecNghiHuu: '2010-07-01',
      'quaTrinhCongTac[1].denNgay': '2010-06',
      ngayBoNhiemNgach: '2010-03-01',
    },
    path: 'ngayThoiViecNghiHuu',
  },
  'trangThaiCongTac.thieuNgayNghi': { on: 'veHuu', patch: { ngayThoiViecNghiHuu: null }, path: 'ngayThoiViecNghiHuu' },
  'ngayThoiViecNghiHuu.vanDangLam': {
    on: 'cuuBinh',
    patch: { ngayThoiViecNghiHuu: '2023-06-01' },
    path: 'trangThaiCongTac',
  },
  'ngayThoiViecNghiHuu.chuaDen': {
    on: 'veHuu',
    patch: { ngayThoiViecNghiHuu: '2024-07-01', 'quaTrinhCongTac[2].denNgay': '2023-01' },
    path: 'trangThaiCongTac',
  },
  'ngayThoiViecNghiHuu.truocTuyenDung': {
    on: 'veHuu',
    patch: { trangThaiCongTac: 'THOIVIEC', ngayThoiViecNghiHuu: '1985-07-01', 'quaTrinhCongTac[2].denNgay': '2023-01' },
    path: 'ngayThoiViecNghiHuu',
  },
  'ngayThoiViecNghiHuu.suKienSau': { on: 'veHuu', patch: { ngayBoNhiemNgach: '2022-03-01' }, path: 'ngayBoNhiemNgach' },
  'quaTrinhCongTac.conMo': {
    on: 'veHuu',
    patch: { 'quaTrinhCongTac[1].denNgay': undefined },
    path: 'quaTrinhCongTac[1].denNgay',
    repair: '2021-07-01',
  },
  'quaTrinhCongTac.daKetThuc': { patch: { 'quaTrinhCongTac[3].denNgay': '2022-12' }, path: 'quaTrinhCongTac' },
}

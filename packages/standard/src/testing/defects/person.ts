import type { Defect } from '../plant.ts'

/** Party, army, merit, education, certificates and family. */
export const person: Readonly<Record<string, Defect>> = {
  'ngayVaoDang.tuoi': {
    patch: { ngayVaoDang: '2002-05-19', ngayVaoDangChinhThuc: '2003-05-19' },
    path: 'ngayVaoDang',
  },
  'ngayVaoDangChinhThuc.truocVaoDang': { patch: { ngayVaoDangChinhThuc: '2010-05-19' }, path: 'ngayVaoDangChinhThuc' },
  'ngayVaoDangChinhThuc.duBiNgan': { patch: { ngayVaoDangChinhThuc: '2011-11-19' }, path: 'ngayVaoDangChinhThuc' },
  'ngayVaoDangChinhThuc.duBiDai': { patch: { ngayVaoDangChinhThuc: '2015-05-19' }, path: 'ngayVaoDangChinhThuc' },
  'ngayVaoDangChinhThuc.thieuVaoDang': { patch: { ngayVaoDang: null }, path: 'ngayVaoDang' },
  'ngayVaoDangChinhThuc.quaHan': {
    on: 'vienChuc',
    patch: { ngayVaoDang: '2018-05-19' },
    path: 'ngayVaoDangChinhThuc',
  },
  'chucVuDang.thieuVaoDang': { patch: { ngayVaoDang: null, ngayVaoDangChinhThuc: null }, path: 'ngayVaoDang' },
  'chucVuDang.dangVienDuBi': { patch: { ngayVaoDangChinhThuc: null }, path: 'chucVuDang' },
  'chucVuDangKiemNhiem.thieuVaoDang': {
    on: 'vienChuc',
    patch: { chucVuDangKiemNhiem: 'Phó Bí thư chi bộ khu vực' },
    path: 'ngayVaoDang',
  },
  'ngayThamGiaToChucChinhTriXaHoi.tuoi': {
    patch: { ngayThamGiaToChucChinhTriXaHoi: '1994' },
    path: 'ngayThamGiaToChucChinhTriXaHoi',
  },
  'ngayXuatNgu.truocNhapNgu': {
    on: 'hopDong',
    patch: { ngayNhapNgu: '2008-08', ngayXuatNgu: '2007-02' },
    path: 'ngayXuatNgu',
  },
  'ngayXuatNgu.thieuNhapNgu': { on: 'hopDong', patch: { ngayNhapNgu: null }, path: 'ngayNhapNgu' },
  'ngayNhapNgu.tuoi': { on: 'hopDong', patch: { ngayNhapNgu: '2004-02' }, path: 'ngayNhapNgu' },
  'quanHamCaoNhat.thieuNhapNgu': { patch: { quanHamCaoNhat: '06' }, path: 'ngayNhapNgu' },
  'quanHamCaoNhat.thoiGian': { on: 'hopDong', patch: { quanHamCaoNhat: '12' }, path: 'quanHamCaoNhat' },
  'hangThuongBinh.doiTuongChinhSach': {
    patch: { hangThuongBinh: '4', doiTuongChinhSach: ['14'] },
    path: 'doiTuongChinhSach',
    repair: ['14', '07'],
  },
  'doiTuongChinhSach.hangThuongBinh': { on: 'cuuBinh', patch: { hangThuongBinh: null }, path: 'hangThuongBinh' },
  'doiTuongChinhSach.namSinh': { patch: { doiTuongChinhSach: ['01'] }, path: 'doiTuongChinhSach' },
  'baMeVietNamAnhHung.gioiTinh': { on: 'cuuBinh', patch: { danhHieuNhaNuoc: ['27'] }, path: 'danhHieuNhaNuoc' },
  'hangThuongBinh.sucKhoe': {
    on: 'cuuBinh',
    patch: { hangThuongBinh: '1', tinhTrangSucKhoe: '1' },
    path: 'tinhTrangSucKhoe',
  },
  'canNang.chieuCao': { patch: { canNang: 152 }, path: 'canNang' },

  'trinhDoChuyenMon.thapHonBang': {
    patch: { trinhDoChuyenMon: '04', chuyenNganh: 'Hành chính học' },
    path: 'trinhDoChuyenMon',
    repair: '03',
  },
  'trinhDoChuyenMon.thieuBang': { patch: { trinhDoChuyenMon: '02' }, path: 'daoTaoChuyenMon' },
  'chuyenNganh.vanBang': { patch: { chuyenNganh: 'Nuôi trồng thủy sản' }, path: 'chuyenNganh' },
  'hocHam.trinhDo': { patch: { hocHam: '02' }, path: 'hocHam' },
  'trinhDoPhoThong.trinhDoChuyenMon': { patch: { trinhDoPhoThong: '19' }, path: 'trinhDoPhoThong' },
  'trinhDoPhoThong.he10Nam': { patch: { trinhDoPhoThong: '10' }, path: 'trinhDoPhoThong' },
  'daoTaoChuyenMon.tuoi': {
    patch: { 'daoTaoChuyenMon[0].tuNgay': '1999-09', 'daoTaoChuyenMon[0].denNgay': '2002-06' },
    path: 'daoTaoChuyenMon[0].denNgay',
  },
  'daoTaoChuyenMon.sauDaiHoc': {
    patch: { 'daoTaoChuyenMon[1].tuNgay': '2005-03', 'daoTaoChuyenMon[1].denNgay': '2007-03' },
    path: 'daoTaoChuyenMon[1].tuNgay',
  },
  'daoTaoChuyenMon.thoiGianNgan': {
    patch: { 'daoTaoChuyenMon[0].tuNgay': '2006-09' },
    path: 'daoTaoChuyenMon[0].denNgay',
  },
  'lyLuanChinhTri.thapHonBang': { patch: { lyLuanChinhTri: '07' }, path: 'lyLuanChinhTri', repair: '09' },
  'lyLuanChinhTri.thieuBang': { patch: { lyLuanChinhTri: '10' }, path: 'daoTaoLyLuanChinhTri' },
  'lyLuanChinhTri.dangVien': {
    on: 'vienChuc',
    patch: { lyLuanChinhTri: '09', 'daoTaoLyLuanChinhTri[0].vanBang': '09' },
    path: 'lyLuanChinhTri',
  },
  'hocHam.tuoi': {
    on: 'tapSu',
    patch: { hocHam: '02', trinhDoChuyenMon: '02', chuyenNganh: null, daoTaoChuyenMon: null },
    path: 'hocHam',
  },
  'quanLyNhaNuoc.thapHonChungChi': { patch: { quanLyNhaNuoc: '02' }, path: 'quanLyNhaNuoc', repair: '03' },
  'quanLyNhaNuoc.ngach': {
    on: 'congChuc',
    patch: {
      maNgach: '01.002',
      tenNgach: 'Chuyên viên chính',
      quanLyNhaNuoc: '01',
      boiDuongQlnn: [],
      quaTrinhLuong: null,
      bacLuong: null,
      heSoLuong: null,
    },
    path: 'quanLyNhaNuoc',
  },
  'ngoaiNgu.thapHonChungChi': { patch: { ngoaiNgu: '2' }, path: 'ngoaiNgu', repair: '4' },
  'daoTaoNgoaiNgu.tenNgoaiNgu': {
    on: 'giaoSu',
    patch: { 'daoTaoNgoaiNgu[1].tenNgoaiNgu': '03' },
    path: 'daoTaoNgoaiNgu[1].tenNgoaiNgu',
    repair: '01',
  },
  'daoTaoNgoaiNgu.diemSo': {
    on: 'giaoSu',
    patch: { 'daoTaoNgoaiNgu[1].diemSo': '65' },
    path: 'daoTaoNgoaiNgu[1].diemSo',
  },
  'tinHoc.thapHonChungChi': { on: 'vienChuc', patch: { tinHoc: '01' }, path: 'tinHoc', repair: '02' },

  'giaDinhBanThan.voChongGioiTinh': {
    patch: { 'giaDinhBanThan[2].quanHe': '05' },
    path: 'giaDinhBanThan[2].quanHe',
    repair: '06',
  },
  'tinhTrangHonNhan.thieuVoChong': {
    patch: { 'giaDinhBanThan[2]': { quanHe: '10', hoTen: 'Nguyễn Văn Dũng', namSinh: 1987, thongTin: 'Đô Lương' } },
    path: 'giaDinhBanThan',
  },
  'tinhTrangHonNhan.docThan': { patch: { tinhTrangHonNhan: '1' }, path: 'tinhTrangHonNhan' },
  'tinhTrangHonNhan.daHet': {
    patch: { 'giaDinhBanThan[2].thongTin': 'Đã mất năm 2021' },
    path: 'tinhTrangHonNhan',
  },
  'giaDinh.haiChaMe': {
    patch: { '+giaDinhBanThan': { quanHe: '03', hoTen: 'Nguyễn Văn Chín', namSinh: 1956, thongTin: 'Đô Lương' } },
    path: 'giaDinhBanThan[5].quanHe',
  },
  'giaDinhBanThan.haiVoChong': {
    patch: { '+giaDinhBanThan': { quanHe: '06', hoTen: 'Lê Văn Chín', namSinh: 1981, thongTin: 'TP Vinh' } },
    path: 'giaDinhBanThan[5].quanHe',
  },
  'giaDinhBanThan.tuoiCon': { patch: { 'giaDinhBanThan[3].namSinh': 1992 }, path: 'giaDinhBanThan[3].namSinh' },
  'giaDinhBanThan.tuoiChaMe': { patch: { 'giaDinhBanThan[0].namSinh': 1985 }, path: 'giaDinhBanThan[0].namSinh' },
  'giaDinhVoChong.tuoiChaMe': { patch: { 'giaDinhVoChong[1].namSinh': 1975 }, path: 'giaDinhVoChong[1].namSinh' },
  'giaDinhBanThan.tuoiVoChong': {
    patch: { 'giaDinhBanThan[2].namSinh': 2010, giaDinhVoChong: null },
    path: 'giaDinhBanThan[2].namSinh',
  },
  'giaDinhBanThan.anhChiEm': { patch: { 'giaDinhBanThan[4].namSinh': 1979 }, path: 'giaDinhBanThan[4].namSinh' },
  'giaDinhVoChong.quanHe': {
    patch: { '+giaDinhVoChong': { quanHe: '07', hoTen: 'Phan Đình Bình', namSinh: 2015, thongTin: 'Học sinh' } },
    path: 'giaDinhVoChong[2].quanHe',
  },
  'giaDinh.chinhMinh': {
    patch: { '+giaDinhBanThan': { quanHe: '10', hoTen: 'Nguyễn Thị Thu Hà', namSinh: 1985 } },
    path: 'giaDinhBanThan[5]',
  },
  'giaDinh.namSinhTuongLai': { patch: { 'giaDinhBanThan[3].namSinh': 2032 }, path: 'giaDinhBanThan[3].namSinh' },
  'giaDinhBanThan.thieuChaMe': {
    on: 'vienChuc',
    patch: { giaDinhBanThan: [{ quanHe: '09', hoTen: 'Trần Ngọc Bích Thủy', namSinh: 1987 }] },
    path: 'giaDinhBanThan',
  },
}

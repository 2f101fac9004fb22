import type { Defect } from '../plant.ts'

const cmnd = { soGiayTo: '182345678', noiCapGiayTo: 'Công an tỉnh Nghệ An' }

/** Identity, contact and addresses. */
export const identity: Readonly<Record<string, Defect>> = {
  'soDinhDanh.namSinh': { patch: { ngaySinh: '1984-03-12' }, path: 'soDinhDanh' },
  'soDinhDanh.theKy': { patch: { soDinhDanh: '040385001234', soGiayTo: '040385001234' }, path: 'soDinhDanh' },
  'soDinhDanh.gioiTinh': { patch: { soDinhDanh: '040085001234', soGiayTo: '040085001234' }, path: 'soDinhDanh' },
  'gioiTinh.tuSoDinhDanh': { patch: { gioiTinh: '0' }, path: 'gioiTinh', repair: '2' },
  'soDinhDanh.maTinh': { patch: { soDinhDanh: '041185001234', soGiayTo: '041185001234' }, path: 'soDinhDanh' },
  'soDinhDanh.noiSinh': { patch: { noiSinh: '42' }, path: 'soDinhDanh' },
  'soGiayTo.soDinhDanh': { patch: { soGiayTo: '040185001243' }, path: 'soGiayTo' },
  'soGiayTo.cmndSauCccd': { patch: cmnd, path: 'soGiayTo' },
  'soGiayTo.cmndHetGiaTri': {
    on: 'hopDong',
    today: '2025-01-02',
    meanwhile: { soGiayTo: '038088009900', ngayCapGiayTo: '2021-07-01', noiCapGiayTo: 'Cục Cảnh sát QLHC về TTXH' },
    patch: { soGiayTo: '172345678', ngayCapGiayTo: '2010-09-20', noiCapGiayTo: 'Công an tỉnh Thanh Hóa' },
    path: 'soGiayTo',
  },
  'soGiayTo.cmndQua15Nam': { patch: { ...cmnd, ngayCapGiayTo: '2003-05-05' }, path: 'soGiayTo' },
  'soGiayTo.cccdTruoc2012': { patch: { ngayCapGiayTo: '2011-08-10' }, path: 'soGiayTo' },
  'ngayCapGiayTo.tuoi14': { on: 'tapSu', patch: { ngayCapGiayTo: '2012-12-01' }, path: 'ngayCapGiayTo' },
  'noiCapGiayTo.cmnd': {
    on: 'hopDong',
    patch: { noiCapGiayTo: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' },
    path: 'noiCapGiayTo',
  },
  'noiCapGiayTo.cccd': { patch: { noiCapGiayTo: 'Công an tỉnh Nghệ An' }, path: 'noiCapGiayTo' },
  'quocTich.vietNam': { patch: { quocTich: 'ZZ' }, path: 'quocTich' },
  'danToc.nguoiNuocNgoai': { patch: { danToc: '55' }, path: 'danToc' },

  'giaDinh.tenKyTuLa': {
    patch: { 'giaDinhBanThan[0].hoTen': 'Nguyễn Văn Tám (1955)' },
    path: 'giaDinhBanThan[0].hoTen',
  },
  'hoTenKhaiSinh.motChu': { patch: { hoTenKhaiSinh: 'Hà' }, path: 'hoTenKhaiSinh' },
  'tenGoiKhac.trungTen': { patch: { tenGoiKhac: 'Nguyễn Thị Thu Hà' }, path: 'tenGoiKhac', repair: null },
  'soDienThoai.dauSoCu': { patch: { soDienThoai: '01681234567' }, path: 'soDienThoai', repair: '0381234567' },
  'soDienThoai.dauSo': { patch: { soDienThoai: '0612345678' }, path: 'soDienThoai' },
  'anhChanDung.loai': { patch: { 'anhChanDung.type': 'application/pdf' }, path: 'anhChanDung' },
  'anhChanDung.kichThuoc': { patch: { 'anhChanDung.size': 900 }, path: 'anhChanDung' },
  'soBhxh.soDinhDanh': { patch: { soBhxh: '040185001235' }, path: 'soBhxh' },
  'soTheBhyt.soBhxh': { patch: { soTheBhyt: 'HC4404008123457' }, path: 'soTheBhyt' },
  'soTheBhyt.huuTri': { patch: { soTheBhyt: 'HT3404008123456' }, path: 'soTheBhyt' },

  'diaChi.huyenSau2025': {
    today: '2025-08-01',
    meanwhile: {
      noiThuongTru: { tinh: '40', xa: '16681', chiTiet: 'Số 12, đường Lê Lợi', phienBan: 'sau2025' },
      noiOHienNay: { tinh: '40', xa: '16681', chiTiet: 'Số 12, đường Lê Lợi', phienBan: 'sau2025' },
    },
    patch: { noiOHienNay: { tinh: '40', huyen: '412', xa: '16681', phienBan: 'sau2025' } },
    path: 'noiOHienNay.huyen',
    repair: { tinh: '40', xa: '16681', phienBan: 'sau2025' },
  },
  'diaChi.huyenXa': {
    patch: { 'queQuan.huyen': '412' },
    path: 'queQuan.huyen',
    repair: { tinh: '40', huyen: '427', xa: '17629', phienBan: 'truoc2025' },
  },
  'diaChi.chiTietLaTenXa': { patch: { 'queQuan.chiTiet': 'Xã Hồng Sơn' }, path: 'queQuan.chiTiet' },
  'noiThuongTru.noiOHienNay': {
    patch: {
      noiThuongTru: { tinh: '40', huyen: '412', xa: '16678', chiTiet: '12 đường Lê Lợi', phienBan: 'truoc2025' },
      noiOHienNay: { tinh: '40', huyen: '427', xa: '17629', chiTiet: '12 đường Lê Lợi', phienBan: 'truoc2025' },
    },
    path: 'noiOHienNay',
  },
}

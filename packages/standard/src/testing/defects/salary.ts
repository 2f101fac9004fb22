import type { Defect } from '../plant.ts'

/** The public employee as of late 2026, after the conversions of that year. */
const late2026 = {
  today: '2026-10-01',
  meanwhile: {
    noiThuongTru: null,
    noiOHienNay: null,
    ngayHuongLuong: null,
    quaTrinhLuong: null,
    daoTaoChuyenMon: null,
    maViTriViecLam: null,
    bacLuongVtvl: 3,
    ngayHuongLuongVtvl: '2026-07-01',
  },
}

/** Rank, salary and allowances. */
export const salary: Readonly<Record<string, Defect>> = {
  'maNgach.congChuc': {
    patch: { maNgach: 'V.07.01.03', tenNgach: 'Giảng viên (hạng III)', quaTrinhLuong: null },
    path: 'maNgach',
  },
  'maNgach.vienChuc': {
    on: 'vienChuc',
    patch: { maNgach: '06.038', tenNgach: 'Kiểm tra viên thuế', quaTrinhLuong: null, quaTrinhPhuCap: [] },
    path: 'maNgach',
  },
  'tenNgach.maNgach': { patch: { tenNgach: 'Chuyên viên chính' }, path: 'tenNgach' },
  'tenNgach.thieuMa': { on: 'canBo', patch: { tenNgach: 'Chuyên viên' }, path: 'tenNgach' },
  'maNgach.trinhDo': { patch: { trinhDoChuyenMon: '07', daoTaoChuyenMon: null }, path: 'maNgach' },
  'ngayBoNhiemNgach.truocTuyenDung': { patch: { ngayBoNhiemNgach: '2006-09-01' }, path: 'ngayBoNhiemNgach' },
  'ngayBoNhiemNgach.khongNgach': { on: 'canBo', patch: { ngayBoNhiemNgach: '2013-01-01' }, path: 'ngayBoNhiemNgach' },
  'bacLuongVtvl.bacNgheNghiep': { on: 'vienChuc', ...late2026, patch: { bacLuongVtvl: 6 }, path: 'bacLuongVtvl' },
  'bacLuongVtvl.chuyenXep': { on: 'vienChuc', ...late2026, patch: { bacLuongVtvl: 4 }, path: 'bacLuongVtvl' },

  'heSoLuong.bangLuong': { patch: { heSoLuong: 3.67 }, path: 'heSoLuong', repair: 3.66 },
  'bacLuong.trongBang': { patch: { bacLuong: 10, quaTrinhLuong: null }, path: 'bacLuong' },
  'quaTrinhLuong.heSo': {
    patch: { 'quaTrinhLuong[2].heSo': 3.33 },
    path: 'quaTrinhLuong[2].heSo',
    repair: 3,
  },
  'quaTrinhLuong.bac': {
    on: 'cuuBinh',
    patch: { 'quaTrinhLuong[5].bac': 10, bacLuong: null, ngayHuongLuong: null },
    path: 'quaTrinhLuong[5].bac',
  },
  'quaTrinhLuong.hienTai': {
    patch: { bacLuong: 4, heSoLuong: 3.33, ngayHuongLuong: '2018-09-01' },
    path: 'quaTrinhLuong',
  },
  'heSoLuong.quaTrinhLuong': { on: 'canBo', patch: { heSoLuong: 5.89 }, path: 'heSoLuong' },
  'quaTrinhLuong.ngayHuong': { patch: { ngayHuongLuong: '2022-01-01' }, path: 'ngayHuongLuong' },
  'quaTrinhLuong.tutBac': {
    patch: {
      'quaTrinhLuong[3]': { tuNgay: '2018-09', denNgay: '2021-08', maNgach: '01.003', bac: 2, heSo: 2.67 },
      'quaTrinhLuong[4].tuNgay': '2021-09',
      'quaTrinhLuong[2].tuNgay': '2010-09',
      'quaTrinhLuong[1].tuNgay': '2009-09',
      'quaTrinhLuong[0].denNgay': '2009-08',
      'quaTrinhLuong[1].denNgay': '2010-08',
      'quaTrinhLuong[1].bac': 3,
      'quaTrinhLuong[1].heSo': 3,
      'quaTrinhLuong[4].bac': 3,
      'quaTrinhLuong[4].heSo': 3,
      bacLuong: 3,
      heSoLuong: 3,
    },
    path: 'quaTrinhLuong',
  },
  'quaTrinhLuong.nangBacSom': {
    patch: {
      'quaTrinhLuong[4].tuNgay': '2020-01',
      'quaTrinhLuong[3].denNgay': '2019-12',
      ngayHuongLuong: '2020-01-01',
    },
    path: 'quaTrinhLuong',
  },
  'ngayHuongLuong.truocTuyenDung': {
    patch: { ngayHuongLuong: '2008-01-01', quaTrinhLuong: null, bacLuong: null },
    path: 'ngayHuongLuong',
  },
  'ngayHuongLuong.chamNangBac': {
    patch: {
      ngayHuongLuong: '2015-09-01',
      'quaTrinhLuong[4].tuNgay': '2021-09',
      quaTrinhLuong: [{ tuNgay: '2015-09', maNgach: '01.003', bac: 5, heSo: 3.66 }],
    },
    path: 'ngayHuongLuong',
  },
  'phuCapThamNienVuotKhung.bacCuoi': {
    patch: { phuCapThamNienVuotKhung: 5, ngayHuongPctnvk: '2022-09-01' },
    path: 'phuCapThamNienVuotKhung',
  },
  'phuCapThamNienVuotKhung.muc': {
    on: 'cuuBinh',
    patch: { phuCapThamNienVuotKhung: 3 },
    path: 'phuCapThamNienVuotKhung',
  },
  'phuCapThamNienVuotKhung.quaLon': {
    on: 'cuuBinh',
    patch: { phuCapThamNienVuotKhung: 50 },
    path: 'phuCapThamNienVuotKhung',
  },
  'ngayHuongPctnvk.thieu': { on: 'cuuBinh', patch: { ngayHuongPctnvk: null }, path: 'ngayHuongPctnvk' },
  'ngayHuongPctnvk.khongPhuCap': { patch: { ngayHuongPctnvk: '2022-07-01' }, path: 'ngayHuongPctnvk' },
  'ngayHuongPctnvk.truocBacCuoi': { on: 'cuuBinh', patch: { ngayHuongPctnvk: '2014-07-01' }, path: 'ngayHuongPctnvk' },

  'phanTramHuong.tapSu': { patch: { phanTramHuong: 85 }, path: 'phanTramHuong' },
  'bacLuong.tapSu': {
    on: 'tapSu',
    patch: { bacLuong: 4, heSoLuong: 3.33, 'quaTrinhLuong[0].bac': 4, 'quaTrinhLuong[0].heSo': 3.33 },
    path: 'bacLuong',
  },
  'luongTheoMucTien.haiCachTra': {
    patch: { luongTheoMucTien: 9_000_000, ngayHuongLuongVtvl: '2022-01-01' },
    path: 'luongTheoMucTien',
  },
  'luongTheoMucTien.toiThieu': { on: 'hopDong', patch: { luongTheoMucTien: 7500 }, path: 'luongTheoMucTien' },
  'ngayHuongLuongVtvl.thieu': {
    patch: { luongTheoMucTien: 9_000_000, heSoLuong: null },
    path: 'ngayHuongLuongVtvl',
  },
  'ngayHuongLuongVtvl.khongLuong': { patch: { ngayHuongLuongVtvl: '2022-01-01' }, path: 'ngayHuongLuongVtvl' },
  'pctnvkVtvl.ngayHuong': { patch: { pctnvkVtvl: 5 }, path: 'ngayHuongPctnvkVtvl' },
  'pctnvkVtvl.muc': { patch: { pctnvkVtvl: 2, ngayHuongPctnvkVtvl: '2022-01-01' }, path: 'pctnvkVtvl' },
  'phuCapChucVu.khongChucVu': { on: 'vienChuc', patch: { phuCapChucVu: 0.2 }, path: 'phuCapChucVu' },
  'phuCapChucVu.muc2026': {
    on: 'canBo',
    today: '2026-02-01',
    meanwhile: { chucVuHienTai: 'XA.CTUBND', phuCapChucVu: 0.6, noiThuongTru: null, noiOHienNay: null },
    patch: { phuCapChucVu: 0.25 },
    path: 'phuCapChucVu',
  },
  'phuCapKiemNhiem.khongKiemNhiem': { patch: { phuCapKiemNhiem: 10 }, path: 'phuCapKiemNhiem' },
  'quaTrinhPhuCap.hinhThuc': {
    patch: { '+quaTrinhPhuCap': { tuNgay: '2019-01', denNgay: '2020-01', loai: '06', phanTram: 30 } },
    path: 'quaTrinhPhuCap[2].heSo',
  },
  'quaTrinhPhuCap.congVu25': {
    patch: { 'quaTrinhPhuCap[0].phanTram': 30 },
    path: 'quaTrinhPhuCap[0].phanTram',
    repair: 25,
  },
  'quaTrinhPhuCap.congVuVienChuc': {
    on: 'vienChuc',
    patch: { '+quaTrinhPhuCap': { tuNgay: '2019-01', loai: '01', phanTram: 25 } },
    path: 'quaTrinhPhuCap[2].loai',
  },
  'quaTrinhPhuCap.nhaGiao': {
    on: 'chiCoNamSinh',
    patch: { '+quaTrinhPhuCap': { tuNgay: '2012', loai: '13', phanTram: 20 } },
    path: 'quaTrinhPhuCap[1].loai',
  },
  'thuNhapLuong.quaThap': { patch: { thuNhapLuong: 8_200_000 }, path: 'thuNhapLuong' },
  'thuNhapLuong.quaCao': { patch: { thuNhapLuong: 98_400_000_000 }, path: 'thuNhapLuong' },
  'maViTriViecLam.loaiDoiTuong': {
    today: '2026-08-01',
    meanwhile: { noiThuongTru: null, noiOHienNay: null, ngayHuongLuong: null, quaTrinhLuong: null },
    patch: { maViTriViecLam: 'QL.03' },
    path: 'maViTriViecLam',
  },
  'maViTriViecLam.lanhDao': { on: 'vienChuc', patch: { maViTriViecLam: 'LDQL' }, path: 'maViTriViecLam' },
  'bacLuongVtvl.viTri': { on: 'vienChuc', ...late2026, patch: { maViTriViecLam: 'CM.083' }, path: 'bacLuongVtvl' },
}

import type { WireRecord } from '../model.ts'

/** A day on which the clean record is clean. */
export const today = '2023-06-20'

/** A full, clean, wholly invented record of a công chức, in the standard's field order. */
export const clean: WireRecord = {
  coQuanQuanLy: 'H26',
  coQuanSuDung: 'H26.12',
  soDinhDanh: '001075012345',
  loaiDoiTuong: 'CC',
  hoTenKhaiSinh: 'Nguyễn Văn Minh',
  gioiTinh: '1',
  ngaySinh: '1975-03-05',
  noiSinh: '01',
  queQuan: { tinh: '01', huyen: '001', xa: '00016', phienBan: 'truoc2025' },
  danToc: '01',
  tonGiao: '00',
  soGiayTo: '001075012345',
  ngayCapGiayTo: '2021-04-12',
  noiCapGiayTo: 'Cục Cảnh sát QLHC về TTXH',
  soDienThoai: '0912345678',
  soBhxh: '0100123456',
  noiOHienNay: { tinh: '01', huyen: '001', xa: '00004', chiTiet: 'Số 1, phố Trấn Vũ', phienBan: 'truoc2025' },
  ngayTuyenDungLanDau: '1998-09-01',
  coQuanTuyenDung: 'Sở Nội vụ',
  ngayVaoCoQuan: '2005-02-01',
  trangThaiCongTac: 'DLV',
  trinhDoPhoThong: '22',
  trinhDoChuyenMon: '04',
  chucVuHienTai: '00',
  congViecChinh: 'Tham mưu tổng hợp',
  viTriViecLam: 'Chuyên viên tổng hợp',
  maNgach: '01.003',
  bacLuong: 9,
  heSoLuong: 4.98,
  ngayHuongLuong: '2022-09-01',
  daoTaoChuyenMon: [
    {
      tuNgay: '1993-09',
      denNgay: '1997-06',
      coSoDaoTao: 'Học viện Hành chính',
      chuyenNganh: 'Hành chính',
      hinhThuc: '00',
      vanBang: '04',
    },
  ],
  quaTrinhCongTac: [
    { tuNgay: '1998-09', denNgay: '2005-01', donVi: 'Phòng Nội vụ', chucDanh: 'Chuyên viên' },
    { tuNgay: '2005-02', donVi: 'Sở Nội vụ', chucDanh: 'Chuyên viên' },
  ],
  giaDinhBanThan: [{ quanHe: '03', hoTen: 'Nguyễn Văn Hùng', namSinh: 1948, thongTin: 'Hưu trí' }],
  quaTrinhLuong: [{ tuNgay: '2022-09', maNgach: '01.003', bac: 9, heSo: 4.98 }],
}

/** The bytes of a line. */
export const bytes = (line: unknown): Uint8Array =>
  new TextEncoder().encode(typeof line === 'string' ? line : JSON.stringify(line))

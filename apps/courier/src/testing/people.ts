import type { WireRecord } from '@cbccvc/standard'

/** Records like those of a small office: enough for the route, not for the rules. Number `i` is always the same person. */
export function person(i: number): WireRecord {
  const year = 70 + (i % 25)
  return {
    soDinhDanh: `0010${year}${String(i).padStart(6, '0')}`,
    hoTenKhaiSinh: `Nguyễn Văn ${['An', 'Bình', 'Cường', 'Dũng'][i % 4]}`,
    gioiTinh: '1',
    ngaySinh: `19${year}-03-12`,
    loaiDoiTuong: 'CC',
    coQuanQuanLy: 'H26',
    coQuanSuDung: 'H26.1',
    danToc: '01',
    quaTrinhCongTac: [{ tuNgay: '2010-01', donVi: 'Sở Thử nghiệm', chucDanh: `Chuyên viên ${i}` }],
  }
}

/** The first `n` of them. */
export function* people(n: number): Generator<WireRecord> {
  for (let i = 0; i < n; i++) yield person(i)
}

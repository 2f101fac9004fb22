/** Short words for the rows of list fields, so that a sample reads like a curriculum vitae. A '' leaves the column out. */

type Cell = string | number
type Row = Record<string, Cell>

const row = (cells: Record<string, Cell | undefined>): Row => {
  const kept: Row = {}
  for (const [key, value] of Object.entries(cells)) if (value !== undefined && value !== '') kept[key] = value
  return kept
}

export const study = (
  tuNgay: string,
  denNgay: string,
  coSoDaoTao: string,
  chuyenNganh: string,
  hinhThuc: string,
  vanBang: string,
): Row => row({ tuNgay, denNgay, coSoDaoTao, chuyenNganh, hinhThuc, vanBang })

export const politics = (tuNgay: string, denNgay: string, coSoDaoTao: string, hinhThuc: string, vanBang: string): Row =>
  row({ tuNgay, denNgay, coSoDaoTao, hinhThuc, vanBang })

export const course = (tuNgay: string, denNgay: string, coSoDaoTao: string, chungChi: string): Row =>
  row({ tuNgay, denNgay, coSoDaoTao, chungChi })

export const language = (
  tuNgay: string,
  denNgay: string,
  coSoDaoTao: string,
  tenNgoaiNgu: string,
  chungChi: string,
  diemSo = '',
): Row => row({ tuNgay, denNgay, coSoDaoTao, tenNgoaiNgu, chungChi, diemSo })

export const work = (tuNgay: string, denNgay: string, donVi: string, chucDanh: string): Row =>
  row({ tuNgay, denNgay, donVi, chucDanh })

export const step = (tuNgay: string, denNgay: string, maNgach: string, bac: number, heSo: number): Row =>
  row({ tuNgay, denNgay, maNgach, bac, heSo })

export const award = (nam: number, xepLoaiChuyenMon: string, xepLoaiThiDua = '', hinhThuc = ''): Row =>
  row({ nam, xepLoaiChuyenMon, xepLoaiThiDua, hinhThuc })

export const kin = (quanHe: string, hoTen: string, namSinh: number, thongTin: string): Row =>
  row({ quanHe, hoTen, namSinh, thongTin })

export const percentOf = (tuNgay: string, denNgay: string, loai: string, phanTram: number): Row =>
  row({ tuNgay, denNgay, loai, phanTram })

export const coefficientOf = (tuNgay: string, denNgay: string, loai: string, heSo: number): Row =>
  row({ tuNgay, denNgay, loai, heSo })

export const property = (loai: string, dienTich: number, giayChungNhan: string): Row =>
  row({ loai, dienTich, giayChungNhan })

/** A photograph that nobody took: only its digest is known. */
export const photo = (letter: string, size: number) => ({ sha256: letter.repeat(64), type: 'image/jpeg', size })

/**
 * Kinds of units: their usual size, who works there, and the posts of those who lead. A post is `[code of chuc-vu, title,
 * coefficient of the position allowance (NĐ 204/2004, TT 02/2005), share of the staff or a count]`.
 */
import { type Weighted, weighted } from '../dice.ts'

export interface Post {
  readonly code: string
  readonly title: string
  /** Coefficient of the position allowance. */
  readonly allowance: number
  /** How many of them in a unit of `size` people. */
  readonly count: (size: number) => number
  /** Elected or ratified: category CB. */
  readonly elected: boolean
}

export interface Kind {
  readonly id: string
  /** People in a usual unit of this kind, and how far sizes spread (sigma of the logarithm). */
  readonly median: number
  readonly sigma: number
  readonly staff: Weighted<string>
  readonly posts: readonly Post[]
}

const post = (code: string, title: string, allowance: number, count: Post['count'], elected = false): Post => ({
  code,
  title,
  allowance,
  count,
  elected,
})
const one = (): number => 1
const upTo = (limit: number, per: number) => (size: number) => Math.min(limit, Math.floor(size / per))

const department = [post('TW.VT', 'Vụ trưởng', 1.0, one), post('TW.PVT', 'Phó Vụ trưởng', 0.8, upTo(3, 8))]
const bureau = [
  post('TW.CT', 'Cục trưởng', 1.0, one),
  post('TW.PCT', 'Phó Cục trưởng', 0.8, upTo(4, 15)),
  post('TW.TP', 'Trưởng phòng', 0.6, upTo(200, 14)),
  post('TW.PTP', 'Phó Trưởng phòng', 0.4, upTo(300, 10)),
]
const provincial = [
  post('TINH.GDS', 'Giám đốc Sở', 0.9, one),
  post('TINH.PGDS', 'Phó Giám đốc Sở', 0.7, upTo(3, 12)),
  post('TINH.TPS', 'Trưởng phòng', 0.5, upTo(12, 10)),
  post('TINH.PTPS', 'Phó Trưởng phòng', 0.3, upTo(16, 8)),
]
const branch = [post('TINH.CCT', 'Chi cục trưởng', 0.5, one), post('TINH.PCCT', 'Phó Chi cục trưởng', 0.4, upTo(3, 10))]
const commune = [
  post('CT01', 'Bí thư Đảng ủy', 0.3, one, true),
  post('CT04', 'Chủ tịch Ủy ban nhân dân', 0.25, upTo(1, 4), true),
  post('CT02', 'Phó Bí thư Đảng ủy', 0.25, upTo(1, 6), true),
  post('CT08', 'Phó Chủ tịch Ủy ban nhân dân', 0.2, upTo(2, 8), true),
  post('CT07', 'Phó Chủ tịch Hội đồng nhân dân', 0.2, upTo(1, 9), true),
  post('CT06', 'Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam', 0.2, upTo(1, 12), true),
  post('CT09', 'Trưởng các đoàn thể', 0.15, upTo(4, 14), true),
]
const school = (head: number, deputy: number, teams: boolean) => [
  post('SN.GD', 'Hiệu trưởng', head, one),
  post('SN.PGD', 'Phó Hiệu trưởng', deputy, upTo(3, 14)),
  ...(teams
    ? [
        post('SN.TT', 'Tổ trưởng chuyên môn', 0.2, upTo(9, 10)),
        post('SN.PT', 'Phó Tổ trưởng chuyên môn', 0.15, upTo(6, 14)),
      ]
    : []),
]
const institute = (head: number, deputy: number) => [
  post('SN.GD', 'Giám đốc', head, one),
  post('SN.PGD', 'Phó Giám đốc', deputy, upTo(3, 15)),
  post('SN.TPK', 'Trưởng phòng', 0.4, upTo(60, 22)),
  post('SN.PTPK', 'Phó Trưởng phòng', 0.3, upTo(80, 18)),
]
const faculty = [
  post('SN.GD', 'Hiệu trưởng', 0.9, one),
  post('SN.PGD', 'Phó Hiệu trưởng', 0.7, upTo(3, 15)),
  post('SN.TPK', 'Trưởng khoa', 0.5, upTo(40, 25)),
  post('SN.PTPK', 'Phó Trưởng khoa', 0.4, upTo(60, 22)),
  post('SN.TBM', 'Trưởng bộ môn', 0.4, upTo(80, 18)),
]

const kind = (id: string, median: number, sigma: number, staff: string, posts: readonly Post[]): Kind => {
  const words = staff.split(' ')
  const pairs: [string, number][] = []
  for (let k = 0; k < words.length; k += 2) pairs.push([words[k]!, Number(words[k + 1])])
  return { id, median, sigma, staff: weighted(pairs), posts }
}

const office = 'hanhChinh 78 keToanCC 6 vanThu 5 nhanVien 2 laiXe 3 baoVe 3 phucVu 3'

const table: readonly Kind[] = [
  kind('boRoot', 24, 0.3, office, [
    post('TW.BT', 'Bộ trưởng, Thủ trưởng cơ quan', 1.3, one, true),
    post('TW.TT', 'Thứ trưởng và tương đương', 1.2, upTo(5, 9)),
    post('TW.TP', 'Trưởng phòng', 0.6, upTo(6, 12)),
  ]),
  kind('vanPhongBo', 45, 0.4, office, [
    post('TW.CVP', 'Chánh Văn phòng', 1.0, one),
    post('TW.PCVP', 'Phó Chánh Văn phòng', 0.8, upTo(4, 20)),
    post('TW.TP', 'Trưởng phòng', 0.6, upTo(9, 14)),
  ]),
  kind('thanhTraBo', 38, 0.4, 'thanhTra 88 hanhChinh 8 vanThu 4', [
    post('TW.CTT', 'Chánh Thanh tra', 1.0, one),
    post('TW.PCTT', 'Phó Chánh Thanh tra', 0.8, upTo(4, 9)),
  ]),
  kind('vu', 16, 0.4, 'hanhChinh 94 vanThu 6', department),
  kind('cuc', 45, 0.5, office, bureau),
  kind('cucThue', 420, 0.7, 'thue 88 hanhChinh 6 vanThu 2 laiXe 2 baoVe 2', bureau),
  kind('cucHaiQuan', 280, 0.7, 'haiQuan 90 hanhChinh 5 laiXe 3 baoVe 2', bureau),
  kind('khoBac', 110, 0.5, 'khoBac 82 hanhChinh 10 baoVe 5 laiXe 3', bureau),
  kind('duTru', 70, 0.5, 'duTru 42 thuKho 35 hanhChinh 18 baoVe 5', bureau),
  kind('chiNhanhNganHang', 75, 0.4, 'nganHang 86 hanhChinh 8 baoVe 3 laiXe 3', bureau),
  kind('cucThongKe', 95, 0.4, 'thongKe 90 hanhChinh 8 laiXe 2', bureau),
  kind('quanLyThiTruong', 80, 0.5, 'thiTruong 90 hanhChinh 8 laiXe 2', bureau),
  kind('thiHanhAn', 85, 0.5, 'thiHanhAn 76 hanhChinh 18 vanThu 4 laiXe 2', bureau),
  kind('baoHiem', 190, 0.5, 'baoHiem 92 laiXe 3 baoVe 5', institute(0.9, 0.7)),
  kind('ubndTinh', 28, 0.3, office, [
    post('TINH.CTUBND', 'Chủ tịch UBND', 1.25, one, true),
    post('TINH.PCTUBND', 'Phó Chủ tịch UBND', 1.05, upTo(3, 10), true),
    post('TINH.CVPUB', 'Chánh Văn phòng UBND', 0.9, upTo(1, 8)),
    post('TINH.TPS', 'Trưởng phòng', 0.5, upTo(8, 9)),
  ]),
  kind('so', 30, 0.4, office, provincial),
  kind(
    'thanhTraTinh',
    36,
    0.3,
    'thanhTra 90 vanThu 10',
    provincial.map((p, k) =>
      k < 2 ? { ...p, title: k === 0 ? 'Chánh Thanh tra tỉnh' : 'Phó Chánh Thanh tra tỉnh' } : p,
    ),
  ),
  kind('chiCuc', 30, 0.6, office, branch),
  kind('kiemLam', 70, 0.6, 'kiemLam 66 kiemLamTC 24 hanhChinh 10', branch),
  kind('huyen', 32, 0.3, office, []),
  kind('phongHuyen', 9, 0.4, 'hanhChinh 100', []),
  kind('xa', 21, 0.25, 'congChucXa 100', commune),
  kind('mamNon', 28, 0.45, 'mamNon 62 mamNonII 18 capDuong 10 keToanVC 5 baoVe 5', school(0.35, 0.25, true)),
  kind('tieuHoc', 32, 0.45, 'tieuHoc 88 thietBi 3 thuVien 3 keToanVC 3 baoVe 3', school(0.4, 0.3, true)),
  kind('thcs', 33, 0.45, 'thcs 88 thietBi 4 thuVien 2 keToanVC 3 baoVe 3', school(0.45, 0.35, true)),
  kind('thpt', 75, 0.4, 'thpt 90 thietBi 3 thuVien 2 keToanVC 2 baoVe 3', school(0.6, 0.45, true)),
  kind(
    'benhVien',
    260,
    0.95,
    'bacSi 22 dieuDuongIII 30 dieuDuongIV 16 hoSinh 6 duocSi 7 ySi 4 kySu 2 keToanVC 4 baoVe 4 phucVu 5',
    institute(0.8, 0.6),
  ),
  kind(
    'ytHuyen',
    130,
    0.5,
    'bacSi 18 duPhong 6 dieuDuongIII 22 dieuDuongIV 16 hoSinh 8 duocSi 7 ySi 12 danSo 4 keToanVC 3 baoVe 4',
    institute(0.6, 0.45),
  ),
  kind('daiHoc', 380, 0.8, 'giangVien 78 kySu 4 thuVien 4 keToanVC 5 luuTru 3 baoVe 3 laiXe 3', faculty),
  kind('daoTaoNghe', 60, 0.5, 'daoTaoNghe 82 keToanVC 6 thuVien 4 baoVe 8', school(0.8, 0.6, true)),
  kind('vien', 70, 0.7, 'nghienCuu 78 kySu 10 keToanVC 5 luuTru 3 laiXe 4', institute(0.8, 0.6)),
  kind('dai', 150, 0.6, 'phongVien 40 bienTap 30 kySu 20 keToanVC 4 laiXe 6', institute(0.8, 0.6)),
  kind('quanTrac', 45, 0.5, 'quanTrac 84 keToanVC 6 laiXe 5 baoVe 5', institute(0.6, 0.45)),
  kind('trungTam', 16, 0.9, 'vanHoa 24 khuyenNong 24 xaHoi 16 kySu 14 luuTru 8 keToanVC 8 baoVe 6', [
    post('SN.GD', 'Giám đốc', 0.5, one),
    post('SN.PGD', 'Phó Giám đốc', 0.4, upTo(2, 8)),
  ]),
  kind('datDai', 45, 0.5, 'diaChinh 88 keToanVC 6 baoVe 6', institute(0.6, 0.45)),
  kind('theThao', 30, 0.5, 'huanLuyen 70 vanHoa 20 keToanVC 10', institute(0.5, 0.4)),
  kind('quy', 4, 0.5, 'keToanVC 40 kySu 60', [post('SN.GD', 'Giám đốc', 0.4, one)]),
]

export const kinds: ReadonlyMap<string, Kind> = new Map(table.map((entry) => [entry.id, entry]))
export const kindList: readonly Kind[] = table

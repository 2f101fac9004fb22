// biome-ignore-all assist/source/organizeImports: in the order of the folder
import atttCapDo3 from '../../data/codes/attt-cap-do-3.json' with { type: 'json' }
import bacNgheNghiep from '../../data/codes/bac-nghe-nghiep.json' with { type: 'json' }
import bangLuong204 from '../../data/codes/bang-luong-204.json' with { type: 'json' }
import cccdTheKyGioiTinh from '../../data/codes/cccd-the-ky-gioi-tinh.json' with { type: 'json' }
import cdnnVienChuc from '../../data/codes/cdnn-vien-chuc.json' with { type: 'json' }
import chucVuDang from '../../data/codes/chuc-vu-dang.json' with { type: 'json' }
import chucVu from '../../data/codes/chuc-vu.json' with { type: 'json' }
import danToc from '../../data/codes/dan-toc.json' with { type: 'json' }
import danhGiaXepLoai from '../../data/codes/danh-gia-xep-loai.json' with { type: 'json' }
import danhHieu from '../../data/codes/danh-hieu.json' with { type: 'json' }
import dauMoiKetNoi2023 from '../../data/codes/dau-moi-ket-noi-2023.json' with { type: 'json' }
import doiTuongChinhSach from '../../data/codes/doi-tuong-chinh-sach.json' with { type: 'json' }
import gioiTinh from '../../data/codes/gioi-tinh.json' with { type: 'json' }
import hangThuongBinh from '../../data/codes/hang-thuong-binh.json' with { type: 'json' }
import hinhThucDaoTao from '../../data/codes/hinh-thuc-dao-tao.json' with { type: 'json' }
import hinhThucTuyenDung from '../../data/codes/hinh-thuc-tuyen-dung.json' with { type: 'json' }
import hocHam from '../../data/codes/hoc-ham.json' with { type: 'json' }
import khenThuong from '../../data/codes/khen-thuong.json' with { type: 'json' }
import kyLuatDang from '../../data/codes/ky-luat-dang.json' with { type: 'json' }
import kyLuat from '../../data/codes/ky-luat.json' with { type: 'json' }
import loaiDoiTuong from '../../data/codes/loai-doi-tuong.json' with { type: 'json' }
import loaiHopDong from '../../data/codes/loai-hop-dong.json' with { type: 'json' }
import loaiNhaDat from '../../data/codes/loai-nha-dat.json' with { type: 'json' }
import loaiPhuCap from '../../data/codes/loai-phu-cap.json' with { type: 'json' }
import luongCoSo from '../../data/codes/luong-co-so.json' with { type: 'json' }
import lyLuanChinhTri from '../../data/codes/ly-luan-chinh-tri.json' with { type: 'json' }
import ngachCongChuc from '../../data/codes/ngach-cong-chuc.json' with { type: 'json' }
import ngoaiNgu from '../../data/codes/ngoai-ngu.json' with { type: 'json' }
import nhom194Truong from '../../data/codes/nhom-194-truong.json' with { type: 'json' }
import nhomMau from '../../data/codes/nhom-mau.json' with { type: 'json' }
import phuCapChucVu2026 from '../../data/codes/phu-cap-chuc-vu-2026.json' with { type: 'json' }
import quanHam from '../../data/codes/quan-ham.json' with { type: 'json' }
import quanHeGiaDinh from '../../data/codes/quan-he-gia-dinh.json' with { type: 'json' }
import quanLyNhaNuoc from '../../data/codes/quan-ly-nha-nuoc.json' with { type: 'json' }
import quocTich from '../../data/codes/quoc-tich.json' with { type: 'json' }
import thanhPhanGiaDinh from '../../data/codes/thanh-phan-gia-dinh.json' with { type: 'json' }
import tinh34 from '../../data/codes/tinh-34.json' with { type: 'json' }
import tinh63 from '../../data/codes/tinh-63.json' with { type: 'json' }
import tinhTrangHonNhan from '../../data/codes/tinh-trang-hon-nhan.json' with { type: 'json' }
import tinhTrangSucKhoe from '../../data/codes/tinh-trang-suc-khoe.json' with { type: 'json' }
import toChucG from '../../data/codes/to-chuc-g.json' with { type: 'json' }
import toChucH from '../../data/codes/to-chuc-h.json' with { type: 'json' }
import tonGiao from '../../data/codes/ton-giao.json' with { type: 'json' }
import trangThaiCongTac from '../../data/codes/trang-thai-cong-tac.json' with { type: 'json' }
import trinhDoChuyenMon from '../../data/codes/trinh-do-chuyen-mon.json' with { type: 'json' }
import trinhDoNgoaiNgu from '../../data/codes/trinh-do-ngoai-ngu.json' with { type: 'json' }
import trinhDoPhoThong from '../../data/codes/trinh-do-pho-thong.json' with { type: 'json' }
import trinhDoTinHoc from '../../data/codes/trinh-do-tin-hoc.json' with { type: 'json' }
import truongDanCu18 from '../../data/codes/truong-dan-cu-18.json' with { type: 'json' }
import truongDanCu26 from '../../data/codes/truong-dan-cu-26.json' with { type: 'json' }
import viTriViecLamCongChuc from '../../data/codes/vi-tri-viec-lam-cong-chuc.json' with { type: 'json' }
import viTriViecLamVienChuc from '../../data/codes/vi-tri-viec-lam-vien-chuc.json' with { type: 'json' }
import type { CodeListData } from './codelist.ts'

/** Every code list of `data/codes`, by id. This file is derived from the folder (`npm run derive`). */
export const codeListData: readonly CodeListData[] = [
  atttCapDo3,
  bacNgheNghiep,
  bangLuong204,
  cccdTheKyGioiTinh,
  cdnnVienChuc,
  chucVuDang,
  chucVu,
  danToc,
  danhGiaXepLoai,
  danhHieu,
  dauMoiKetNoi2023,
  doiTuongChinhSach,
  gioiTinh,
  hangThuongBinh,
  hinhThucDaoTao,
  hinhThucTuyenDung,
  hocHam,
  khenThuong,
  kyLuatDang,
  kyLuat,
  loaiDoiTuong,
  loaiHopDong,
  loaiNhaDat,
  loaiPhuCap,
  luongCoSo,
  lyLuanChinhTri,
  ngachCongChuc,
  ngoaiNgu,
  nhom194Truong,
  nhomMau,
  phuCapChucVu2026,
  quanHam,
  quanHeGiaDinh,
  quanLyNhaNuoc,
  quocTich,
  thanhPhanGiaDinh,
  tinh34,
  tinh63,
  tinhTrangHonNhan,
  tinhTrangSucKhoe,
  toChucG,
  toChucH,
  tonGiao,
  trangThaiCongTac,
  trinhDoChuyenMon,
  trinhDoNgoaiNgu,
  trinhDoPhoThong,
  trinhDoTinHoc,
  truongDanCu18,
  truongDanCu26,
  viTriViecLamCongChuc,
  viTriViecLamVienChuc,
] as unknown as readonly CodeListData[]

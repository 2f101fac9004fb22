/**
 * What a ministry and a province are made of, in the order in which units appear as the nation grows: units of the second
 * level (`kind|name`) and, below them, the units that multiply (`kind|name|share`). Holes in names: {tinh} one province
 * after another, {xa} one commune after another, {huyen} one district after another, {so} a running number.
 */
export interface Branch {
  readonly kind: string
  readonly name: string
  readonly children: readonly { readonly kind: string; readonly name: string; readonly share: number }[]
}

const parse = (text: string): Branch[] => {
  const branches: { kind: string; name: string; children: { kind: string; name: string; share: number }[] }[] = []
  for (const line of text.trim().split('\n')) {
    const [kind, name, share] = line.trim().split('|') as [string, string, string | undefined]
    if (line.startsWith(' ') && share) branches.at(-1)?.children.push({ kind, name, share: Number(share) })
    else branches.push({ kind, name, children: [] })
  }
  return branches
}

/** Every ministry and agency has these first. */
export const centralCommon = parse(`
vanPhongBo|Văn phòng
vu|Vụ Tổ chức cán bộ
thanhTraBo|Thanh tra
vu|Vụ Kế hoạch – Tài chính
vu|Vụ Pháp chế
vu|Vụ Hợp tác quốc tế
trungTam|Trung tâm Thông tin`)

export const central: Readonly<Record<string, readonly Branch[]>> = {
  G02: parse(`
cuc|Tổng cục Quản lý thị trường
  quanLyThiTruong|Cục Quản lý thị trường {tinh}|3
cuc|Cục Công nghiệp
  daiHoc|Trường Cao đẳng Công Thương {tinh}|1
vu|Vụ Thị trường trong nước
cuc|Cục Xuất nhập khẩu`),
  G03: parse(`
vu|Vụ Giáo dục Đại học
  daiHoc|Trường Đại học {tinh}|4
  daiHoc|Học viện số {so}|1
cuc|Cục Quản lý chất lượng
  vien|Viện Nghiên cứu giáo dục số {so}|1
vu|Vụ Giáo dục Tiểu học`),
  G04: parse(`
cuc|Cục Đường bộ Việt Nam
  cuc|Khu Quản lý đường bộ {so}|1
cuc|Cục Hàng hải Việt Nam
  cuc|Cảng vụ hàng hải {tinh}|2
vu|Vụ Vận tải
  daiHoc|Trường Cao đẳng Giao thông vận tải {tinh}|2`),
  G05: parse(`
cuc|Tổng cục Thống kê
  cucThongKe|Cục Thống kê {tinh}|5
vu|Vụ Tổng hợp kinh tế quốc dân
cuc|Cục Đầu tư nước ngoài
  vien|Viện Chiến lược phát triển số {so}|1`),
  G10: parse(`
cuc|Cục Thủy lợi
  vien|Viện Khoa học Thủy lợi {tinh}|2
cuc|Cục Kiểm lâm
  vien|Viện Khoa học Lâm nghiệp {tinh}|2
cuc|Cục Thú y
  cuc|Chi cục Thú y vùng {so}|1
vu|Vụ Khoa học, Công nghệ và Môi trường
  daiHoc|Trường Cao đẳng Nông nghiệp {tinh}|2`),
  G12: parse(`
cuc|Tổng cục Thuế
  cucThue|Cục Thuế {tinh}|6
  cucThue|Chi cục Thuế {huyen}|6
cuc|Tổng cục Hải quan
  cucHaiQuan|Cục Hải quan {tinh}|3
cuc|Kho bạc Nhà nước
  khoBac|Kho bạc Nhà nước {tinh}|5
  khoBac|Kho bạc Nhà nước {huyen}|5
cuc|Tổng cục Dự trữ Nhà nước
  duTru|Chi cục Dự trữ Nhà nước khu vực {so}|1
vu|Vụ Ngân sách nhà nước
cuc|Cục Quản lý giá
  daiHoc|Trường Đại học Tài chính {tinh}|1`),
  G13: parse(`
cuc|Tổng cục Khí tượng Thủy văn
  quanTrac|Đài Khí tượng Thủy văn {tinh}|4
cuc|Cục Đăng ký và Dữ liệu thông tin đất đai
  quanTrac|Trung tâm Quan trắc {tinh}|1`),
  G15: parse(`
cuc|Tổng cục Thi hành án dân sự
  thiHanhAn|Cục Thi hành án dân sự {tinh}|4
  thiHanhAn|Chi cục Thi hành án dân sự {huyen}|4
cuc|Cục Hộ tịch, quốc tịch, chứng thực`),
  G18: parse(`
cuc|Cục Quản lý Khám, chữa bệnh
  benhVien|Bệnh viện Đa khoa Trung ương {tinh}|5
  benhVien|Bệnh viện Chuyên khoa Trung ương số {so}|2
cuc|Cục Khoa học công nghệ và Đào tạo
  daiHoc|Trường Đại học Y Dược {tinh}|2
cuc|Cục Y tế dự phòng
  vien|Viện Pasteur {tinh}|1`),
  G19: parse(`
cuc|Cơ quan Thanh tra, giám sát ngân hàng
  chiNhanhNganHang|Chi nhánh Ngân hàng Nhà nước {tinh}|5
vu|Vụ Chính sách tiền tệ`),
  G24: parse(`
cuc|Ban Thu – Sổ, Thẻ
  baoHiem|Bảo hiểm xã hội {tinh}|4
  baoHiem|Bảo hiểm xã hội {huyen}|4
vu|Vụ Kiểm toán nội bộ`),
}

const media = parse(`
cuc|Ban Thời sự
  dai|Ban Biên tập số {so}|2
vu|Ban Tổ chức cán bộ chuyên ngành
  dai|Cơ quan thường trú {tinh}|3`)
const academy = parse(`
cuc|Ban Quản lý khoa học
  vien|Viện Nghiên cứu số {so}|4
vu|Ban Đào tạo
  vien|Viện Nghiên cứu {tinh}|1`)
const small = parse(`
cuc|Cục Quản lý chuyên ngành
  trungTam|Trung tâm hỗ trợ số {so}|2
vu|Vụ Chuyên ngành
  vien|Viện Nghiên cứu chuyên ngành số {so}|1
  daoTaoNghe|Trường Cao đẳng {tinh}|1`)

/** The second level of a central body, common branches first. */
export function centralBranches(code: string): readonly Branch[] {
  const own =
    central[code] ?? (['G27', 'G28', 'G30'].includes(code) ? media : ['G31', 'G32'].includes(code) ? academy : small)
  // The branches that multiply come early, so that small nations have them too.
  return [...own.slice(0, 2), ...centralCommon.slice(0, 3), ...own.slice(2), ...centralCommon.slice(3)]
}

const district = parse(`
huyen|UBND {huyen}
  xa|UBND {xa}|30
  tieuHoc|Trường Tiểu học {xa}|25
  mamNon|Trường Mầm non {xa}|23
  thcs|Trường Trung học cơ sở {xa}|19
  trungTam|Trung tâm Văn hóa – Thông tin {xa}|1
  phongHuyen|Phòng chuyên môn số {so}|2`)[0]!

const departments = parse(`
so|Sở Giáo dục và Đào tạo
  thpt|Trường Trung học phổ thông {xa}|9
  daoTaoNghe|Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên {xa}|1
so|Sở Y tế
  ytHuyen|Trung tâm Y tế {huyen}|5
  benhVien|Bệnh viện Đa khoa {xa}|3
  benhVien|Bệnh viện Chuyên khoa số {so}|1
so|Sở Nội vụ
  luuTruTinh|Trung tâm Lưu trữ lịch sử số {so}|1
so|Sở Nông nghiệp và Phát triển nông thôn
  kiemLam|Hạt Kiểm lâm {huyen}|3
  trungTam|Trạm Khuyến nông {huyen}|3
  chiCuc|Chi cục Trồng trọt và Bảo vệ thực vật số {so}|1
so|Sở Tài chính
so|Sở Văn hóa, Thể thao và Du lịch
  trungTam|Thư viện, Bảo tàng {xa}|2
  theThao|Trung tâm Huấn luyện thể thao số {so}|1
so|Sở Tài nguyên và Môi trường
  datDai|Chi nhánh Văn phòng đăng ký đất đai {huyen}|3
  quanTrac|Trung tâm Quan trắc môi trường số {so}|1
so|Sở Lao động – Thương binh và Xã hội
  daoTaoNghe|Trường Cao đẳng nghề {xa}|1
  trungTam|Trung tâm Bảo trợ xã hội số {so}|1
so|Sở Kế hoạch và Đầu tư
so|Sở Xây dựng
  quy|Quỹ Phát triển nhà ở số {so}|1
so|Sở Giao thông vận tải
so|Sở Công Thương
  trungTam|Trung tâm Khuyến công số {so}|1
so|Sở Tư pháp
  quy|Phòng Công chứng số {so}|2
so|Sở Khoa học và Công nghệ
  chiCuc|Chi cục Tiêu chuẩn Đo lường Chất lượng số {so}|1
thanhTraTinh|Thanh tra tỉnh
so|Sở Thông tin và Truyền thông
dai|Đài Phát thanh và Truyền hình`).map((branch) => ({
  ...branch,
  children: branch.children.map((child) => (child.kind === 'luuTruTinh' ? { ...child, kind: 'quy' } : child)),
}))

/** The second level of a province: districts and departments in turn. */
export function provincialBranches(districtCount: number): readonly Branch[] {
  const list: Branch[] = []
  for (let k = 0; k < Math.max(districtCount, departments.length); k++) {
    if (k < districtCount) list.push(district)
    const department = departments[k]
    if (department) list.push(department)
  }
  return list
}

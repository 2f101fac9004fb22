/** Legal sources that several rules cite, each written once. */
export const law = {
  form: 'Thông tư 06/2023/TT-BNV, Phụ lục (mẫu sơ yếu lý lịch)',
  cadres2008: 'Luật Cán bộ, công chức 22/2008/QH12 (sửa đổi 52/2019/QH14)',
  publicEmployees2010: 'Luật Viên chức 58/2010/QH12 (sửa đổi 52/2019/QH14)',
  personalNumber: 'Nghị định 137/2015/NĐ-CP Điều 13; Thông tư 07/2016/TT-BCA Điều 7',
  salary: 'Nghị định 204/2004/NĐ-CP',
  stepRise: 'Thông tư 08/2013/TT-BNV Điều 2–3, sửa đổi bởi Thông tư 03/2021/TT-BNV',
  overFrame: 'Thông tư 04/2005/TT-BNV, sửa đổi bởi Thông tư 03/2021/TT-BNV',
  retirement: 'Bộ luật Lao động 45/2019/QH14 Điều 169; Nghị định 135/2020/NĐ-CP',
  party: 'Điều lệ Đảng Cộng sản Việt Nam',
  discipline: 'Nghị định 112/2020/NĐ-CP, 71/2023/NĐ-CP; Nghị định 172/2025/NĐ-CP; Nghị định 234/2026/NĐ-CP',
  family: 'Luật Hôn nhân và gia đình 52/2014/QH13',
  communes: 'Nghị quyết 202/2025/QH15; Quyết định 19/2025/QĐ-TTg',
} as const

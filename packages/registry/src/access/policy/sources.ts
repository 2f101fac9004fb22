/** The legal source of each cell of the policy: the grounds of the standard, and those that concern rights alone. */
import { type Ground, grounds } from '@cbccvc/standard'

export const sources = {
  ...grounds,
  accounts: {
    vi: 'Thông tư 06/2023/TT-BNV: tài khoản khai thác do Bộ Nội vụ cấp; cơ quan quản lý người dùng của mình',
    en: 'Circular 06/2023/TT-BNV: accounts are issued by the ministry; each body manages its own users',
    ours: false,
  },
  declaration: {
    vi: 'Nghị định 27/2026/NĐ-CP Điều 19: cá nhân tự khai hồ sơ điện tử của mình',
    en: 'Decree 27/2026/NĐ-CP Article 19: the person declares the own electronic file',
    ours: false,
  },
  level3: {
    vi: 'Nghị định 85/2016/NĐ-CP Điều 9, Thông tư 12/2022/TT-BTTTT: hệ thống từ cấp độ 3, người vận hành tách khỏi dữ liệu',
    en: 'Decree 85/2016/NĐ-CP Article 9, Circular 12/2022/TT-BTTTT: level 3 or higher, operation apart from data',
    ours: true,
  },
  statistics: {
    vi: 'Luật Thống kê 89/2015/QH13: số liệu tổng hợp, không nhận ra từng người',
    en: 'Law on Statistics 89/2015/QH13: aggregates in which nobody is recognised',
    ours: true,
  },
  information: {
    vi: 'Luật Tiếp cận thông tin 104/2016/QH13 Điều 17: cơ cấu tổ chức và người của cơ quan được công khai',
    en: 'Law on Access to Information 104/2016/QH13 Article 17: organisation and staff of a body are made public',
    ours: true,
  },
  privateLife: {
    vi: 'Luật Tiếp cận thông tin 104/2016/QH13 Điều 7: thông tin đời sống riêng tư chỉ công khai khi người đó đồng ý',
    en: 'Law on Access to Information 104/2016/QH13 Article 7: private life is made public with consent only',
    ours: true,
  },
  leaders: {
    vi: 'Luật Tiếp cận thông tin 104/2016/QH13 Điều 17; tóm tắt tiểu sử lãnh đạo theo nếp công bố của cơ quan nhà nước',
    en: 'Law on Access to Information 104/2016/QH13 Article 17; short lives of leaders, as bodies publish them',
    ours: true,
  },
  breach: {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 23: thông báo vi phạm trong 72 giờ',
    en: 'Law on Personal Data Protection 91/2025/QH15 Article 23: notice of a breach within 72 hours',
    ours: true,
  },
  secrets: {
    vi: 'Luật Bảo vệ bí mật nhà nước 29/2018/QH14: xử lý lộ bí mật theo lệnh hai người',
    en: 'Law on Protection of State Secrets 29/2018/QH14: a spill is handled by order of two people',
    ours: true,
  },
} as const satisfies Record<string, Ground>
export type SourceId = keyof typeof sources

/**
 * Why somebody looks: the closed list of purposes, each with the legal grounds that it may rest on. A look at another
 * person's record names one purpose and one of its grounds; which roles may use which purpose stands in the policy of the
 * registry. `ours` is true where the reading of the text is ours until the ministry confirms it.
 */
import type { Text } from '../model.ts'

export interface Ground extends Text {
  readonly ours: boolean
}

/** Legal grounds, each once. */
export const grounds = {
  tt06: {
    vi: 'Thông tư 06/2023/TT-BNV: cập nhật, duyệt, khai thác dữ liệu trong thẩm quyền quản lý',
    en: 'Circular 06/2023/TT-BNV: updating, approving and using data within the authority to manage',
    ours: false,
  },
  tt06Month: {
    vi: 'Thông tư 06/2023/TT-BNV: người có thẩm quyền ký duyệt dữ liệu 5 ngày cuối mỗi tháng',
    en: 'Circular 06/2023/TT-BNV: the competent person signs the data in the last five days of a month',
    ours: false,
  },
  nd27Personnel: {
    vi: 'Nghị định 27/2026/NĐ-CP Điều 19: công tác cán bộ trong thẩm quyền, không cần sự đồng ý',
    en: 'Decree 27/2026/NĐ-CP Article 19: personnel work within authority, no consent needed',
    ours: false,
  },
  nd27Consent: {
    vi: 'Nghị định 27/2026/NĐ-CP Điều 19: khai thác ngoài công tác cán bộ cần người đó đồng ý',
    en: "Decree 27/2026/NĐ-CP Article 19: any other use needs the person's consent",
    ours: false,
  },
  nd278: {
    vi: 'Nghị định 278/2025/NĐ-CP: chia sẻ dữ liệu bắt buộc theo mục đích đã đăng ký',
    en: 'Decree 278/2025/NĐ-CP: mandatory sharing for a registered purpose',
    ours: false,
  },
  inspection: {
    vi: 'Luật Thanh tra: quyết định thanh tra, kiểm tra ghi số trong việc xem',
    en: 'Law on Inspection: the decision to inspect, whose number the look names',
    ours: true,
  },
  complaint: {
    vi: 'Luật Khiếu nại 02/2011/QH13, Luật Tố cáo 25/2018/QH14: vụ việc đã thụ lý',
    en: 'Law on Complaints 02/2011/QH13, Law on Denunciations 25/2018/QH14: a case taken up',
    ours: true,
  },
  personalData: {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: quyền của chủ thể dữ liệu',
    en: 'Law on Personal Data Protection 91/2025/QH15: rights of the data subject',
    ours: false,
  },
  emergency: {
    vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: tình huống khẩn cấp, không cần sự đồng ý',
    en: 'Law on Personal Data Protection 91/2025/QH15: an emergency, no consent needed',
    ours: true,
  },
} as const satisfies Record<string, Ground>
export type GroundId = keyof typeof grounds

export interface PurposeDef extends Text {
  /** The grounds that this purpose may rest on; a look names exactly one. */
  readonly grounds: readonly GroundId[]
  /** Whether the number of a case or decision must be named. */
  readonly needsCase: boolean
}

export const purposes = {
  personnel: { vi: 'Công tác cán bộ', en: 'Personnel work', grounds: ['nd27Personnel', 'tt06'], needsCase: false },
  dataQuality: {
    vi: 'Kiểm tra, làm sạch dữ liệu',
    en: 'Checking and mending data',
    grounds: ['tt06'],
    needsCase: false,
  },
  approval: { vi: 'Ký duyệt dữ liệu của tháng', en: 'Signing the month', grounds: ['tt06Month'], needsCase: false },
  transfer: { vi: 'Tiếp nhận, chuyển công tác', en: 'Transfer', grounds: ['tt06', 'nd27Personnel'], needsCase: false },
  management: { vi: 'Chỉ đạo, điều hành', en: 'Leading a body', grounds: ['nd27Personnel'], needsCase: false },
  elsewhere: {
    vi: 'Giải quyết việc trùng người',
    en: 'Deciding who holds a person',
    grounds: ['tt06'],
    needsCase: true,
  },
  inspection: { vi: 'Thanh tra, kiểm tra', en: 'Inspection', grounds: ['inspection'], needsCase: true },
  complaint: {
    vi: 'Giải quyết khiếu nại, tố cáo',
    en: 'A complaint or denunciation',
    grounds: ['complaint'],
    needsCase: true,
  },
  sharing: {
    vi: 'Chia sẻ cho hệ thống đã đăng ký',
    en: 'Sharing with a registered system',
    grounds: ['nd278'],
    needsCase: false,
  },
  recruitment: { vi: 'Tuyển dụng', en: 'Recruitment', grounds: ['nd27Consent'], needsCase: false },
  subjectRequest: {
    vi: 'Trả lời chủ thể dữ liệu',
    en: 'Answering a data subject',
    grounds: ['personalData'],
    needsCase: true,
  },
  emergency: { vi: 'Tình huống khẩn cấp', en: 'An emergency', grounds: ['emergency'], needsCase: false },
} as const satisfies Record<string, PurposeDef>
export type PurposeCode = keyof typeof purposes
export const purposeCodes = Object.keys(purposes) as readonly PurposeCode[]

/**
 * One word for one thing. What people read in the courier, on the board, on the printed page, in refusals, findings and
 * papers says each of these by its own word and by no other; `scripts/house.test.ts` searches the sources for the words
 * under `not`. Words that a program picks by a key stand below, once.
 *
 * The file imports nothing but words, so that a page that shows them carries nothing else.
 */
import { OUTCOME_SENTENCES } from '@cbccvc/evidence/words'
import type { Text, Weight } from '@cbccvc/standard'

/** A thing of the house, its word in both languages, and the Vietnamese words that are not used for it. */
export interface Term extends Text {
  readonly not: readonly string[]
}

export const terms = {
  record: { vi: 'hồ sơ', en: 'record', not: ['bản ghi'] },
  parcel: { vi: 'gói', en: 'parcel', not: ['gói tin', 'lô hồ sơ'] },
  manifest: { vi: 'bản kê', en: 'manifest', not: ['bảng kê', 'bản khai gói'] },
  sender: { vi: 'cơ quan gửi', en: 'sender', not: ['bên gửi'] },
  asOf: { vi: 'số liệu đến ngày', en: 'as of', not: ['số liệu tới ngày'] },
  entry: { vi: 'lần ghi', en: 'entry', not: ['lần vào sổ', 'lần nhập'] },
  entered: { ...OUTCOME_SENTENCES.entered, not: ['vào sổ', 'đã nhập', 'nhập sổ'] },
  returned: { ...OUTCOME_SENTENCES.returned, not: ['trả về để sửa'] },
  held: { ...OUTCOME_SENTENCES.held, not: ['tạm giữ', 'chờ người xem', 'đang giữ để'] },
  concluded: { vi: 'xử lý xong', en: 'concluded', not: ['kết luận', 'đã xong'] },
  asks: { vi: 'cần trả lời', en: 'to answer', not: ['hỏi lại', 'điểm hỏi'] },
  proposal: { vi: 'đề xuất', en: 'proposal', not: ['gợi ý', 'kiến nghị'] },
  case: { vi: 'vụ việc', en: 'case', not: ['việc cần trả lời'] },
  verified: { vi: 'xác thực', en: 'verified', not: ['xác minh', 'đối khớp', 'khớp dân cư', 'lệch dân cư'] },
  promise: { vi: 'giấy hẹn', en: 'promise', not: ['lời hứa', 'giấy nhận'] },
  receipt: { vi: 'biên nhận', en: 'receipt', not: ['biên lai', 'giấy biên nhận'] },
  digest: { vi: 'mã băm', en: 'digest', not: ['dấu vân'] },
  feed: { vi: 'luồng tin', en: 'feed', not: ['luồng phản hồi'] },
  edition: { vi: 'bộ chuẩn', en: 'edition', not: ['bộ tiêu chuẩn', 'chuẩn dữ liệu'] },
  key: { vi: 'khóa', en: 'key', not: ['khoá'] },
  erase: { vi: 'xóa', en: 'erase', not: ['xoá'] },
} as const satisfies Record<string, Term>

/** What came of a record. */
export const outcomeWords = OUTCOME_SENTENCES

/** How much a finding weighs, as what there is to do about it. */
export const weightWords = {
  blocks: { vi: 'trả lại', en: 'returned' },
  asks: { vi: 'cần trả lời', en: 'to answer' },
  notes: { vi: 'lưu ý', en: 'note' },
} as const satisfies Record<Weight, Text>

/** Where a parcel stands at the centre. */
export const parcelStateWords = {
  open: { vi: 'đang gửi', en: 'being sent' },
  received: { vi: 'đã nhận, đang xử lý', en: 'received, under way' },
  concluded: { vi: 'đã xử lý xong', en: 'concluded' },
  refused: { vi: 'bị từ chối', en: 'refused' },
} as const satisfies Record<string, Text>

/** What a parcel is. */
export const parcelKindWords = {
  full: { vi: 'toàn bộ đơn vị', en: 'the whole unit' },
  changes: { vi: 'thay đổi', en: 'changes' },
  withdrawal: { vi: 'rút gói', en: 'withdrawal' },
} as const satisfies Record<string, Text>

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The words at the beginning of a line or in the head of a table. */
export const capitalised = ({ vi, en }: Text): Text => ({ vi: capital(vi), en: capital(en) })

/** The roles as people call them: what stands beside somebody's name, and what the role is for. */
export const roleWords = {
  nationalOperator: {
    vi: 'Người vận hành quốc gia',
    en: 'National operator',
    does: {
      vi: 'điều hành dữ liệu cả nước, cấp tài khoản quản trị',
      en: 'runs the nation’s data, issues administrators',
    },
  },
  nationalApprover: {
    vi: 'Người phê duyệt quốc gia',
    en: 'National approver',
    does: { vi: 'phê duyệt việc của người vận hành quốc gia', en: 'approves what the national operator asks for' },
  },
  nationalAuditor: {
    vi: 'Thanh tra quốc gia',
    en: 'National auditor',
    does: {
      vi: 'kiểm tra ai đã xem gì, theo quyết định thanh tra',
      en: 'checks who looked at what, by a decision to inspect',
    },
  },
  dataCentreAdministrator: {
    vi: 'Quản trị trung tâm dữ liệu',
    en: 'Data-centre administrator',
    does: { vi: 'vận hành máy chủ, không xem dữ liệu cá nhân', en: 'runs the machines, sees no personal data' },
  },
  bodyAdministrator: {
    vi: 'Quản trị của cơ quan',
    en: 'Body administrator',
    does: { vi: 'cấp, khóa tài khoản của cơ quan', en: 'issues and suspends the body’s accounts' },
  },
  bodyApprover: {
    vi: 'Người phê duyệt của cơ quan',
    en: 'Body approver',
    does: {
      vi: 'ký duyệt dữ liệu của tháng, duyệt việc cần người thứ hai',
      en: 'signs the month, gives the second word',
    },
  },
  officer: {
    vi: 'Cán bộ nhập liệu',
    en: 'Officer',
    does: { vi: 'cập nhật hồ sơ của đơn vị', en: 'keeps the records of the unit' },
  },
  viewer: {
    vi: 'Người xem',
    en: 'Viewer',
    does: { vi: 'xem hồ sơ, không sửa', en: 'reads records, changes none' },
  },
  leader: {
    vi: 'Lãnh đạo',
    en: 'Leader',
    does: { vi: 'xem số liệu tổng hợp và người của mình', en: 'sees aggregates and the own people' },
  },
  consumerSystem: {
    vi: 'Hệ thống khai thác',
    en: 'Consumer system',
    does: { vi: 'phần mềm đọc theo mục đích đã đăng ký', en: 'software that reads for a registered purpose' },
  },
  recruiter: {
    vi: 'Người tuyển dụng',
    en: 'Recruiter',
    does: { vi: 'xem khi người đó đồng ý', en: 'looks where the person consents' },
  },
} as const satisfies Record<string, Text & { readonly does: Text }>

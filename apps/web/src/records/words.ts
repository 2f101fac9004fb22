/** The words of looking at people and records. */
import type { Text } from '@cbccvc/standard'

export const w = {
  people: { vi: 'Hồ sơ', en: 'Records' },
  note: {
    vi: 'Mỗi lần xem được ghi lại cùng mục đích; người có hồ sơ thấy ai đã xem.',
    en: 'Each look is written down with its purpose; the person sees who looked.',
  },
  why: { vi: 'Mục đích xem', en: 'Why you look' },
  caseNo: { vi: 'Số vụ việc', en: 'Case number' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  unitHint: {
    vi: 'Gõ tên hoặc mã; gồm cả các đơn vị bên dưới.',
    en: 'Type a name or a code; what stands below is included.',
  },
  who: { vi: 'Họ tên hoặc số định danh', en: 'Name or personal number' },
  whoHint: {
    vi: 'Để trống: cả danh sách. Tên không cần dấu; số thì gõ đủ.',
    en: 'Empty: the whole list. Names without marks; numbers whole.',
  },
  look: { vi: 'Xem', en: 'Look' },
  nobody: { vi: 'Không có ai như vậy trong đơn vị này.', en: 'Nobody like that in this unit.' },
  name: { vi: 'Họ và tên', en: 'Name' },
  born: { vi: 'Ngày sinh', en: 'Born' },
  post: { vi: 'Chức vụ, chức danh', en: 'Post' },
  more: { vi: 'Xem tiếp', en: 'More' },
  shown: { vi: '{n} người', en: '{n} people' },
  noName: { vi: '(không có tên)', en: '(no name)' },
  record: { vi: 'Hồ sơ', en: 'Record' },
  back: { vi: 'Về tìm hồ sơ', en: 'To the search' },
  holder: { vi: 'cơ quan quản lý {holder}', en: 'held by {holder}' },
  ended: { vi: 'đơn vị đã giải thể', en: 'a unit that has ended' },
  masked: { vi: 'đã che', en: 'masked' },
  bad: { vi: 'chưa đúng', en: 'not counted as true' },
  unseal: { vi: 'Mở các trường mật…', en: 'Open the sealed fields…' },
  unsealed: {
    vi: 'Đang hiện cả trường mật; lần xem này được ghi riêng.',
    en: 'Sealed fields are shown; this look is written down as such.',
  },
  unsealTitle: { vi: 'Mở các trường mật', en: 'Open the sealed fields' },
  unsealNote: {
    vi: 'Sức khỏe, kỷ luật, tôn giáo, quy hoạch… Chỉ mở khi công việc cần; cần yếu tố thứ hai trong 10 phút gần đây.',
    en: 'Health, discipline, religion, planning … Only where the work needs it; takes the second factor within the last 10 minutes.',
  },
  unsealDo: { vi: 'Mở', en: 'Open them' },
  nothing: { vi: 'Không có trường nào được hiện với quyền của bạn.', en: 'Your rights show no field of it.' },
  unknown: { vi: 'không rõ', en: 'unknown' },
  notPermitted: { vi: 'không được cung cấp', en: 'not permitted' },
  mine: { vi: 'Hồ sơ của tôi', en: 'My record' },
  mineNote: {
    vi: 'Đúng như cơ sở dữ liệu đang ghi. Thấy sai, bấm “Sai?” bên cạnh trường để yêu cầu chỉnh sửa.',
    en: 'As the database has it. Where it is wrong, press “Wrong?” beside the field to have it corrected.',
  },
  wrong: { vi: 'Sai?', en: 'Wrong?' },
  wrongNamed: { vi: 'Sai? Yêu cầu chỉnh sửa: {field}', en: 'Wrong? Have it corrected: {field}' },
  copies: { vi: 'Tệp xuất của tôi', en: 'My copies' },
  copyList: { vi: 'Xuất danh sách của đơn vị…', en: 'Copy the list of the unit…' },
  looks: { vi: 'Ai đã xem hồ sơ của tôi', en: 'Who looked at my record' },
  looksNote: {
    vi: 'Mới nhất trước. Cuộc thanh tra được giữ kín theo luật hiện ra khi kết thúc.',
    en: 'Newest first. An inspection that the law keeps hidden appears when it ends.',
  },
  noLooks: { vi: 'Chưa có ai xem.', en: 'Nobody has looked yet.' },
  own: { vi: 'chính bạn', en: 'yourself' },
  somebody: { vi: 'tài khoản đã đóng', en: 'an account that is closed' },
  emergency: { vi: 'truy cập khẩn cấp', en: 'emergency access' },
} as const satisfies Record<string, Text>

/** Purposes as people choose them. */
export const purposeWords: Readonly<Record<string, Text>> = {
  personnel: { vi: 'Công tác cán bộ', en: 'Personnel work' },
  dataQuality: { vi: 'Kiểm tra, làm sạch dữ liệu', en: 'Checking and mending data' },
  approval: { vi: 'Ký duyệt dữ liệu của tháng', en: 'Signing the month' },
  transfer: { vi: 'Tiếp nhận, chuyển công tác', en: 'Transfer' },
  management: { vi: 'Chỉ đạo, điều hành', en: 'Leading a body' },
  elsewhere: { vi: 'Giải quyết việc trùng người', en: 'Deciding who holds a person' },
  inspection: { vi: 'Thanh tra, kiểm tra', en: 'Inspection' },
  complaint: { vi: 'Giải quyết khiếu nại, tố cáo', en: 'A complaint or denunciation' },
  sharing: { vi: 'Chia sẻ cho hệ thống đã đăng ký', en: 'Sharing with a registered system' },
  recruitment: { vi: 'Tuyển dụng', en: 'Recruitment' },
  subjectRequest: { vi: 'Trả lời chủ thể dữ liệu', en: 'Answering a data subject' },
  emergency: { vi: 'Tình huống khẩn cấp', en: 'An emergency' },
}

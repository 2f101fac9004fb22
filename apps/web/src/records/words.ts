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
  masked: { vi: 'đã che – vì sao?', en: 'masked – why?' },
  bad: { vi: 'chưa đúng', en: 'not counted as true' },
  badNote: {
    vi: 'Giá trị đã ghi nhưng không qua được kiểm tra: không được tính là đúng cho đến khi được sửa.',
    en: 'Stated, but it did not pass the checks: it is not counted as true until it is mended.',
  },
  lookedFor: { vi: 'xem để: {purpose}', en: 'looked at for: {purpose}' },
  groups: { vi: 'Các phần của hồ sơ', en: 'Parts of the record' },
  otherFields: { vi: 'Trường khác', en: 'Other fields' },
  oldDivision: { vi: '(địa giới trước 01/7/2025)', en: '(division before 1 July 2025)' },
  file: { vi: 'tệp {type}, {size}', en: 'a file, {type}, {size}' },
  notBound: {
    vi: 'Tài khoản này không gắn với hồ sơ nào. Đăng nhập bằng VNeID để xem hồ sơ của chính mình.',
    en: 'This account is bound to no record. Sign in with VNeID to see your own.',
  },
  // What is closed, and why.
  closedTitle: { vi: 'Phần không hiện đầy đủ', en: 'What is not shown in full' },
  closedWhich: { vi: 'Gồm những trường nào?', en: 'Which fields?' },
  hiddenPublic: { vi: 'Trường công khai không hiện', en: 'Public fields are not shown' },
  hiddenInternal: { vi: 'Trường nội bộ không hiện', en: 'Internal fields are not shown' },
  hiddenRestricted: { vi: 'Trường hạn chế không hiện', en: 'Restricted fields are not shown' },
  maskedRestricted: { vi: 'Trường hạn chế đang che (•••)', en: 'Restricted fields are masked (•••)' },
  hiddenSealed: { vi: 'Trường mật đang đóng', en: 'Sealed fields are closed' },
  maskedSealed: { vi: 'Trường mật đang che (•••)', en: 'Sealed fields are masked (•••)' },
  whyPublic: { vi: 'Vai trò của bạn không xem trường này.', en: 'Your role does not see them.' },
  whyInternal: {
    vi: 'Dữ liệu nội bộ chỉ dành cho người làm công tác cán bộ của nơi quản lý.',
    en: 'Internal data is for those who do personnel work where the person is held.',
  },
  whyRestricted: {
    vi: 'Số định danh, giấy tờ, bảo hiểm, nơi ở, gia đình, Đảng…: chỉ cán bộ nhập liệu của chính đơn vị thấy rõ.',
    en: 'Personal number, papers, insurance, home, family, Party …: in the clear for the personnel officer of the unit alone.',
  },
  whySealed: {
    vi: 'Sức khỏe, kỷ luật, quy hoạch, tài sản…: mã hóa riêng, không mở sẵn cho ai.',
    en: 'Health, discipline, planning, property …: encrypted on their own, open to nobody by default.',
  },
  opensStepUp: {
    vi: 'Mở được khi nêu mục đích và xác nhận lại yếu tố thứ hai; lần xem được ghi riêng.',
    en: 'Opened by a purpose and the second factor once more; the look is written down as such.',
  },
  opensStepUpOwn: {
    vi: 'Bạn mở được khi xác nhận lại chính là mình.',
    en: 'You open them by confirming once more that it is you.',
  },
  unsealOwnNote: {
    vi: 'Sức khỏe, kỷ luật, quy hoạch, tài sản… của chính bạn. Xem ở nơi không ai nhìn thấy màn hình; cần xác nhận lại trong 10 phút gần đây.',
    en: 'Your own health, discipline, planning, property … Look where nobody sees the screen; takes a confirmation within the last 10 minutes.',
  },
  opensCase: {
    vi: 'Mở được khi có vụ việc đang xử lý về người này: chọn mục đích và ghi số vụ việc.',
    en: 'Opened where a case about the person is open: choose the purpose and give the case number.',
  },
  opensGlass: {
    vi: 'Chỉ mở trong tình huống khẩn cấp, có lý do, có thời hạn và được xem xét lại.',
    en: 'Opened in an emergency only: with a reason, for a limited time, reviewed afterwards.',
  },
  opensNever: {
    vi: 'Vai trò của bạn hôm nay không mở được; công việc cần thì hỏi cán bộ nhập liệu của đơn vị người đó.',
    en: 'Your roles of today do not open them; where the work needs it, ask the personnel officer of the person’s unit.',
  },
  unmask: { vi: 'Xem rõ trường hạn chế…', en: 'Show the restricted fields…' },
  unmaskTitle: { vi: 'Xem rõ trường hạn chế', en: 'Show the restricted fields' },
  unmaskNote: {
    vi: 'Số định danh, giấy tờ, nơi ở, gia đình… Chỉ mở khi công việc cần; cần yếu tố thứ hai trong 10 phút gần đây.',
    en: 'Personal number, papers, home, family … Only where the work needs it; takes the second factor within the last 10 minutes.',
  },
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
  restrictedAll: {
    vi: 'Người này đã được chấp nhận hạn chế xử lý dữ liệu. Chỉ dùng cho việc luật buộc phải làm.',
    en: 'This person was granted that processing is restricted. Use it only for what the law obliges to.',
  },
  restrictedSome: {
    vi: 'Người này đã được chấp nhận hạn chế xử lý: {fields}. Chỉ dùng các trường đó cho việc luật buộc phải làm.',
    en: 'This person was granted that processing is restricted: {fields}. Use these fields only for what the law obliges to.',
  },
  code: { vi: 'Mã hồ sơ: {ref}', en: 'Code of the record: {ref}' },
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

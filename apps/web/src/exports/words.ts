/** The words of copies that leave the house. */
import type { Text } from '@cbccvc/standard'

export const w = {
  title: { vi: 'Tệp xuất', en: 'Copies' },
  note: {
    vi: 'Mỗi tệp mang dấu của tài khoản, chỉ giao một lần; mỗi người trong tệp là một lần xem được ghi lại.',
    en: 'Each copy carries the mark of the account and is delivered once; each person in it is a look that is written down.',
  },
  fresh: { vi: 'Xuất danh sách', en: 'New copy' },
  budget: { vi: 'Hôm nay còn xuất được ngay', en: 'What is left of today' },
  budgetNote: {
    vi: 'Trên mức này, tệp chờ người phê duyệt của cơ quan cho phép.',
    en: 'Above it a copy waits until the approver of the body releases it.',
  },
  left: { vi: '{left} trong {most}', en: '{left} of {most}' },
  people: { vi: 'Người', en: 'People' },
  cells: { vi: 'Ô dữ liệu (người × trường)', en: 'Cells (people × fields)' },
  none: { vi: 'Bạn chưa xin tệp nào.', en: 'You have asked for no copy yet.' },
  list: { vi: 'Tệp tôi đã xin', en: 'Copies that I asked for' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  ended: { vi: 'đơn vị đã giải thể', en: 'a unit that has ended' },
  size: { vi: 'Số lượng', en: 'How much' },
  sizeN: { vi: '{rows} người × {fields} trường', en: '{rows} people × {fields} fields' },
  why: { vi: 'Mục đích', en: 'Purpose' },
  fields: { vi: 'Các trường', en: 'Fields' },
  askedAt: { vi: 'Xin lúc', en: 'Asked at' },
  until: { vi: 'Hạn', en: 'Until' },
  format: { vi: 'Dạng tệp', en: 'Format' },
  lookAgain: { vi: 'Xem lại danh sách', en: 'Look again' },
  askedReady: {
    vi: '{no} đã sẵn sàng: lấy về một lần, đến {time}.',
    en: '{no} is ready: fetch it once, until {time}.',
  },
  askedWaits: {
    vi: '{no} vượt mức hôm nay, đang chờ người thứ hai cho phép đến {time}. Xem lại trang này sau.',
    en: '{no} is above today’s budget and waits for a second person until {time}. Look at this page again later.',
  },
  fetch: { vi: 'Lấy tệp…', en: 'Fetch…' },
  fetchNamed: { vi: 'Lấy tệp {no}', en: 'Fetch {no}' },
  notYet: { vi: 'Chưa lấy được: chờ người thứ hai cho phép.', en: 'Not yet: a second person must release it.' },
  // Delivery.
  fetchTitle: { vi: 'Lấy tệp {no}', en: 'Fetch {no}' },
  once: {
    vi: 'Tệp này chỉ giao một lần. Khi bắt đầu, {rows} lượt xem được ghi tên bạn; nếu đường truyền đứt giữa chừng, phải xin tệp mới.',
    en: 'This copy is delivered once. When it begins, {rows} looks are written under your name; if the line breaks on the way, you must ask for a new copy.',
  },
  marked: {
    vi: 'Trong tệp có dấu của tài khoản, thời điểm và mục đích. Không chuyển cho người khác.',
    en: 'It carries your account, the time and the purpose. Do not pass it on.',
  },
  start: { vi: 'Lấy một lần', en: 'Fetch it once' },
  coming: { vi: 'Đang nhận: {size}', en: 'Coming: {size}' },
  came: {
    vi: 'Đã lưu {name} vào thư mục tải về của máy này.',
    en: '{name} is saved in the downloads of this machine.',
  },
  broken: {
    vi: 'Đường truyền đứt giữa chừng. Nếu trung tâm đã ghi là giao rồi, tệp này không lấy lại được: đóng lại, xem trạng thái, xin tệp mới nếu cần.',
    en: 'The line broke on the way. If the centre has it as delivered, this copy cannot be fetched again: close, look at its state, ask for a new one where needed.',
  },
  // Asking.
  newTitle: { vi: 'Xuất danh sách một đơn vị', en: 'Copy the list of a unit' },
  back: { vi: 'Về các tệp xuất', en: 'To the copies' },
  unitHint: { vi: 'Gồm cả các đơn vị bên dưới.', en: 'What stands below it is included.' },
  which: { vi: 'Các trường trong tệp', en: 'Fields in the copy' },
  whichHint: {
    vi: 'Họ tên luôn có trong tệp. Chỉ chọn trường công việc cần.',
    en: 'The name is always in it. Choose what the work needs.',
  },
  never: { vi: 'không xuất được', en: 'in no copy' },
  masked: { vi: 'che bớt', en: 'masked' },
  xlsx: { vi: 'Bảng tính (.xlsx)', en: 'Workbook (.xlsx)' },
  csv: { vi: 'Văn bản (.csv)', en: 'Text (.csv)' },
  counting: { vi: 'Đang đếm…', en: 'Counting…' },
  fits: {
    vi: '{rows} người × {fields} trường = {cells} ô: trong mức hôm nay, lấy được ngay.',
    en: '{rows} people × {fields} fields = {cells} cells: within today’s budget, ready at once.',
  },
  above: {
    vi: '{rows} người × {fields} trường = {cells} ô: vượt mức còn lại hôm nay, người thứ hai phải cho phép.',
    en: '{rows} people × {fields} fields = {cells} cells: above what is left of today, a second person must release it.',
  },
  missing: { vi: 'Chọn đơn vị để gửi.', en: 'Choose the unit to send.' },
  ask: { vi: 'Xin tệp', en: 'Ask for the copy' },
  // Releasing.
  releases: { vi: 'Cho phép xuất', en: 'Release copies' },
  releasesNote: {
    vi: 'Tệp vượt mức một ngày cần hai người: một người xin, bạn quyết định. Cho phép rồi, người xin lấy được một lần trong 24 giờ.',
    en: 'A copy above the day’s budget takes two people: one asked, you decide. Once released, it can be fetched once within 24 hours.',
  },
  nothing: { vi: 'Không có tệp nào chờ bạn.', en: 'Nothing waits for you.' },
  who: { vi: 'Người xin', en: 'Who asks' },
  release: { vi: 'Cho phép…', en: 'Release…' },
  releaseNamed: { vi: 'Cho phép {no} của {name}', en: 'Release {no} of {name}' },
  refuse: { vi: 'Không cho phép…', en: 'Refuse…' },
  refuseNamed: { vi: 'Không cho phép {no} của {name}', en: 'Refuse {no} of {name}' },
  releaseTitle: { vi: 'Cho phép {no}?', en: 'Release {no}?' },
  refuseTitle: { vi: 'Không cho phép {no}?', en: 'Refuse {no}?' },
  releaseWhat: {
    vi: '{name} sẽ mang ra ngoài dữ liệu của {rows} người tại {unit}. Tên bạn được ghi cùng quyết định này.',
    en: '{name} will take the data of {rows} people of {unit} away. The decision is kept under your name.',
  },
  refuseWhat: {
    vi: '{name} không lấy được tệp này và phải xin tệp mới.',
    en: '{name} cannot fetch it and must ask for a new copy.',
  },
  releaseDo: { vi: 'Cho phép', en: 'Release' },
  refuseDo: { vi: 'Không cho phép', en: 'Refuse' },
  released: { vi: 'Đã cho phép {no}.', en: '{no} is released.' },
  refused: { vi: 'Đã từ chối {no}.', en: '{no} is refused.' },
} as const satisfies Record<string, Text>

/** Where a copy stands. */
export const exportStates: Readonly<Record<string, Text>> = {
  ready: { vi: 'sẵn sàng lấy', en: 'ready' },
  waits: { vi: 'chờ người thứ hai', en: 'waits for a second person' },
  released: { vi: 'được cho phép', en: 'released' },
  refused: { vi: 'không được cho phép', en: 'refused' },
  delivered: { vi: 'đã giao', en: 'delivered' },
  over: { vi: 'đã hết hạn', en: 'over' },
}

/** What those who watch are refused. */
import type { RefusalRow } from './refusals.ts'

const mend = { vi: 'Sửa rồi gửi lại.', en: 'Mend it and send again.' }
const lookAgain = { vi: 'Xem lại danh sách rồi thử lại.', en: 'Look at the list again, then try again.' }
const another = { vi: 'Chờ người khác xem xét.', en: 'Wait for somebody else.' }

export const lookRefusals = {
  'looks.cursor': {
    status: 400,
    vi: 'Vị trí trang của nhật ký truy cập sai dạng.',
    en: 'The place in the access log has the wrong shape.',
    next: { vi: 'Đọc lại từ trang đầu.', en: 'Read again from the first page.' },
  },
  'looks.dates': {
    status: 400,
    vi: 'Khoảng thời gian không hợp lệ: từ trước đến sau, tối đa {days} ngày.',
    en: 'The time does not fit: from earlier to later, at most {days} days.',
    next: mend,
  },
  'inspection.unknown': {
    status: 404,
    vi: 'Không có cuộc thanh tra này, hoặc nó không còn chờ hay đang mở.',
    en: 'There is no such inspection, or it neither waits nor is open any more.',
    next: lookAgain,
  },
  'inspection.caseTaken': {
    status: 409,
    vi: 'Số vụ việc này đã dùng cho một cuộc thanh tra khác.',
    en: 'This case number is of another inspection.',
    next: { vi: 'Dùng số vụ việc khác.', en: 'Use another case number.' },
  },
  'inspection.dates': {
    status: 400,
    vi: 'Ngày không hợp lệ: từ hôm nay trở đi, tối đa {days} ngày.',
    en: 'The days do not fit: from today on, at most {days} days.',
    next: mend,
  },
  'inspection.about': {
    status: 400,
    vi: 'Cần nêu ít nhất một người hoặc một đơn vị có trong cơ sở dữ liệu.',
    en: 'At least one person or unit that the register knows must be named.',
    next: mend,
  },
  'inspection.self': {
    status: 403,
    vi: 'Người mở cuộc thanh tra không được tự duyệt việc giữ kín: cần người thứ hai.',
    en: 'Who opened the inspection cannot approve that it is hidden: a second person is needed.',
    next: another,
  },
  'complaint.unknown': {
    status: 404,
    vi: 'Sổ không có vụ việc này, hoặc nó đã đóng.',
    en: 'The register has no such case, or it was closed.',
    next: lookAgain,
  },
  'complaint.caseTaken': {
    status: 409,
    vi: 'Số vụ việc này đã có trong sổ.',
    en: 'The register has this case number already.',
    next: { vi: 'Dùng số vụ việc khác.', en: 'Use another case number.' },
  },
  'complaint.dates': {
    status: 400,
    vi: 'Ngày không hợp lệ: nhận trước, thụ lý sau, không ở tương lai, và còn trong {days} ngày kể từ ngày thụ lý.',
    en: 'The days do not fit: received first, then taken up, not in the future, and within {days} days of being taken up.',
    next: mend,
  },
  'complaint.about': {
    status: 400,
    vi: 'Cần nêu ít nhất một người hoặc một đơn vị có trong cơ sở dữ liệu.',
    en: 'At least one person or unit that the register knows must be named.',
    next: mend,
  },
  'glass.time': {
    status: 400,
    vi: 'Truy cập khẩn cấp kéo dài từ 1 đến {minutes} phút.',
    en: 'A broken glass lasts from 1 to {minutes} minutes.',
    next: mend,
  },
  'glass.unknown': {
    status: 404,
    vi: 'Không có truy cập khẩn cấp này, hoặc nó còn đang mở, hoặc đã được xét.',
    en: 'There is no such broken glass, or it is still open, or it was reviewed.',
    next: lookAgain,
  },
  'glass.self': {
    status: 403,
    vi: 'Người đã mở truy cập khẩn cấp không được tự xét.',
    en: 'Who broke the glass cannot review it.',
    next: another,
  },
  'alarm.unknown': {
    status: 404,
    vi: 'Không có cảnh báo này, hoặc đã xử lý, hoặc nó nói về chính tài khoản này.',
    en: 'There is no such alarm, or it was settled, or it is about this very account.',
    next: lookAgain,
  },
  'drill.account': {
    status: 404,
    vi: 'Không có tài khoản mang tên đăng nhập này.',
    en: 'There is no account of this login.',
    next: mend,
  },
} as const satisfies Record<string, RefusalRow>

export type LookRefusalCode = keyof typeof lookRefusals

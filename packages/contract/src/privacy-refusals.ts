/** What consents, requests of the data subject and exports refuse. */
import type { RefusalRow } from './refusals.ts'

const lookAgain = { vi: 'Xem lại danh sách rồi thử lại.', en: 'Look at the list again, then try again.' }

export const privacyRefusals = {
  'consent.code': {
    status: 404,
    vi: 'Mã của người đó sai, đã dùng hoặc đã hết hạn.',
    en: 'The code of the person is wrong, used, or has run out.',
    next: { vi: 'Đề nghị người đó lấy mã mới.', en: 'Ask the person for a new code.' },
  },
  'consent.fields': {
    status: 400,
    vi: 'Không xin hoặc cho xem được trường này: {field}.',
    en: 'This field can be neither asked for nor given: {field}.',
    next: { vi: 'Chọn lại các trường rồi gửi lại.', en: 'Choose the fields again, then send again.' },
  },
  'consent.until': {
    status: 400,
    vi: 'Ngày cuối không hợp lệ: từ hôm nay, không quá ngày được xin và không quá {days} ngày.',
    en: 'The last day does not fit: from today on, no later than was asked for, within {days} days.',
    next: { vi: 'Chọn ngày khác rồi gửi lại.', en: 'Choose another day, then send again.' },
  },
  'consent.tooMany': {
    status: 403,
    vi: 'Hôm nay tài khoản đã xin đồng ý đủ {most} lần.',
    en: 'This account has asked {most} times today, which is the most.',
    next: { vi: 'Xin tiếp vào ngày mai.', en: 'Go on tomorrow.' },
  },
  'consent.unknown': {
    status: 404,
    vi: 'Không có lời xin đồng ý này, hoặc đã được trả lời, đã rút, đã hết hạn.',
    en: 'There is no such question, or it was answered, withdrawn, or has run out.',
    next: lookAgain,
  },
} as const satisfies Record<string, RefusalRow>

export type PrivacyRefusalCode = keyof typeof privacyRefusals

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
  'subject.field': {
    status: 400,
    vi: 'Hồ sơ không có trường này: {field}.',
    en: 'A record has no such field: {field}.',
    next: { vi: 'Chọn lại các trường rồi gửi lại.', en: 'Choose the fields again, then send again.' },
  },
  'subject.unknown': {
    status: 404,
    vi: 'Không có yêu cầu này trong phần việc của bạn, hoặc đã được trả lời.',
    en: 'There is no such request for you to answer, or it was answered.',
    next: lookAgain,
  },
  'subject.tooMany': {
    status: 409,
    vi: 'Đang có {most} yêu cầu chưa được trả lời, là mức nhiều nhất.',
    en: 'There are {most} requests without an answer, which is the most.',
    next: { vi: 'Chờ các yêu cầu trước được trả lời.', en: 'Wait until the earlier ones are answered.' },
  },
  'subject.own': {
    status: 403,
    vi: 'Không ai tự trả lời yêu cầu của chính mình.',
    en: 'Nobody answers a request of their own.',
    next: { vi: 'Để người khác trong đơn vị trả lời.', en: 'Leave it to somebody else of the unit.' },
  },
  'subject.outcome': {
    status: 400,
    vi: 'Kết quả này không dùng cho loại yêu cầu đó, hoặc thiếu căn cứ pháp lý khi từ chối, đóng. Dữ liệu cơ quan nhà nước phải giữ thì không xóa.',
    en: 'This outcome does not fit the kind of request, or a refusal or closing lacks its legal ground. What the State must keep is not erased.',
    next: { vi: 'Chọn lại kết quả và căn cứ.', en: 'Choose the outcome and the ground again.' },
  },
  'subject.parcel': {
    status: 400,
    vi: 'Chỉnh sửa xong phải nêu gói đã chỉnh sửa hồ sơ của người đó; kết quả khác thì không nêu.',
    en: 'A correction that is done names the parcel which corrected that record; any other outcome names none.',
    next: { vi: 'Gửi gói chỉnh sửa trước, rồi nêu mã gói.', en: 'Send the correction first, then name its parcel.' },
  },
  'access.budget': {
    status: 403,
    vi: 'Hôm nay tài khoản đã xem đủ {most} người trong danh sách, là mức nhiều nhất của một ngày.',
    en: 'This account has seen {most} people in lists today, which is the most of a day.',
    next: {
      vi: 'Xem tiếp vào ngày mai, hoặc xin tệp xuất để người thứ hai cho phép.',
      en: 'Go on tomorrow, or ask for an export that a second person releases.',
    },
  },
  'access.people': {
    status: 403,
    vi: 'Hôm nay hệ thống này đã xem đủ {most} người khác nhau, là mức đã đăng ký cho một ngày.',
    en: 'This system has looked at {most} different people today, which is what it is registered for in a day.',
    next: {
      vi: 'Xem tiếp vào ngày mai; ai đã xem hôm nay vẫn xem lại được. Cần nhiều hơn thì đăng ký lại mức của một ngày.',
      en: 'Go on tomorrow; whom it has seen today it may see again. Who needs more has another number registered.',
    },
  },
  'export.fields': {
    status: 400,
    vi: 'Không xuất được trường này: {field}.',
    en: 'This field cannot be exported: {field}.',
    next: { vi: 'Chọn lại các trường rồi gửi lại.', en: 'Choose the fields again, then send again.' },
  },
  'export.unknown': {
    status: 404,
    vi: 'Không có tệp xuất này trong phần việc của bạn, hoặc đã được quyết định, đã hết hạn.',
    en: 'There is no such export for you, or it was decided, or has run out.',
    next: lookAgain,
  },
  'export.self': {
    status: 403,
    vi: 'Người xin xuất không được tự cho phép: cần người thứ hai.',
    en: 'Who asked for an export cannot release it: a second person is needed.',
    next: { vi: 'Chờ người phê duyệt.', en: 'Wait for the approver.' },
  },
  'export.waits': {
    status: 409,
    vi: 'Tệp xuất vượt mức của một ngày, đang chờ người thứ hai cho phép.',
    en: 'The export is above the day’s budget and waits for a second person to release it.',
    next: { vi: 'Đề nghị người phê duyệt của đơn vị xem xét.', en: 'Ask the approver of the unit to look at it.' },
  },
  'export.over': {
    status: 409,
    vi: 'Tệp xuất đã được lấy, bị từ chối hoặc đã hết hạn; mỗi tệp chỉ lấy được một lần.',
    en: 'The export was fetched, refused, or has run out; each one is fetched once.',
    next: { vi: 'Xin tệp xuất mới.', en: 'Ask for a new export.' },
  },
  'export.grown': {
    status: 409,
    vi: 'Đơn vị nay có nhiều người hơn lúc xin xuất.',
    en: 'The unit has more people now than when the export was asked for.',
    next: { vi: 'Xin tệp xuất mới.', en: 'Ask for a new export.' },
  },
} as const satisfies Record<string, RefusalRow>

export type PrivacyRefusalCode = keyof typeof privacyRefusals

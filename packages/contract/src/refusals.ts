/**
 * Every refusal that the doors can give, once: code → HTTP status, sentence, next step. Codes are never re-used.
 * Facts in braces are filled in; they never hold personal data.
 */
import { accountRefusals } from './account-refusals.ts'
import { eidRefusals } from './eid-refusals.ts'
import { factorRefusals } from './factor-refusals.ts'
import { lookRefusals } from './look-refusals.ts'
import { privacyRefusals } from './privacy-refusals.ts'
import { recordRefusals } from './record-refusals.ts'
import type { Refusal } from './shapes.ts'
import { systemRefusals } from './system-refusals.ts'

export interface RefusalRow {
  readonly status: number
  readonly vi: string
  readonly en: string
  readonly next: { readonly vi: string; readonly en: string }
}

const resend = {
  vi: 'Đóng gói lại với mã gói mới rồi gửi lại; các phần đã gửi đã được xóa.',
  en: 'Pack again under a new parcel id and send again; the parts already sent were deleted.',
}
const askAdministrator = {
  vi: 'Liên hệ quản trị của cơ quan để đăng ký hoặc gia hạn khóa.',
  en: 'Ask the administrator of your body to register or renew the key.',
}
const lookAgain = { vi: 'Kiểm tra lại mã rồi thử lại.', en: 'Check the identifier and try again.' }
const later = { vi: 'Thử lại sau ít phút; không có gì bị mất.', en: 'Try again in a few minutes; nothing is lost.' }

export const refusals = {
  'caller.unknown': {
    status: 401,
    vi: 'Chưa xác định được bên gọi: thiếu khóa, khóa lạ hoặc chữ ký sai.',
    en: 'The caller is unknown: no key, a foreign key, or a wrong signature.',
    next: askAdministrator,
  },
  'caller.expired': {
    status: 401,
    vi: 'Thẻ truy cập đã hết hạn, hoặc đồng hồ máy lệch quá 1 phút.',
    en: 'The access token has expired, or the clock is off by more than a minute.',
    next: { vi: 'Chỉnh giờ máy rồi gửi lại.', en: 'Set the clock and send again.' },
  },
  'caller.notAllowed': {
    status: 403,
    vi: 'Khóa này không được làm việc đó.',
    en: 'This key may not do that.',
    next: askAdministrator,
  },
  'caller.sandboxKey': {
    status: 403,
    vi: 'Khóa của bản thử nghiệm không dùng được ở hệ thống thật.',
    en: 'A sandbox key is not accepted by a real system.',
    next: askAdministrator,
  },
  'request.shape': {
    status: 400,
    vi: 'Yêu cầu sai dạng: {detail}.',
    en: 'The request has the wrong shape: {detail}.',
    next: { vi: 'Sửa theo tài liệu giao thức rồi gửi lại.', en: 'Mend it by the protocol document and send again.' },
  },
  'request.tooLarge': {
    status: 413,
    vi: 'Nội dung vượt {limit} byte.',
    en: 'The body exceeds {limit} bytes.',
    next: { vi: 'Chia thành nhiều phần nhỏ hơn.', en: 'Split it into smaller parts.' },
  },
  'request.tooLong': {
    status: 414,
    vi: 'Địa chỉ hoặc phần đầu của yêu cầu dài quá {limit} ký tự.',
    en: 'The address or the head of the request is longer than {limit} characters.',
    next: {
      vi: 'Bỏ bớt tham số, hoặc xóa cookie cũ của trang này rồi thử lại.',
      en: 'Leave parameters out, or delete old cookies of this site, then try again.',
    },
  },
  'request.notFound': { status: 404, vi: 'Không có địa chỉ này.', en: 'There is no such address.', next: lookAgain },
  'request.tooMany': {
    status: 429,
    vi: 'Quá nhiều yêu cầu trong một lúc.',
    en: 'Too many requests at once.',
    next: later,
  },
  'request.slow': {
    status: 408,
    vi: 'Nội dung đến quá chậm hoặc đã ngừng giữa chừng.',
    en: 'The body came too slowly, or stopped halfway.',
    next: {
      vi: 'Gửi lại phần này; các phần đã nhận vẫn còn.',
      en: 'Send this part again; the parts already received are kept.',
    },
  },
  'server.busy': {
    status: 503,
    vi: 'Hệ thống tạm thời chưa nhận được.',
    en: 'The system cannot take it at the moment.',
    next: later,
  },
  'server.fault': {
    status: 500,
    vi: 'Lỗi ở phía trung tâm, số {incident}.',
    en: 'A fault of the centre, number {incident}.',
    next: {
      vi: 'Gửi lại; nếu còn lỗi, báo số này cho trung tâm.',
      en: 'Send again; if it stays, tell the centre this number.',
    },
  },
  'parcel.seal': {
    status: 400,
    vi: 'Niêm phong của gói không đúng: {detail}.',
    en: 'The seal of the parcel is wrong: {detail}.',
    next: resend,
  },
  'parcel.manifest': {
    status: 400,
    vi: 'Bản kê của gói sai dạng: {detail}.',
    en: 'The manifest of the parcel has the wrong shape: {detail}.',
    next: resend,
  },
  'parcel.sender': {
    status: 403,
    vi: 'Gói mang tên cơ quan khác với khóa đã ký.',
    en: 'The parcel names another body than the key that sealed it.',
    next: askAdministrator,
  },
  'parcel.unit': {
    status: 403,
    vi: 'Khóa này không được gửi thay đơn vị {unit}.',
    en: 'This key may not send for the unit {unit}.',
    next: {
      vi: 'Kiểm tra mã đơn vị, hoặc đăng ký đơn vị trước khi gửi.',
      en: 'Check the unit code, or register the unit before sending.',
    },
  },
  'parcel.unitEnded': {
    status: 403,
    vi: 'Đơn vị {unit} không còn từ ngày {on}; đơn vị thay thế: {to}.',
    en: 'The unit {unit} is no more since {on}; what follows it: {to}.',
    next: {
      vi: 'Ghi đơn vị thay thế vào gói và vào từng hồ sơ, rồi gửi lại.',
      en: 'State the unit that follows in the parcel and in each record, then send again.',
    },
  },
  'parcel.edition': {
    status: 400,
    vi: 'Không có bộ chuẩn {edition}.',
    en: 'There is no edition {edition} of the standard.',
    next: lookAgain,
  },
  'parcel.asOf': {
    status: 422,
    vi: 'Số liệu ghi đúng đến ngày {asOf}, sau ngày trung tâm nhận ({today}): không ai biết trước ngày chưa tới.',
    en: 'The records are stated as of {asOf}, after the day of reception ({today}): nobody can state a day that has not come.',
    next: {
      vi: 'Đóng gói lại với ngày của số liệu (asOf, courier: --as-of) không sau ngày {today}, với mã gói mới; nếu ngày đó đúng thì kiểm tra đồng hồ máy.',
      en: 'Pack again with a day of the data (asOf, courier: --as-of) not after {today}, under a new parcel id; if that day is right, check the clock of the machine.',
    },
  },
  'parcel.otherBytes': {
    status: 409,
    vi: 'Mã gói này đã dùng cho nội dung khác.',
    en: 'This parcel id was used for other bytes.',
    next: { vi: 'Dùng mã gói mới.', en: 'Use a new parcel id.' },
  },
  'parcel.unknown': {
    status: 404,
    vi: 'Không có gói này của cơ quan.',
    en: 'This body has no such parcel.',
    next: lookAgain,
  },
  'parcel.refused': {
    status: 410,
    vi: 'Gói này đã bị từ chối: {code}.',
    en: 'This parcel was refused: {code}.',
    next: resend,
  },
  'parcel.secret': {
    status: 422,
    vi: 'Gói có dữ liệu mang dấu Mật (hồ sơ số {record}, đếm từ 0; -1 là dấu của cả gói). Dữ liệu Mật không được gửi qua hệ thống này; cả gói đã bị từ chối và xóa.',
    en: 'The parcel holds secret data (record number {record}, counted from 0; -1 is the mark of the whole parcel). Secret data may not be sent through this system; the whole parcel was refused and deleted.',
    next: {
      vi: 'Bỏ hồ sơ Mật, xử lý theo quy định bảo vệ bí mật nhà nước, gửi phần còn lại với mã gói mới.',
      en: 'Take the secret record out, handle it by the law on state secrets, send the rest under a new parcel id.',
    },
  },
  'parcel.size': {
    status: 422,
    vi: 'Phần {part} dài {got} byte, bản kê ghi {expected}.',
    en: 'Part {part} has {got} bytes, the manifest says {expected}.',
    next: resend,
  },
  'parcel.digest': {
    status: 422,
    vi: 'Phần {part} không khớp mã băm trong bản kê.',
    en: 'Part {part} does not match the digest in the manifest.',
    next: resend,
  },
  'parcel.compression': {
    status: 422,
    vi: 'Phần {part} không giải nén được đúng kích thước ghi trong bản kê.',
    en: 'Part {part} does not decompress to the size that the manifest says.',
    next: resend,
  },
  'parcel.count': {
    status: 422,
    vi: 'Phần {part} có {got} hồ sơ, bản kê ghi {expected}.',
    en: 'Part {part} holds {got} records, the manifest says {expected}.',
    next: resend,
  },
  'parcel.recordsRoot': {
    status: 422,
    vi: 'Gốc băm các hồ sơ không khớp bản kê.',
    en: 'The root of the records does not match the manifest.',
    next: resend,
  },
  'parcel.part': {
    status: 404,
    vi: 'Gói không có phần số {part}.',
    en: 'The parcel has no part {part}.',
    next: lookAgain,
  },
  'parcel.sequence': {
    status: 409,
    vi: 'Số thứ tự {got} đã dùng cho gói khác; số tiếp theo phải lớn hơn {last}.',
    en: 'Running number {got} was used by another parcel; the next must be greater than {last}.',
    next: resend,
  },
  'parcel.expired': {
    status: 410,
    vi: 'Gói thiếu phần và không có phần nào đến trong {days} ngày, nên các phần đã nhận được xóa; chưa có giấy hẹn nào được trao.',
    en: 'Parts of the parcel were missing and none came for {days} days, so those received were deleted; nothing had been promised.',
    next: {
      vi: 'Gửi lại chính gói này: bản kê cũ mở lại gói, rồi gửi đủ các phần.',
      en: 'Send this very parcel again: its manifest opens it anew, then deliver all parts.',
    },
  },
  'withdrawal.unknown': {
    status: 404,
    vi: 'Không có gói {parcel} đã nhận của cơ quan để rút.',
    en: 'This body has no received parcel {parcel} to take back.',
    next: lookAgain,
  },
  'withdrawal.late': {
    status: 409,
    vi: 'Gói {parcel} chỉ rút được đến hết ngày {until}.',
    en: 'The parcel {parcel} could be withdrawn until {until} only.',
    next: {
      vi: 'Gửi gói thay đổi với dữ liệu đúng; lần ghi sai thì nêu rõ trong $replaces.',
      en: 'Send a parcel of changes with what is right; where it never was so, name the entry in $replaces.',
    },
  },
  'withdrawal.again': {
    status: 409,
    vi: 'Gói {parcel} đã được rút, hoặc chính là một lệnh rút.',
    en: 'The parcel {parcel} is withdrawn already, or is itself a withdrawal.',
    next: {
      vi: 'Đọc luồng tin để biết kết quả; muốn ghi lại thì gửi gói mới.',
      en: 'Read the feed for the result; to enter it again, send a new parcel.',
    },
  },
  'record.unknown': {
    status: 404,
    vi: 'Gói không có hồ sơ số {index}.',
    en: 'The parcel has no record {index}.',
    next: lookAgain,
  },
  'receipt.notYet': {
    status: 409,
    vi: 'Chưa có biên nhận: gói chưa được xử lý xong và ghi vào nhật ký.',
    en: 'No receipt yet: the parcel is not concluded and in the log.',
    next: {
      vi: 'Giấy hẹn trao lúc nhận đã là bằng chứng; lấy biên nhận sau ít giây.',
      en: 'The promise given on reception is proof already; fetch the receipt in a few seconds.',
    },
  },
  'feed.cursor': {
    status: 400,
    vi: 'Con trỏ luồng tin sai dạng.',
    en: 'The feed cursor has the wrong shape.',
    next: {
      vi: 'Dùng lại con trỏ next đã nhận, hoặc bỏ trống để đọc từ đầu.',
      en: 'Use the next cursor that you were given, or none to read from the start.',
    },
  },
  'answer.unknown': {
    status: 404,
    vi: 'Không có đề xuất hay vụ việc mang số này của cơ quan.',
    en: 'This body has no proposal or case of that number.',
    next: lookAgain,
  },
  'answer.shape': {
    status: 400,
    vi: 'Trả lời sai dạng hoặc sai chữ ký: {detail}.',
    en: 'The answer has the wrong shape or signature: {detail}.',
    next: lookAgain,
  },
  'answer.otherBytes': {
    status: 409,
    vi: 'Mã trả lời này đã dùng cho nội dung khác.',
    en: 'This answer id was used for other bytes.',
    next: { vi: 'Dùng mã trả lời mới.', en: 'Use a new answer id.' },
  },
  'answer.closed': {
    status: 409,
    vi: 'Việc này đã kết thúc: {state}.',
    en: 'This is closed already: {state}.',
    next: { vi: 'Đọc luồng tin để biết kết quả.', en: 'Read the feed for the result.' },
  },
  'answer.notYours': {
    status: 403,
    vi: 'Bên này không được trả lời như vậy.',
    en: 'This side may not give that answer.',
    next: lookAgain,
  },
  ...accountRefusals,
  ...factorRefusals,
  ...eidRefusals,
  ...systemRefusals,
  ...recordRefusals,
  ...privacyRefusals,
  ...lookRefusals,
} as const satisfies Record<string, RefusalRow>

export type RefusalCode = keyof typeof refusals

/** Codes after which the same parcel can never be taken: the parts are deleted, only the refusal is kept. */
export const finalRefusals = [
  'parcel.secret',
  'parcel.size',
  'parcel.digest',
  'parcel.compression',
  'parcel.count',
  'parcel.recordsRoot',
] as const satisfies readonly RefusalCode[]
export type FinalRefusalCode = (typeof finalRefusals)[number]

/** Fills a row of the table with its facts. */
export function refusal(code: RefusalCode, facts: Record<string, string | number> = {}): Refusal {
  const row: RefusalRow = refusals[code]
  const fill = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole))
  return {
    code,
    vi: fill(row.vi),
    en: fill(row.en),
    next: { vi: fill(row.next.vi), en: fill(row.next.en) },
    ...(Object.keys(facts).length > 0 && { facts }),
  }
}

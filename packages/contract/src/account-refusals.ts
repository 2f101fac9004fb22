/** What the accounts and the sign-in refuse. The first four are of every door that an account knocks at. */
import type { RefusalRow } from './refusals.ts'

const signInAgain = { vi: 'Đăng nhập lại từ đầu.', en: 'Sign in from the beginning.' }
const another = { vi: 'Chọn giá trị khác rồi gửi lại.', en: 'Choose another one and send again.' }
const askIssuer = {
  vi: 'Liên hệ quản trị tài khoản của cơ quan.',
  en: 'Ask the administrator of accounts of your body.',
}
const lookAgain = { vi: 'Xem lại danh sách rồi thử lại.', en: 'Look at the list again, then try again.' }

export const accountRefusals = {
  'caller.session': {
    status: 401,
    vi: 'Chưa đăng nhập, hoặc phiên đã kết thúc.',
    en: 'Nobody is signed in, or the session has ended.',
    next: signInAgain,
  },
  'caller.crossSite': {
    status: 403,
    vi: 'Yêu cầu không đến từ trang của hệ thống này.',
    en: 'The request does not come from the pages of this system.',
    next: { vi: 'Mở lại trang của hệ thống rồi thử lại.', en: 'Open the pages of the system and try again.' },
  },
  'caller.stepUp': {
    status: 403,
    vi: 'Việc này cần xác nhận lại bằng yếu tố thứ hai trong 10 phút gần đây.',
    en: 'This needs the second factor again, within the last 10 minutes.',
    next: { vi: 'Nhập mã xác nhận rồi làm lại.', en: 'Give a code of your app, then do it again.' },
  },
  'caller.secondFactor': {
    status: 403,
    vi: 'Tài khoản này chưa có yếu tố xác thực thứ hai.',
    en: 'This account has no second factor yet.',
    next: {
      vi: 'Thêm ứng dụng xác thực hoặc khóa truy cập trong “Tài khoản của tôi”, rồi đăng nhập lại.',
      en: 'Add an authenticator app or a passkey under “My account”, then sign in again.',
    },
  },
  'access.notAllowed': {
    status: 403,
    vi: 'Quyền của tài khoản không cho phép việc này.',
    en: 'The rights of this account do not allow that.',
    next: askIssuer,
  },
  'signin.refused': {
    status: 401,
    vi: 'Tên đăng nhập, mật khẩu hoặc mã xác nhận không đúng.',
    en: 'The login, the password or the code is not right.',
    next: { vi: 'Kiểm tra rồi nhập lại.', en: 'Check and enter it again.' },
  },
  'signin.wait': {
    status: 429,
    vi: 'Đã thử sai nhiều lần. Chờ {seconds} giây rồi thử lại.',
    en: 'Too many wrong tries. Wait {seconds} seconds, then try again.',
    next: {
      vi: 'Chờ hết thời gian; nếu không phải bạn đã thử, báo quản trị.',
      en: 'Wait; tell the administrator if it was not you.',
    },
  },
  'signin.step': {
    status: 401,
    vi: 'Bước đăng nhập này đã hết hạn hoặc đã dùng.',
    en: 'This step of signing in has run out or was used.',
    next: signInAgain,
  },
  'party.address': {
    status: 400,
    vi: 'Địa chỉ của hệ thống dựa vào phải đầy đủ, chính xác, qua TLS, cùng một máy chủ và không có phần sau dấu #.',
    en: 'The addresses of a relying party must be whole, exact, over TLS, of one host and without a fragment.',
    next: another,
  },
  'signin.flow': {
    status: 401,
    vi: 'Lần đăng nhập này không bắt đầu từ trình duyệt này, đã hết hạn hoặc đã dùng.',
    en: 'This sign-in was not begun in this browser, has run out, or was used.',
    next: signInAgain,
  },
  'session.unknown': { status: 404, vi: 'Không có phiên này.', en: 'There is no such session.', next: lookAgain },
  'password.short': {
    status: 400,
    vi: 'Mật khẩu cần ít nhất {least} ký tự; nên dùng một câu dễ nhớ. Không bắt buộc chữ hoa, số hay ký tự đặc biệt.',
    en: 'A password needs at least {least} characters; a sentence that you remember is best. No capitals, digits or signs are asked for.',
    next: another,
  },
  'password.long': {
    status: 400,
    vi: 'Mật khẩu dài quá {most} byte.',
    en: 'The password is longer than {most} bytes.',
    next: another,
  },
  'password.common': {
    status: 400,
    vi: 'Mật khẩu này nằm trong danh sách mật khẩu đã bị lộ mà ai cũng thử trước.',
    en: 'This password is on the list of leaked ones that everybody tries first.',
    next: another,
  },
  'password.ownName': {
    status: 400,
    vi: 'Mật khẩu không được chứa tên đăng nhập.',
    en: 'The password must not contain the login.',
    next: another,
  },
  'invitation.unknown': {
    status: 404,
    vi: 'Mã mời sai, đã dùng, đã rút hoặc đã hết hạn.',
    en: 'The invitation is wrong, used, withdrawn or has run out.',
    next: { vi: 'Xin cấp lại mã mời.', en: 'Ask for a new one.' },
  },
  'account.login': {
    status: 400,
    vi: 'Tên đăng nhập gồm 3 đến 64 chữ thường không dấu, số, dấu chấm, gạch; bắt đầu bằng chữ.',
    en: 'A login has 3 to 64 small letters without marks, digits, dots, dashes; it begins with a letter.',
    next: another,
  },
  'account.loginTaken': {
    status: 409,
    vi: 'Tên đăng nhập này đã có người dùng.',
    en: 'This login is taken.',
    next: another,
  },
  'account.name': {
    status: 400,
    vi: 'Tên hiển thị có từ 1 đến 200 ký tự.',
    en: 'The name shown has 1 to 200 characters.',
    next: another,
  },
  'account.personUnknown': {
    status: 404,
    vi: 'Cơ sở dữ liệu chưa có người mang số định danh này.',
    en: 'The register does not know a person of this number yet.',
    next: { vi: 'Gửi hồ sơ của người đó trước.', en: 'Send that person’s record first.' },
  },
  'account.personElsewhere': {
    status: 409,
    vi: 'Theo hồ sơ hiện nay, người này không làm việc trong đơn vị được cấp quyền.',
    en: 'By the record as of today, this person does not work in the unit of the grant.',
    next: { vi: 'Cập nhật hồ sơ, hoặc chọn đơn vị khác.', en: 'Bring the record up to date, or choose another unit.' },
  },
  'account.personTaken': {
    status: 409,
    vi: 'Người này đã có một tài khoản đang dùng.',
    en: 'This person has an account in use already.',
    next: { vi: 'Giao thêm vai trò cho tài khoản đó.', en: 'Give that account one more role.' },
  },
  'account.unknown': {
    status: 404,
    vi: 'Không có tài khoản này.',
    en: 'There is no such account.',
    next: lookAgain,
  },
  'account.founded': {
    status: 409,
    vi: 'Đã có người vận hành quốc gia và người phê duyệt quốc gia: từ nay tài khoản do họ cấp.',
    en: 'A national operator and a national approver are there already: accounts are issued by them from now on.',
    next: { vi: 'Đề nghị họ cấp tài khoản.', en: 'Ask them for an account.' },
  },
  'grant.unknown': {
    status: 404,
    vi: 'Không có quyền này, hoặc đã hết hiệu lực.',
    en: 'There is no such grant, or it has ended.',
    next: lookAgain,
  },
  'grant.dates': {
    status: 400,
    vi: 'Ngày hiệu lực không hợp lệ: từ hôm nay trở đi; quyền thay mặt và ủy quyền phải có ngày hết hạn, tối đa {days} ngày.',
    en: 'The dates do not fit: from today on; acting and delegated rights need a last day, at most {days} days away.',
    next: another,
  },
  'approval.unknown': {
    status: 404,
    vi: 'Không có yêu cầu này, hoặc đã được quyết định, hoặc đã hết hạn.',
    en: 'There is no such request, or it was decided, or it has run out.',
    next: lookAgain,
  },
  'approval.self': {
    status: 403,
    vi: 'Người yêu cầu không được tự phê duyệt: cần người thứ hai.',
    en: 'Who asked cannot approve: a second person is needed.',
    next: { vi: 'Chờ người phê duyệt.', en: 'Wait for the approver.' },
  },
} as const satisfies Record<string, RefusalRow>

export type AccountRefusalCode = keyof typeof accountRefusals

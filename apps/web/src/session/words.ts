/** The words of signing in and of the second factor. */
import type { Text } from '@cbccvc/standard'

export const w = {
  title: { vi: 'Đăng nhập', en: 'Sign in' },
  login: { vi: 'Tên đăng nhập', en: 'Login' },
  password: { vi: 'Mật khẩu', en: 'Password' },
  go: { vi: 'Tiếp tục', en: 'Continue' },
  second: { vi: 'Bước 2: mã xác nhận', en: 'Step 2: the code' },
  secondOf: { vi: 'Đang đăng nhập: {login}', en: 'Signing in as {login}' },
  code: { vi: 'Mã 6 số của ứng dụng xác thực', en: 'The 6 digits of your authenticator app' },
  codeHint: {
    vi: 'Mã đổi mỗi 30 giây; mỗi mã chỉ dùng một lần.',
    en: 'It changes every 30 seconds; each serves once.',
  },
  recovery: { vi: 'Mã khôi phục', en: 'Recovery code' },
  recoveryHint: {
    vi: 'Một trong mười mã đã in hoặc tải khi nhận tài khoản, ví dụ ab2c-de3f-gh4j-km5n. Mỗi mã chỉ dùng một lần.',
    en: 'One of the ten that you printed or saved when you took the account, such as ab2c-de3f-gh4j-km5n. Each serves once.',
  },
  useRecovery: { vi: 'Không có điện thoại? Dùng mã khôi phục', en: 'No phone at hand? Use a recovery code' },
  usePasskey: { vi: 'Dùng khóa truy cập (passkey)', en: 'Use a passkey' },
  useApp: { vi: 'Dùng mã của ứng dụng', en: 'Use the code of the app' },
  back: { vi: 'Quay lại', en: 'Back' },
  enter: { vi: 'Đăng nhập', en: 'Sign in' },
  byEid: { vi: 'Đăng nhập bằng VNeID', en: 'Sign in with VNeID' },
  stepUpByEid: { vi: 'Xác nhận bằng VNeID', en: 'Confirm with VNeID' },
  eidTabNote: {
    vi: 'VNeID mở trong thẻ mới; trang này giữ nguyên và tự đi tiếp khi bạn quay lại.',
    en: 'VNeID opens in a tab of its own; this page stays as it is and goes on by itself when you come back.',
  },
  eidLeaving: { vi: 'Đang chuyển sang VNeID…', en: 'Going over to VNeID …' },
  doneTitle: { vi: 'Xong. Quay lại thẻ trước để làm tiếp', en: 'Done. Go back to the tab before' },
  doneNote: {
    vi: 'Trang đang làm dở ở thẻ trước tự đi tiếp. Thẻ này đóng được.',
    en: 'The page that you were at goes on by itself. This tab can be closed.',
  },
  doneClose: { vi: 'Đóng thẻ này', en: 'Close this tab' },
  doneHome: { vi: 'Làm tiếp tại đây', en: 'Go on here' },
  eidNote: {
    vi: 'Ai có hồ sơ trong cơ sở dữ liệu đều xem được hồ sơ của mình bằng VNeID mức 2, không cần tài khoản khác.',
    en: 'Whoever has a record in the database can see it with a level 2 VNeID, and needs no other account.',
  },
  or: { vi: 'hoặc', en: 'or' },
  invited: { vi: 'Có mã mời? Nhận tài khoản', en: 'Invited? Take your account' },
  lost: { vi: 'Quên mật khẩu, mất điện thoại?', en: 'Password forgotten, phone lost?' },
  who: {
    vi: 'Dành cho người được cơ quan cấp tài khoản. Mọi lần xem hồ sơ người khác đều được ghi lại.',
    en: 'For those to whom their body has issued an account. Each look at another person’s record is written down.',
  },
  wanted: { vi: 'Đăng nhập để mở trang này.', en: 'Sign in to open this page.' },
  endedTitle: { vi: 'Phiên đã kết thúc – đăng nhập lại', en: 'The session has ended – sign in again' },
  ended: {
    vi: 'Những gì đã gõ trên trang vẫn còn. Đăng nhập lại để làm tiếp.',
    en: 'What you typed on the page is still there. Sign in again to go on.',
  },
  leave: { vi: 'Bỏ trang này', en: 'Leave this page' },
  stepUpTitle: { vi: 'Xác nhận lại là bạn', en: 'Confirm that it is you' },
  stepUp: {
    vi: 'Việc này cần yếu tố thứ hai trong 10 phút gần đây. Nhập mã, việc đang làm sẽ đi tiếp.',
    en: 'This needs the second factor within the last 10 minutes. Give the code, and what you were doing goes on.',
  },
  confirm: { vi: 'Xác nhận', en: 'Confirm' },
  sessionTimes: { vi: 'bắt đầu {started} · gần nhất {seen}', en: 'begun {started} · last seen {seen}' },
  thisSession: { vi: 'phiên này', en: 'this one' },
  endSession: { vi: 'Kết thúc', en: 'End' },
  endSessionNamed: { vi: 'Kết thúc phiên từ {address}', en: 'End the session from {address}' },
  other: {
    vi: 'Người khác vừa đăng nhập: trang được mở lại từ đầu.',
    en: 'Somebody else has signed in: the page starts afresh.',
  },
} as const satisfies Record<string, Text>

/** The words of taking an invitation up. */
import type { Text } from '@cbccvc/standard'

export const w = {
  title: { vi: 'Nhận tài khoản', en: 'Take your account' },
  code: { vi: 'Mã mời', en: 'Invitation code' },
  codeHint: {
    vi: 'Mã quản trị tài khoản đã trao cho bạn. Mở đường dẫn có sẵn mã thì ô này tự điền.',
    en: 'The code that your administrator handed to you. A link that carries it fills this in.',
  },
  open: { vi: 'Mở lời mời', en: 'Open the invitation' },
  steps: { vi: 'Các bước', en: 'Steps' },
  step1: { vi: 'Lời mời', en: 'Invitation' },
  step2: { vi: 'Mật khẩu', en: 'Password' },
  step3: { vi: 'Ứng dụng xác thực', en: 'Authenticator' },
  step4: { vi: 'Mã khôi phục', en: 'Recovery codes' },
  forWhom: { vi: 'Lời mời cho', en: 'This invitation is for' },
  login: { vi: 'Tên đăng nhập', en: 'Login' },
  role: { vi: 'Vai trò', en: 'Role' },
  notYou: {
    vi: 'Không phải bạn? Đừng đi tiếp; báo quản trị tài khoản.',
    en: 'Not you? Do not go on; tell the administrator.',
  },
  go: { vi: 'Tiếp tục', en: 'Continue' },
  back: { vi: 'Quay lại', en: 'Back' },
  scan: {
    vi: 'Mở ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator, Aegis…), chọn thêm tài khoản, quét mã này.',
    en: 'Open an authenticator app on your phone (Google Authenticator, Microsoft Authenticator, Aegis …), add an account, scan this.',
  },
  qr: { vi: 'Mã QR để thêm vào ứng dụng xác thực', en: 'QR code to add to the authenticator app' },
  noScan: { vi: 'Không quét được? Gõ khóa này vào ứng dụng:', en: 'Cannot scan? Type this key into the app:' },
  totp: { vi: 'Mã 6 số mà ứng dụng đang hiện', en: 'The 6 digits that the app shows now' },
  make: { vi: 'Tạo tài khoản', en: 'Make the account' },
  madeTitle: { vi: 'Giữ mười mã khôi phục này', en: 'Keep these ten recovery codes' },
  made: {
    vi: 'Chỉ hiện một lần này. Mỗi mã thay điện thoại đúng một lần. In ra cất tủ, hoặc lưu nơi chỉ bạn mở được – không gửi cho ai, kể cả quản trị.',
    en: 'They are shown this once. Each stands in for the phone once. Print them, or keep them where only you can open – send them to nobody, not even an administrator.',
  },
  print: { vi: 'In', en: 'Print' },
  save: { vi: 'Tải tệp', en: 'Save as a file' },
  copy: { vi: 'Chép', en: 'Copy' },
  copied: { vi: 'Đã chép', en: 'Copied' },
  kept: { vi: 'Tôi đã cất mười mã này', en: 'I have kept these ten codes' },
  done: { vi: 'Đăng nhập', en: 'Sign in' },
  file: { vi: 'ma-khoi-phuc.txt', en: 'recovery-codes.txt' },
} as const satisfies Record<string, Text>

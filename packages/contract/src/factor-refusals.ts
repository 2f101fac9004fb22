/** What second factors refuse: passkeys, the last factor of an account, an account that rests. */
import type { RefusalRow } from './refusals.ts'

const tryAgain = {
  vi: 'Làm lại từ đầu, hoặc dùng mã xác nhận.',
  en: 'Begin again, or use a code.',
}

export const factorRefusals = {
  'passkey.off': {
    status: 409,
    vi: 'Máy chủ này chưa đặt địa chỉ cho khóa truy cập (passkey).',
    en: 'This centre has no address set for passkeys yet.',
    next: {
      vi: 'Dùng mã xác nhận; quản trị đặt CBCCVC_ORIGIN.',
      en: 'Use a code; whoever runs the centre sets CBCCVC_ORIGIN.',
    },
  },
  'passkey.refused': {
    status: 401,
    vi: 'Khóa truy cập không được nhận: hết hạn, đã dùng, hoặc không phải của tài khoản và trang này.',
    en: 'The passkey was not accepted: too late, used before, or not of this account and this site.',
    next: tryAgain,
  },
  'passkey.cloned': {
    status: 401,
    vi: 'Bộ đếm của khóa truy cập đi lùi: có thể đã bị sao chép. Khóa này bị chặn.',
    en: 'The counter of this passkey went back: it may have been copied. It is blocked.',
    next: {
      vi: 'Dùng mã xác nhận, xóa khóa này, đăng ký khóa mới và báo quản trị.',
      en: 'Use a code, remove this passkey, make a new one and tell the administrator.',
    },
  },
  'passkey.none': {
    status: 409,
    vi: 'Tài khoản này chưa có khóa truy cập dùng được.',
    en: 'This account has no passkey that can be used.',
    next: { vi: 'Dùng mã xác nhận.', en: 'Use a code.' },
  },
  'passkey.name': {
    status: 400,
    vi: 'Tên khóa truy cập có từ 1 đến 100 ký tự.',
    en: 'The name of a passkey has 1 to 100 characters.',
    next: { vi: 'Đặt tên khác.', en: 'Choose another name.' },
  },
  'passkey.many': {
    status: 409,
    vi: 'Mỗi tài khoản có tối đa {most} khóa truy cập.',
    en: 'An account has at most {most} passkeys.',
    next: { vi: 'Xóa một khóa không dùng nữa.', en: 'Remove one that is not used any more.' },
  },
  'passkey.taken': {
    status: 409,
    vi: 'Khóa truy cập này đã được đăng ký.',
    en: 'This passkey is registered already.',
    next: { vi: 'Dùng thiết bị khác.', en: 'Use another device.' },
  },
  'passkey.unknown': {
    status: 404,
    vi: 'Không có khóa truy cập này.',
    en: 'There is no such passkey.',
    next: { vi: 'Xem lại danh sách rồi thử lại.', en: 'Look at the list again, then try again.' },
  },
  'factor.last': {
    status: 409,
    vi: 'Đây là yếu tố xác thực thứ hai cuối cùng của tài khoản.',
    en: 'This is the last second factor of the account.',
    next: { vi: 'Thêm yếu tố khác trước khi xóa.', en: 'Add another one before you remove it.' },
  },
  'account.suspended': {
    status: 403,
    vi: 'Tài khoản đang bị tạm khóa.',
    en: 'This account is suspended.',
    next: { vi: 'Liên hệ quản trị tài khoản của cơ quan.', en: 'Ask the administrator of accounts of your body.' },
  },
} as const satisfies Record<string, RefusalRow>

export type FactorRefusalCode = keyof typeof factorRefusals

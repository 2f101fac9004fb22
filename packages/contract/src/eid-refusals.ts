/** What signing in by the national e-ID (VNeID) refuses, to whoever comes back from there. */
import type { RefusalRow } from './refusals.ts'

const byPassword = { vi: 'Đăng nhập bằng mật khẩu.', en: 'Sign in with your password.' }

export const eidRefusals = {
  'eid.off': {
    status: 409,
    vi: 'Máy chủ này chưa kết nối với định danh điện tử (VNeID).',
    en: 'This centre is not connected to the e-ID (VNeID) yet.',
    next: byPassword,
  },
  'eid.down': {
    status: 503,
    vi: 'Hệ thống định danh điện tử (VNeID) chưa trả lời.',
    en: 'The e-ID (VNeID) does not answer.',
    next: {
      vi: 'Thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.',
      en: 'Try again in a few minutes, or sign in with your password.',
    },
  },
  'eid.flow': {
    status: 401,
    vi: 'Lượt đăng nhập VNeID này đã hết hạn, đã dùng, hoặc bắt đầu ở trình duyệt khác.',
    en: 'This sign-in by VNeID has run out, was used, or began in another browser.',
    next: { vi: 'Đăng nhập lại từ đầu.', en: 'Sign in from the beginning.' },
  },
  'eid.refused': {
    status: 401,
    vi: 'VNeID không xác nhận: đã hủy, hoặc chữ ký không đúng.',
    en: 'VNeID did not confirm: it was cancelled, or the signature is wrong.',
    next: {
      vi: 'Đăng nhập lại; nếu lặp lại, báo quản trị.',
      en: 'Sign in again; tell the administrator if it repeats.',
    },
  },
  'eid.level': {
    status: 403,
    vi: 'Cần tài khoản định danh điện tử cá nhân mức độ 2.',
    en: 'A personal e-ID of level 2 is needed.',
    next: {
      vi: 'Đến công an cấp xã làm định danh mức độ 2, rồi đăng nhập lại.',
      en: 'Have it raised to level 2 at the police of your commune, then sign in again.',
    },
  },
  'eid.number': {
    status: 403,
    vi: 'VNeID không gửi số định danh cá nhân.',
    en: 'VNeID did not send a personal number.',
    next: { vi: 'Cho phép chia sẻ số định danh trong ứng dụng VNeID.', en: 'Allow it to be shared in the VNeID app.' },
  },
  'eid.name': {
    status: 403,
    vi: 'VNeID không gửi họ và tên.',
    en: 'VNeID did not send a name.',
    next: { vi: 'Cho phép chia sẻ họ tên trong ứng dụng VNeID.', en: 'Allow it to be shared in the VNeID app.' },
  },
  'eid.unknownPerson': {
    status: 403,
    vi: 'Cơ sở dữ liệu chưa có hồ sơ cán bộ, công chức, viên chức của bạn.',
    en: 'The register holds no record of you yet.',
    next: { vi: 'Đề nghị cơ quan của bạn gửi hồ sơ.', en: 'Ask your body to send your record.' },
  },
  'eid.mismatch': {
    status: 409,
    vi: 'Họ tên hoặc ngày sinh ở VNeID khác với hồ sơ: chưa liên kết.',
    en: 'Name or birth date at VNeID differ from the record: nothing was linked.',
    next: {
      vi: 'Đề nghị cơ quan của bạn đối chiếu và sửa hồ sơ.',
      en: 'Ask your body to compare and correct the record.',
    },
  },
  'eid.notLinked': {
    status: 403,
    vi: 'Tài khoản công vụ của bạn chưa cho phép đăng nhập bằng VNeID.',
    en: 'Your staff account does not let VNeID open it.',
    next: {
      vi: 'Đăng nhập bằng mật khẩu, rồi liên kết VNeID trong phần yếu tố xác thực.',
      en: 'Sign in with your password, then link VNeID among your factors.',
    },
  },
  'eid.notYours': {
    status: 403,
    vi: 'Định danh điện tử này là của người khác.',
    en: 'This e-ID is somebody else’s.',
    next: { vi: 'Dùng VNeID của chính bạn.', en: 'Use your own VNeID.' },
  },
  'eid.unbound': {
    status: 409,
    vi: 'Tài khoản này không gắn với người nào trong cơ sở dữ liệu.',
    en: 'This account is bound to nobody of the register.',
    next: {
      vi: 'Xin quản trị mời lại kèm số định danh.',
      en: 'Ask the administrator for an invitation with your number.',
    },
  },
} as const satisfies Record<string, RefusalRow>

export type EidRefusalCode = keyof typeof eidRefusals

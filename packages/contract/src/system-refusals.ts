/** What the registration of other systems and of relying parties refuses. */
import type { RefusalRow } from './refusals.ts'

const mend = { vi: 'Sửa rồi gửi lại.', en: 'Mend it and send again.' }

export const systemRefusals = {
  'system.unknown': {
    status: 404,
    vi: 'Không có hệ thống này, hoặc đã kết thúc.',
    en: 'There is no such system, or it has ended.',
    next: { vi: 'Xem lại danh sách rồi thử lại.', en: 'Look at the list again, then try again.' },
  },
  'system.key': {
    status: 400,
    vi: 'Cần khóa công khai dạng JWK, loại P-256 hoặc Ed25519, không kèm khóa riêng.',
    en: 'A public key is needed as JWK, of P-256 or Ed25519, without its private half.',
    next: mend,
  },
  'system.state': {
    status: 409,
    vi: 'Hệ thống này không tạm dừng, nên không có gì để cho chạy tiếp.',
    en: 'This system does not rest, so there is nothing to go on with.',
    next: { vi: 'Xem lại danh sách rồi thử lại.', en: 'Look at the list again, then try again.' },
  },
  'system.budget': {
    status: 400,
    vi: 'Số người được xem trong một ngày không hợp lệ: từ 1 đến {most}.',
    en: 'The number of people a day does not fit: from 1 to {most}.',
    next: mend,
  },
  'system.purposes': {
    status: 400,
    vi: 'Mục đích không hợp lệ. Hệ thống được đăng ký cho: {known}; mỗi mục đích một lần.',
    en: 'The purposes do not fit. A system is registered for: {known}; each once.',
    next: mend,
  },
  'system.dates': {
    status: 400,
    vi: 'Ngày hiệu lực không hợp lệ: từ hôm nay trở đi, có ngày hết hạn, tối đa {days} ngày.',
    en: 'The dates do not fit: from today on, with a last day, at most {days} days long.',
    next: mend,
  },
} as const satisfies Record<string, RefusalRow>

export type SystemRefusalCode = keyof typeof systemRefusals

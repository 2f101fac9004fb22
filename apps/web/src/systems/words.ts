/** The words of other systems: those that read for a purpose, and those into which people sign in with their accounts here. */
import type { Text } from '@cbccvc/standard'

export const w = {
  title: { vi: 'Hệ thống kết nối', en: 'Connected systems' },
  note: {
    vi: 'Đăng ký và thay đổi cần hai người: người vận hành quốc gia đề nghị, người phê duyệt quốc gia quyết định. Dừng thì một người là đủ.',
    en: 'To register or change takes two people: the national operator asks, the national approver decides. To stop takes one.',
  },
  back: { vi: 'Về danh sách hệ thống', en: 'To the systems' },
  systems: { vi: 'Hệ thống khai thác', en: 'Consumer systems' },
  systemsNote: {
    vi: 'Phần mềm đọc hồ sơ theo mục đích đã đăng ký, bằng khóa riêng của mình.',
    en: 'Software that reads records for a registered purpose, by a key of its own.',
  },
  parties: { vi: 'Nơi dùng chung đăng nhập', en: 'Relying parties' },
  partiesNote: {
    vi: 'Hệ thống mà cán bộ đăng nhập vào bằng tài khoản ở đây; không đọc hồ sơ.',
    en: 'Systems into which officers sign in with their accounts here; they read no record.',
  },
  noSystems: { vi: 'Chưa đăng ký hệ thống nào.', en: 'No system is registered.' },
  noParties: { vi: 'Chưa đăng ký nơi nào.', en: 'None is registered.' },
  registerSystem: { vi: 'Đăng ký hệ thống khai thác', en: 'Register a consumer system' },
  registerParty: { vi: 'Đăng ký nơi dùng chung đăng nhập', en: 'Register a relying party' },
  unknown: { vi: 'Không có hệ thống này', en: 'There is no such system' },
  unknownNext: { vi: 'Xem lại danh sách.', en: 'Look at the list again.' },
  // State.
  inForce: { vi: 'đang hoạt động', en: 'in force' },
  rests: { vi: 'đang tạm dừng', en: 'resting' },
  ended: { vi: 'đã kết thúc', en: 'ended' },
  later: { vi: 'chưa đến ngày', en: 'not yet' },
  over: { vi: 'đã hết hạn', en: 'run out' },
  purposes: { vi: 'Mục đích', en: 'Purposes' },
  over_: { vi: 'Phạm vi', en: 'Over' },
  nation: { vi: 'cả nước', en: 'the nation' },
  endedUnit: { vi: 'đơn vị đã giải thể', en: 'a unit that has ended' },
  days: { vi: 'Hiệu lực', en: 'In force' },
  daysFromTo: { vi: '{from} – {to}', en: '{from} – {to}' },
  budget: { vi: 'Số người được xem mỗi ngày', en: 'People that it may look at in a day' },
  key: { vi: 'Mã băm của khóa (RFC 7638)', en: 'Thumbprint of the key (RFC 7638)' },
  since: { vi: 'từ {day}', en: 'since {day}' },
  redirects: { vi: 'Địa chỉ quay về sau đăng nhập', en: 'Addresses after signing in' },
  redirectsHint: {
    vi: 'Mỗi dòng một địa chỉ https đầy đủ, cùng một máy chủ.',
    en: 'One whole https address a line, all of one host.',
  },
  byes: { vi: 'Địa chỉ quay về sau đăng xuất', en: 'Addresses after signing out' },
  backchannel: { vi: 'Địa chỉ được báo khi phiên kết thúc', en: 'Where it is told that a sign-in is over' },
  backchannelHint: { vi: 'Để trống: nơi đó tự hỏi.', en: 'Empty: it asks for itself.' },
  scopes: { vi: 'Được cho biết', en: 'What it is told' },
  scope: {
    openid: { vi: 'có người đã đăng nhập (mã riêng cho từng nơi)', en: 'that somebody signed in (a name of its own)' },
    profile: { vi: 'họ tên, tên đăng nhập', en: 'name and login' },
    roles: { vi: 'vai trò và đơn vị', en: 'roles and units' },
  },
  logouts: { vi: 'Báo kết thúc phiên', en: 'Ends of sign-ins' },
  logoutsWell: { vi: 'đều đã nhận', en: 'all heard' },
  logoutsWaiting: { vi: '{n} đang chờ báo lại', en: '{n} to be told again' },
  logoutsLost: { vi: '{n} không báo được: nơi đó không trả lời', en: '{n} given up: it did not answer' },
  // Acts.
  acts: { vi: 'Thay đổi', en: 'Changes' },
  whyReadOnly: {
    vi: 'Vai trò của bạn chỉ xem. Người vận hành quốc gia làm việc này.',
    en: 'Your role only reads. The national operator does this.',
  },
  whyEnded: { vi: 'Đã kết thúc: đăng ký lại nếu cần.', en: 'It has ended: register it anew if need be.' },
  changeKey: { vi: 'Đổi khóa', en: 'Another key' },
  changeKeyNote: {
    vi: 'Khi khóa sắp thay hoặc nghi bị lộ. Khóa mới có hiệu lực khi người thứ hai phê duyệt.',
    en: 'Where the key is due or may be known. The new one counts once a second person approves.',
  },
  changeKeyWhat: {
    vi: 'Khi được phê duyệt, {name} chỉ còn dùng được khóa dưới đây; thẻ truy cập cấp theo khóa cũ hết giá trị trong một phút.',
    en: 'Once approved, {name} can use the key below only; tokens given by the old one are worth nothing within a minute.',
  },
  changeKeysWhat: {
    vi: 'Khi được phê duyệt, {name} chỉ còn ký được bằng các khóa dưới đây. Khóa đang dùng và khóa kế tiếp có thể cùng đứng.',
    en: 'Once approved, {name} signs by the keys below only. The one in use and the next may stand side by side.',
  },
  changeBudget: { vi: 'Đổi số người mỗi ngày', en: 'Another number of people a day' },
  changeBudgetNote: {
    vi: 'Chặn việc lấy dữ liệu hàng loạt: vượt mức thì dừng đến ngày mai.',
    en: 'It stands against reading in bulk: above it, nothing until tomorrow.',
  },
  changeBudgetWhat: {
    vi: 'Khi được phê duyệt, {name} xem được nhiều nhất chừng này người khác nhau mỗi ngày (nay là {n}).',
    en: 'Once approved, {name} may look at so many different people in a day at most (now {n}).',
  },
  suspend: { vi: 'Tạm dừng', en: 'Let it rest' },
  suspendNote: {
    vi: 'Có hiệu lực trong một phút; một người là đủ.',
    en: 'In force within a minute; one person is enough.',
  },
  suspendSystemWhat: {
    vi: '{name} không đọc được gì nữa trong vòng một phút, kể cả bằng thẻ đang giữ, cho đến khi hai người cho chạy tiếp.',
    en: 'Within a minute {name} reads nothing, with tokens that it holds neither, until two people let it go on.',
  },
  suspendPartyWhat: {
    vi: 'Không ai đăng nhập vào {name} bằng tài khoản ở đây nữa; những gì nơi đó đang giữ hết giá trị, cho đến khi hai người cho chạy tiếp.',
    en: 'Nobody signs in to {name} with an account here, and what it holds is worth nothing, until two people let it go on.',
  },
  resume: { vi: 'Cho chạy tiếp', en: 'Let it go on' },
  resumeNote: { vi: 'Cần người thứ hai phê duyệt.', en: 'Takes the word of a second person.' },
  resumeWhat: {
    vi: 'Khi được phê duyệt, {name} hoạt động lại như trước. Nếu dừng vì nghi lộ khóa, hãy đổi khóa trước.',
    en: 'Once approved, {name} works as before. If it rests because its key may be known, change the key first.',
  },
  end: { vi: 'Kết thúc', en: 'End it' },
  endNote: { vi: 'Vĩnh viễn; một người là đủ.', en: 'For good; one person is enough.' },
  endSystemWhat: {
    vi: '{name} không đọc được gì nữa, vĩnh viễn. Nhật ký đã xem được giữ. Muốn dùng lại phải đăng ký mới.',
    en: '{name} reads nothing any more, for good. What it looked at stays written down. To be used again it is registered anew.',
  },
  endPartyWhat: {
    vi: 'Không ai đăng nhập vào {name} bằng tài khoản ở đây nữa, vĩnh viễn.',
    en: 'Nobody signs in to {name} with an account here any more, for good.',
  },
  dots: { vi: '{what}…', en: '{what}…' },
  ask: { vi: 'Gửi đề nghị', en: 'Ask for it' },
  // Registering.
  name: { vi: 'Tên gọi', en: 'Name' },
  id: { vi: 'Mã hệ thống', en: 'Its id' },
  idHint: {
    vi: 'Chữ thường không dấu, số, dấu chấm, gạch; bắt đầu bằng chữ. Không đổi về sau.',
    en: 'Small letters without marks, digits, dots, dashes; begins with a letter. It never changes.',
  },
  publicKey: { vi: 'Khóa công khai (JWK)', en: 'Public key (JWK)' },
  publicKeys: { vi: 'Các khóa công khai (JWK hoặc JWK Set)', en: 'Public keys (JWK, or a JWK Set)' },
  keyHint: {
    vi: 'P-256 hoặc Ed25519, do hệ thống đó tự tạo. Đối chiếu mã băm dưới đây với họ qua kênh khác.',
    en: 'P-256 or Ed25519, made by that system. Compare the thumbprint below with them by another way.',
  },
  keyPrivate: {
    vi: 'Đây là khóa riêng: không bao giờ được gửi cho ai, kể cả ở đây, và nay phải bỏ. Yêu cầu hệ thống đó tạo khóa khác, chỉ đưa phần công khai.',
    en: 'This is a private key: it is for nobody else, not for us either, and has to be thrown away. Have that system make another and hand over the public half.',
  },
  keyBad: {
    vi: 'Chưa phải khóa công khai P-256 hoặc Ed25519 dạng JWK.',
    en: 'Not a public key of P-256 or Ed25519 as JWK.',
  },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  wholeNation: { vi: 'Cả nước', en: 'The whole nation' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến hết ngày (tối đa hai năm)', en: 'Until the end of (two years at most)' },
  who: { vi: 'Hệ thống', en: 'The system' },
  what: { vi: 'Được đọc gì, đến bao giờ', en: 'What it may read, until when' },
  where: { vi: 'Địa chỉ', en: 'Addresses' },
} as const satisfies Record<string, Text | Record<string, Text>>

/**
 * What only the register can find: the rules that need other records, the tree of units, or the book. They stand
 * beside the standard's own catalogue and are listed with it; ids are stable and never re-used.
 */
import type { Finding, Text, Weight, Word } from '@cbccvc/standard'

interface RegisterRule {
  readonly path: string
  readonly weight: Weight
  readonly word: Word
  readonly message: Text
  readonly legal: string
}

export const registerRules = {
  'register.unitUnknown': {
    path: 'coQuanSuDung',
    weight: 'blocks',
    word: 'dung',
    message: {
      vi: 'Mã đơn vị sử dụng "{code}" chưa được đăng ký trong cây tổ chức; đăng ký đơn vị hoặc sửa mã rồi gửi lại.',
      en: 'The unit code "{code}" is not registered in the tree of organisations; register the unit or mend the code and send again.',
    },
    legal: 'QĐ 20/2020/QĐ-TTg',
  },
  'register.unitEnded': {
    path: 'coQuanSuDung',
    weight: 'blocks',
    word: 'dung',
    message: {
      vi: 'Đơn vị "{code}" không còn từ ngày {on} (sáp nhập, chia tách, đổi mã hoặc kết thúc); ghi đơn vị thay thế: {to}.',
      en: 'The unit "{code}" is no more since {on} (merged, split, given another code or ended); state the unit that follows it: {to}.',
    },
    legal: 'QĐ 20/2020/QĐ-TTg',
  },
  'register.unitNotYours': {
    path: 'coQuanSuDung',
    weight: 'blocks',
    word: 'dung',
    message: {
      vi: 'Đơn vị "{code}" không thuộc phạm vi gửi của cơ quan; kiểm tra mã đơn vị.',
      en: 'The unit "{code}" is outside what this body may send for; check the unit code.',
    },
    legal: 'TT 06/2023/TT-BNV',
  },
  'register.twiceInParcel': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Người này có hai hồ sơ khác nhau trong cùng một gói (hồ sơ số {first}); giữ hồ sơ đúng và gửi lại.',
      en: 'This person has two different records in one parcel (record {first}); keep the right one and send again.',
    },
    legal: 'TT 06/2023/TT-BNV (một người một hồ sơ)',
  },
  'register.otherPerson': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Số định danh này đã thuộc về một người khác cả tên lẫn ngày sinh; kiểm tra số định danh trên thẻ căn cước.',
      en: 'This personal number already belongs to someone of another name and birth date; check the number on the identity card.',
    },
    legal: 'NĐ 137/2015/NĐ-CP Đ13; TT 06/2023/TT-BNV',
  },
  'register.heldElsewhere': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Cơ quan {other} đang quản lý hồ sơ của người này. Cơ quan đó trả lời trước ngày {due}; nếu không, trung tâm quyết định. Hồ sơ gửi lần này đã được giữ, điểm đúng hạn không bị ảnh hưởng.',
      en: 'The body {other} holds the record of this person. It answers by {due}; otherwise the centre decides. What was sent is kept, and punctuality does not suffer.',
    },
    legal: 'TT 06/2023/TT-BNV (chuyển công tác, 10 ngày làm việc)',
  },
  'register.keptElsewhere': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Cơ quan {other} quản lý hồ sơ của người này; việc đó đã được quyết định và lần gửi này không có gì mới, nên không mở lại. Nếu chưa đúng, gửi dữ liệu đã thay đổi hoặc liên hệ cơ quan đó.',
      en: 'The body {other} holds the record of this person; that is decided, and nothing new was sent, so it is not opened again. If it is not right, send what has changed or ask that body.',
    },
    legal: 'TT 06/2023/TT-BNV (chuyển công tác, 10 ngày làm việc)',
  },
  'register.numberTaken': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Số định danh đính chính đã thuộc về một người khác cả tên lẫn ngày sinh, nên chưa chuyển gì. Nếu hai người bị lẫn số, đính chính từng hồ sơ dưới đúng số của nó.',
      en: 'The corrected number already belongs to someone of another name and birth date, so nothing was moved. Where two people have each other’s number, correct each record under its own number.',
    },
    legal: 'NĐ 137/2015/NĐ-CP Đ13; docs/protocol.md',
  },
  'register.formerNumber': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'sach',
    message: {
      vi: 'Cơ quan đã đính chính số định danh này thành số khác; hồ sơ nằm dưới số đúng. Sửa số trong phần mềm của cơ quan rồi gửi lại; nếu đây là một người khác, khai đủ họ tên và ngày sinh.',
      en: 'The body corrected this number to another one; the record stands under the right one. Mend the number in your own software and send again; if this is someone else, state the full name and birth date.',
    },
    legal: 'docs/protocol.md',
  },
  'register.faulty': {
    path: '',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Hồ sơ này làm lỗi chương trình ở trung tâm và được giữ lại để người vận hành xem; không cần gửi lại.',
      en: 'This record broke the program at the centre and is held for the operator; it need not be sent again.',
    },
    legal: 'docs/protocol.md',
  },
  'register.sentBack': {
    path: '',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Trung tâm đã xem hồ sơ được giữ và trả lại: {reason}',
      en: 'The centre looked at the held record and sends it back: {reason}',
    },
    legal: 'docs/protocol.md',
  },
  'register.sendAgain': {
    path: '',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Chương trình ở trung tâm đã được sửa, nhưng ngày hiệu lực của hồ sơ này còn ở phía trước; gửi lại để hồ sơ chờ đến ngày đó.',
      en: 'The program at the centre is mended, but the day of this record lies ahead; send it again, so that it waits for that day.',
    },
    legal: 'docs/protocol.md',
  },
  'register.heldTooLong': {
    path: '',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Hồ sơ được giữ quá 10 ngày làm việc mà trung tâm chưa trả lời, nên được trả lại; kiểm tra điều đã làm nó bị giữ rồi gửi lại.',
      en: 'The record was held for more than 10 working days without an answer of the centre, so it is returned; look at what held it and send it again.',
    },
    legal: 'docs/protocol.md',
  },
  'register.stale': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Dữ liệu này cũ hơn dữ liệu cơ quan đã gửi (đúng từ {stated}); đã ghi vào lịch sử, hồ sơ hiện tại giữ nguyên.',
      en: 'This is older than what the body stated before (true from {stated}); it went into the history, the present record stays.',
    },
    legal: 'docs/protocol.md',
  },
  /** No longer said (records wait for their day, `register.waitsForDay`); it stands in outcomes of before. */
  'register.notYet': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Ngày hiệu lực {stated} sau hôm nay ({today}); dữ liệu được ghi với ngày hôm nay. Gửi lại vào ngày đó nếu lúc ấy mới đúng.',
      en: 'The date {stated} lies after today ({today}); the data is entered as of today. Send it again on that day if it is true only then.',
    },
    legal: 'docs/protocol.md',
  },
  'register.waitsForDay': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Chờ đến ngày hiệu lực {day}: hồ sơ được ghi vào ngày đó, đến lúc ấy chưa thay đổi gì. Trước ngày đó cơ quan có thể rút gói hoặc thay hồ sơ này.',
      en: 'Waits for its day {day}: the record is entered on that day and changes nothing until then. Before that day its sender can withdraw the parcel or replace the record.',
    },
    legal: 'docs/protocol.md',
  },
  'register.tooFarAhead': {
    path: '',
    weight: 'blocks',
    word: 'dung',
    message: {
      vi: 'Ngày hiệu lực {stated} sau hôm nay hơn một năm (muộn nhất là {last}); kiểm tra năm, hoặc gửi lại khi còn không quá một năm.',
      en: 'The date {stated} lies more than a year ahead (the last that is taken is {last}); check the year, or send it when it is at most a year away.',
    },
    legal: 'docs/protocol.md',
  },
  'register.replaced': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Trước ngày hiệu lực cơ quan đã thay hồ sơ này bằng một hồ sơ khác ($replaces); hồ sơ không được ghi.',
      en: 'Before its day the body replaced this record by another one ($replaces); it was not entered.',
    },
    legal: 'docs/protocol.md',
  },
  'register.destroyed': {
    path: '',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Phần gói có hồ sơ này đã bị tiêu hủy theo lệnh xử lý dữ liệu mật trước ngày hiệu lực, nên không còn gì để ghi; gửi lại hồ sơ.',
      en: 'The part that held this record was destroyed under the spill procedure before its day came, so there is nothing left to enter; send the record again.',
    },
    legal: 'docs/protocol.md',
  },
  'register.replacesUnknown': {
    path: '',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Mã băm trong $replaces không phải của một lần ghi do cơ quan này khai về người này; dữ liệu được ghi như một thay đổi, không thay lần ghi nào.',
      en: 'The digest in $replaces is not of an entry that this body stated about this person; the data is entered as a change and replaces nothing.',
    },
    legal: 'docs/protocol.md',
  },
  'register.withdrawn': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Cơ quan đã rút gói này trước khi hồ sơ được xử lý xong; hồ sơ không được ghi.',
      en: 'The body took this parcel back before the record was concluded; the record was not entered.',
    },
    legal: 'docs/protocol.md',
  },
  'register.withdrawalNewer': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Sau gói {parcel} cơ quan đã khai mới hơn về người này, nên lần ghi của gói đó giữ nguyên; nếu nó sai thì gửi hồ sơ đính chính.',
      en: 'The body stated something newer about this person after parcel {parcel}, so what that parcel entered stays; where it was wrong, send a correction.',
    },
    legal: 'docs/protocol.md',
  },
  'register.withdrawalLate': {
    path: '',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Lần ghi này của gói {parcel} đã có hiệu lực quá 10 ngày, nên giữ nguyên; nếu nó sai thì gửi hồ sơ đính chính.',
      en: 'What parcel {parcel} entered here has been in force for more than 10 days, so it stays; where it was wrong, send a correction.',
    },
    legal: 'docs/protocol.md',
  },
  'register.withdrawalNumber': {
    path: 'soDinhDanh',
    weight: 'notes',
    word: 'song',
    message: {
      vi: 'Gói {parcel} đã đính chính số định danh của người này, và số cũ nay là của người khác; lần đính chính giữ nguyên. Nếu nó sai thì gửi hồ sơ đính chính.',
      en: 'Parcel {parcel} corrected the number of this person, and the old number is somebody else’s by now; the correction stays. Where it was wrong, send another correction.',
    },
    legal: 'docs/protocol.md',
  },
  'register.notInFull': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'song',
    message: {
      vi: 'Gói đầy đủ của đơn vị {unit} không có {count} người trước đây thuộc đơn vị; xác nhận họ đã rời đi hoặc gửi bổ sung. Không ai bị xóa.',
      en: 'The full parcel of unit {unit} leaves out {count} people last seen there; confirm that they left, or send them. Nobody is deleted.',
    },
    legal: 'TT 06/2023/TT-BNV',
  },
  'register.wrongNumber': {
    path: 'soDinhDanh',
    weight: 'asks',
    word: 'dung',
    message: {
      vi: 'Xác thực với CSDL dân cư cho thấy số định danh này là của người do cơ quan {other} quản lý; sửa số định danh rồi gửi lại.',
      en: 'The population register shows that this number is of the person whom body {other} holds; mend the number and send again.',
    },
    legal: 'NĐ 137/2015/NĐ-CP Đ13',
  },
} as const satisfies Record<string, RegisterRule>

export type RegisterRuleId = keyof typeof registerRules

export function registerFinding(rule: RegisterRuleId, facts: Record<string, string | number> = {}): Finding {
  const { path, weight, word } = registerRules[rule]
  return { rule, path, weight, word, ...(Object.keys(facts).length > 0 && { facts }) }
}

/** The sentence of a finding of the register; undefined for one of the standard's. */
export function registerSentence(finding: Finding, lang: 'vi' | 'en'): string | undefined {
  if (!Object.hasOwn(registerRules, finding.rule)) return undefined
  const rule: RegisterRule = registerRules[finding.rule as RegisterRuleId]
  return rule.message[lang].replace(/\{(\w+)\}/g, (hole, name: string) => String(finding.facts?.[name] ?? hole))
}

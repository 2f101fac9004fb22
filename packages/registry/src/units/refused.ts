/** An act on the tree is not carried out; nothing was changed. The sentence says why, in both languages. */
export class UnitRefused extends Error {
  override readonly name = 'UnitRefused'
  readonly code: UnitFault
  constructor(code: UnitFault, facts: Readonly<Record<string, string | number>> = {}) {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
    const { vi, en } = unitFaults[code]
    super(`${fill(vi)}\n${fill(en)}`)
    this.code = code
  }
}

/** Each reason, as the operator reads it. */
export const unitFaults = {
  shape: {
    vi: 'Dòng {line}: {detail} chưa đúng mẫu (docs/operations.md, "Thay đổi cây đơn vị").',
    en: 'Line {line}: {detail} has the wrong form (docs/operations.md, "Changing the tree of units").',
  },
  unknown: {
    vi: 'Ngày {day} không có đơn vị "{unit}".',
    en: 'There is no unit "{unit}" on {day}.',
  },
  codeTaken: {
    vi: 'Mã "{unit}" đang là của một đơn vị khác từ ngày {day} trở đi.',
    en: 'The code "{unit}" is that of another unit on {day} or later.',
  },
  later: {
    vi: 'Đơn vị "{unit}" đã có thay đổi từ ngày {from}: quyết định có hiệu lực ngày {day} không thể xen vào trước. Cho hiệu lực sau ngày đó.',
    en: 'The unit "{unit}" changes on {from} already: a decision that takes effect on {day} cannot come before it. Let it take effect later.',
  },
  twice: {
    vi: 'Trong một lần, "{unit}" được nêu hai lần.',
    en: '"{unit}" is named twice in one act.',
  },
  cycle: {
    vi: 'Đơn vị "{unit}" sẽ nằm dưới chính nó.',
    en: 'The unit "{unit}" would stand below itself.',
  },
  top: {
    vi: '"{unit}" là cấp trên cùng của một cơ quan: chỉ sáp nhập vào cơ quan khác hoặc chuyển vào dưới đơn vị khác.',
    en: '"{unit}" is the top of a body: it is merged into another one or moved under another unit, nothing else.',
  },
  bodyCode: {
    vi: '"{unit}" là mã của cơ quan gửi dữ liệu nên không đổi được; lập cơ quan mới rồi sáp nhập.',
    en: '"{unit}" is the code by which the body sends and does not change; create a new body and merge.',
  },
  parts: {
    vi: 'Ngày {day}, "{unit}" còn đơn vị trực thuộc: {parts}. Chuyển hoặc kết thúc các đơn vị đó trước, trong cùng quyết định.',
    en: 'On {day} "{unit}" still has units below it: {parts}. Move or end them first, in the same decision.',
  },
  homeless: {
    vi: 'Ngày {day}, người của đơn vị đã kết thúc "{unit}" sẽ không còn ở dưới một đơn vị chung nào; nêu rõ họ về đâu (people).',
    en: 'On {day} the people of the ended unit "{unit}" would stand under no common unit; say where they go (people).',
  },
  heir: {
    vi: 'Cột people nêu "{unit}", không phải một trong các đơn vị mới.',
    en: 'The column people names "{unit}", which is none of the units that follow.',
  },
  signature: {
    vi: 'Chữ ký không phải của người vận hành trung tâm trên đúng nội dung này.',
    en: 'The signature is not that of an operator of the centre over this very order.',
  },
} as const
export type UnitFault = keyof typeof unitFaults

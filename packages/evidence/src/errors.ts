/**
 * Everything that evidence can say no to: a stable code, a sentence in Vietnamese and English, and the facts as
 * fields. Codes are never reused. `{name}` in a sentence is filled from the facts.
 */
const SENTENCES = {
  'key.malformed': ['Khóa không đúng dạng.', 'The key is malformed.'],
  'jws.malformed': ['Chữ ký JWS không đúng dạng: {what}.', 'The JWS is malformed: {what}.'],
  'jws.algorithm': ['Chỉ chấp nhận thuật toán EdDSA.', 'Only the algorithm EdDSA is accepted.'],
  'jws.key': ['Chữ ký dùng khóa khác ({kid}).', 'The signature names another key ({kid}).'],
  'jws.signature': ['Chữ ký không khớp.', 'The signature does not verify.'],
  'manifest.tooLong': ['Bản kê dài quá {max} byte.', 'The manifest is longer than {max} bytes.'],
  'manifest.notMinimal': [
    'JSON của bản kê phải ở dạng ngắn nhất: không khoảng trắng thừa, không khóa lặp.',
    'The manifest JSON must be in its shortest form: no spare white space, no repeated keys.',
  ],
  'manifest.shape': [
    'Bản kê sai ở "{path}": cần {expected}.',
    'The manifest is wrong at "{path}": expected {expected}.',
  ],
  'manifest.sums': [
    'Tổng các phần ({field}) là {sum}, bản kê ghi {stated}.',
    'The parts add up to {sum} ({field}), the manifest states {stated}.',
  ],
  'leaf.malformed': ['Giá trị của lá nhật ký không đúng: {field}.', 'A value of the log leaf is malformed: {field}.'],
  'merkle.range': [
    'Vị trí {index} nằm ngoài cây có {size} lá.',
    'Position {index} is outside a tree of {size} leaves.',
  ],
  'merkle.proof': ['Bằng chứng không dẫn tới gốc của cây.', 'The proof does not lead to the root of the tree.'],
  'tile.missing': ['Thiếu mảnh {path} của nhật ký.', 'The log tile {path} is missing.'],
  'tile.malformed': ['Mảnh {path} của nhật ký sai độ dài.', 'The log tile {path} has the wrong length.'],
  'note.malformed': ['Tờ ghi có ký (signed note) không đúng dạng: {what}.', 'The signed note is malformed: {what}.'],
  'note.signature': ['Chữ ký của {name} không khớp.', 'The signature of {name} does not verify.'],
  'note.unsigned': ['Không có chữ ký nào của khóa đã biết.', 'No signature of a known key.'],
  'checkpoint.malformed': ['Điểm kiểm của nhật ký không đúng dạng.', 'The checkpoint is malformed.'],
  'checkpoint.origin': [
    'Điểm kiểm thuộc nhật ký khác ({origin}).',
    'The checkpoint belongs to another log ({origin}).',
  ],
  'checkpoint.rollback': [
    'Nhật ký lùi từ {kept} về {offered} lá: không chấp nhận.',
    'The log went back from {kept} to {offered} leaves: not accepted.',
  ],
  'checkpoint.fork': [
    'Hai gốc khác nhau cho cùng {size} lá: nhật ký đã bị rẽ nhánh.',
    'Two different roots for the same {size} leaves: the log has forked.',
  ],
  'checkpoint.inconsistent': [
    'Điểm kiểm mới ({offered} lá) không chứa điểm kiểm cũ ({kept} lá).',
    'The new checkpoint ({offered} leaves) does not contain the old one ({kept} leaves).',
  ],
  'witness.request': ['Yêu cầu gửi nhân chứng không đúng dạng.', 'The request to the witness is malformed.'],
  'promise.malformed': ['Giấy hẹn không đúng dạng.', 'The promise is malformed.'],
  'receipt.malformed': ['Biên nhận không đúng dạng ở dòng {line}.', 'The receipt is malformed at line {line}.'],
  'receipt.notCanonical': [
    'Biên nhận đã bị sửa: chữ không khớp với nội dung của nó.',
    'The receipt was altered: its text is not what its facts print.',
  ],
  'receipt.base': [
    'Cần biên nhận của phần, hoặc biên nhận của một hồ sơ thuộc phần đó.',
    'A part receipt, or a record receipt of the same part, is needed.',
  ],
  'qr.malformed': ['Mã QR không phải của hệ thống này.', 'The QR code is not one of this system.'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

export type EvidenceCode = keyof typeof SENTENCES
export type Facts = Readonly<Record<string, string | number>>

/** The sentence of a code with its facts filled in. */
export function evidenceSentence(code: EvidenceCode, lang: 'vi' | 'en', facts: Facts = {}): string {
  const sentence = SENTENCES[code][lang === 'vi' ? 0 : 1]
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
}

/** All codes, for the tables of the documentation. */
export const EVIDENCE_CODES = Object.keys(SENTENCES) as readonly EvidenceCode[]

/** Thrown where evidence does not hold. `message` is the English sentence. */
export class EvidenceError extends Error {
  readonly code: EvidenceCode
  readonly facts: Facts

  constructor(code: EvidenceCode, facts: Facts = {}) {
    super(evidenceSentence(code, 'en', facts))
    this.name = 'EvidenceError'
    this.code = code
    this.facts = facts
  }

  sentence(lang: 'vi' | 'en'): string {
    return evidenceSentence(this.code, lang, this.facts)
  }
}

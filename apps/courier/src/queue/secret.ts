import { edition, placeOf, type Text } from '@cbccvc/standard'

/** A record carries the mark of a state secret: the courier stops before anything is sealed. Holds no value. */
export class SecretRefused extends Error {
  /** Position of the record, from 0, and the field that carries the mark ('' when it cannot be said). */
  readonly index: number
  readonly path: string

  /** Where the record stands in its source; empty when that is not known. */
  readonly where: Text

  constructor(index: number, path: string, where: Text = { vi: '', en: '' }) {
    super(`record ${index + 1} is marked secret (${path || 'the line'})`)
    this.name = 'SecretRefused'
    this.index = index
    this.path = path
    this.where = where
  }

  get text(): Text {
    const vi = this.where.vi === '' ? `hồ sơ số ${this.index + 1}` : this.where.vi
    const en = this.where.en === '' ? `record number ${this.index + 1}` : this.where.en
    const field = (language: keyof Text): string => `"${placeOf(this.path, language, edition())}"`
    return {
      vi: `Từ chối: ${vi} mang dấu Mật (trường ${this.path === '' ? 'không rõ' : field('vi')}). Dữ liệu Mật không được gửi qua hệ thống này; chưa có gì được niêm phong hay gửi đi. Hãy bỏ hồ sơ đó ra và xử lý theo quy định bảo vệ bí mật nhà nước`,
      en: `Refused: ${en} is marked secret (field ${this.path === '' ? 'unknown' : field('en')}). Secret data may not be sent through this system; nothing was sealed or sent. Take the record out and handle it by the law on state secrets`,
    }
  }
}

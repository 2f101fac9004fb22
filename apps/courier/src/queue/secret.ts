import { edition, placeOf, secretMark, secretStamps, type Text, type WireRecord } from '@cbccvc/standard'

const noPlace: Text = { vi: '', en: '' }

/** A record carries the mark of a state secret: the courier stops before anything is sealed. Holds no value. */
export class SecretRefused extends Error {
  override readonly name = 'SecretRefused'
  /** Position of the record, from 0, and the field that carries the mark ('' when it cannot be said). */
  readonly index: number
  readonly path: string

  /** Where the record stands in its source; empty when that is not known. */
  readonly where: Text

  constructor(index: number, path: string, where: Text = noPlace) {
    super(`record ${index + 1} is marked secret (${path || 'the line'})`)
    this.index = index
    this.path = path
    this.where = where
  }

  get text(): Text {
    const { vi, en } = placed(this)
    return {
      vi: `Từ chối: ${vi} mang dấu Mật. Dữ liệu Mật không được gửi qua hệ thống này; chưa có gì được niêm phong hay gửi đi. Hãy bỏ hồ sơ đó ra và xử lý theo quy định bảo vệ bí mật nhà nước`,
      en: `Refused: ${en} is marked secret. Secret data may not be sent through this system; nothing was sealed or sent. Take the record out and handle it by the law on state secrets`,
    }
  }
}

/** A value that begins with a secrecy stamp and goes on. */
export interface Doubt {
  readonly index: number
  readonly path: string
  readonly stamp: string
  readonly where: Text
}

/** Doubts that are named; the others are counted. */
const named = 5

/**
 * Values begin with a secrecy stamp and go on (`MẬT: theo dõi…`): whether that is a mark, a person has to say. Nothing was
 * sealed; confirmed (`notSecret`), the same records are packed. Holds no value.
 */
export class SecretDoubtful extends Error {
  override readonly name = 'SecretDoubtful'
  /** The first of them. */
  readonly first: readonly Doubt[]
  readonly count: number

  constructor(first: readonly Doubt[], count: number) {
    super(`${count} values begin with a secrecy stamp, the first in record ${(first[0]?.index ?? 0) + 1}`)
    this.first = first
    this.count = count
  }

  get text(): Text {
    const more = this.count - this.first.length
    const list = (language: keyof Text): string =>
      this.first.map((doubt) => `${placed(doubt)[language]}: “${doubt.stamp}…”`).join('; ')
    return {
      vi: `Dừng lại, chưa có gì được niêm phong hay gửi đi: ${this.count} giá trị bắt đầu bằng chữ giống dấu chỉ độ mật (${list('vi')}${more > 0 ? `; và ${more} chỗ nữa, xem đủ bằng --check-only` : ''}). Nếu là dữ liệu Mật: bỏ hồ sơ đó ra và xử lý theo quy định bảo vệ bí mật nhà nước. Nếu không phải: xóa chữ đó trong ô, hoặc chạy lại với --not-secret để xác nhận đã xem và không có dữ liệu Mật`,
      en: `Stopped, nothing was sealed or sent: ${this.count} values begin with what looks like a secrecy stamp (${list('en')}${more > 0 ? `; and ${more} more, all of them with --check-only` : ''}). Where it is secret data: take the record out and handle it by the law on state secrets. Where it is not: delete the word in the cell, or run again with --not-secret to confirm that you looked and nothing is secret`,
    }
  }
}

/** `trang tính "Hồ sơ", dòng 5 (trường "Công việc chính")`. */
function placed({ index, path, where }: Pick<Doubt, 'index' | 'path' | 'where'>): Text {
  const field = (language: keyof Text): string => `"${placeOf(path, language, edition())}"`
  return {
    vi: `${where.vi === '' ? `hồ sơ số ${index + 1}` : where.vi} (trường ${path === '' ? 'không rõ' : field('vi')})`,
    en: `${where.en === '' ? `record number ${index + 1}` : where.en} (field ${path === '' ? 'unknown' : field('en')})`,
  }
}

/** Looks at records on their way into a parcel: stops at a mark, gathers stamps, and stops at the end where there were any. */
export class SecretWatch {
  readonly #first: Doubt[] = []
  #count = 0
  readonly #confirmed: boolean

  /** @param confirmed a person has looked: what begins with a stamp is no secret. */
  constructor(confirmed: boolean) {
    this.#confirmed = confirmed
  }

  /** Throws SecretRefused at a mark. */
  look(record: WireRecord | Uint8Array | string, index: number, where?: () => Text): void {
    // As text, nearly every record is passed over by one regular expression.
    const line = typeof record === 'string' || record instanceof Uint8Array ? record : JSON.stringify(record)
    const mark = secretMark(line)
    if (mark !== null) throw new SecretRefused(index, mark.path, where?.())
    if (this.#confirmed) return
    for (const { path, stamp } of secretStamps(line)) {
      this.#count++
      if (this.#first.length < named) this.#first.push({ index, path, stamp, where: where?.() ?? noPlace })
    }
  }

  /** Call before sealing. Throws SecretDoubtful where a stamp was seen that nobody has confirmed to be none. */
  settle(): void {
    if (this.#count > 0) throw new SecretDoubtful(this.#first, this.#count)
  }
}

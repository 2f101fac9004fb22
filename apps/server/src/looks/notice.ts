/**
 * The notice of a breach of personal data, which goes to the authority within 72 hours: the form with what the drill knows
 * filled in, and a line of dots where a human must write. Its seven points are those of Decree 13/2023 Article 23; Law
 * 91/2025/QH15 Article 23 keeps the 72 hours (*). It may be sent in instalments, and minutes of it are kept.
 */
import type { TouchSummary } from '@cbccvc/registry'
import { actions, type FieldClass, type Text } from '@cbccvc/standard'

/** What only people know; each is left to be filled in by hand where it is missing. */
export interface NoticeWords {
  /** When the breach was found: the 72 hours begin here. */
  readonly detectedAt: Date
  readonly nature?: string | undefined
  readonly place?: string | undefined
  readonly contact?: string | undefined
  readonly consequence?: string | undefined
  readonly measures?: string | undefined
}

export interface Notice extends Text {
  readonly dueAt: Date
}

const hours = 72
const classes: Readonly<Record<FieldClass, Text>> = {
  public: { vi: 'công khai', en: 'public' },
  internal: { vi: 'nội bộ', en: 'internal' },
  restricted: { vi: 'hạn chế', en: 'restricted' },
  sealed: { vi: 'niêm phong', en: 'sealed' },
}
const forms: Readonly<Record<string, Text>> = {
  clear: { vi: 'thấy rõ', en: 'in the clear' },
  masked: { vi: 'đã che', en: 'masked' },
}
const dots = '…………………………………………'

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const time = (at: Date | null) => (at ? clock.format(at) : '–')
const number = { vi: new Intl.NumberFormat('vi-VN'), en: new Intl.NumberFormat('en') }

/** `login`: the account whose looks these are, `from` and `to`: the time that was searched. */
export function breachNotice(
  summary: TouchSummary,
  { login, from, to, ...words }: NoticeWords & { readonly login: string; readonly from: Date; readonly to: Date },
): Notice {
  const dueAt = new Date(words.detectedAt.getTime() + hours * 3_600_000)
  const paper = (language: keyof Text) => {
    const say = (vi: string, en: string) => (language === 'vi' ? vi : en)
    const n = (count: number) => number[language].format(count)
    const kinds = summary.counts.map(({ action, class: of, form, looks, persons }) => {
      const what = (actions as Readonly<Record<string, Text>>)[action]?.[language] ?? action
      const values = `${classes[of as FieldClass]?.[language] ?? of}, ${forms[form]?.[language] ?? form}`
      return say(
        `   - ${what}; dữ liệu ${values}: ${n(persons)} người, ${n(looks)} lượt`,
        `   - ${what}; ${values} data: ${n(persons)} people, ${n(looks)} looks`,
      )
    })
    return [
      say('THÔNG BÁO VI PHẠM QUY ĐỊNH VỀ BẢO VỆ DỮ LIỆU CÁ NHÂN', 'NOTICE OF A BREACH OF PERSONAL DATA'),
      say(
        'Kính gửi: Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao (A05), Bộ Công an',
        'To: Department of Cyber Security and High-Tech Crime Prevention (A05), Ministry of Public Security',
      ),
      say(
        `Phát hiện: ${time(words.detectedAt)}. Hạn gửi (72 giờ): ${time(dueAt)}, giờ Hà Nội. Có thể gửi nhiều lần.`,
        `Found: ${time(words.detectedAt)}. Due (72 hours): ${time(dueAt)}, Hanoi time. It may be sent in instalments.`,
      ),
      '',
      say('1. Bản chất của vi phạm: ', '1. Nature of the breach: ') + (words.nature ?? dots),
      say(
        `   Tài khoản liên quan: ${login}; ${n(summary.sessions)} phiên, ${n(summary.addresses)} địa chỉ, ${n(summary.glass)} lượt khẩn cấp`,
        `   Account concerned: ${login}; ${n(summary.sessions)} sessions, ${n(summary.addresses)} addresses, ${n(summary.glass)} looks in an emergency`,
      ),
      say(
        `2. Thời gian: lượt xem đầu ${time(summary.firstAt)}, lượt cuối ${time(summary.lastAt)} (đã rà từ ${time(from)} đến ${time(to)})`,
        `2. Time: first look ${time(summary.firstAt)}, last look ${time(summary.lastAt)} (searched from ${time(from)} to ${time(to)})`,
      ),
      say('3. Địa điểm: ', '3. Place: ') + (words.place ?? dots),
      say(
        `4. Loại và số lượng dữ liệu: ${n(summary.persons)} người, ${n(summary.looks)} lượt xem`,
        `4. Kinds and amount of data: ${n(summary.persons)} people, ${n(summary.looks)} looks`,
      ),
      ...kinds,
      say('5. Đầu mối liên hệ: ', '5. Contact: ') + (words.contact ?? dots),
      say('6. Hậu quả, thiệt hại: ', '6. Consequence, damage: ') + (words.consequence ?? dots),
      say('7. Biện pháp khắc phục: ', '7. Measures: ') + (words.measures ?? dots),
      '',
    ].join('\n')
  }
  return { dueAt, vi: paper('vi'), en: paper('en') }
}

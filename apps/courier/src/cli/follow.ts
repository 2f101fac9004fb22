import { writeFileSync } from 'node:fs'
import type { WithdrawalPreview } from '@cbccvc/contract'
import { parcelStateWords } from '@cbccvc/contract/words'
import type { Text } from '@cbccvc/standard'
import { keptLines } from '../feed/pull.ts'
import { takeLock } from '../queue/lock.ts'
import { findParcel, type LocalState } from '../queue/parcels.ts'
import { reportParcel } from '../report/returned.ts'
import { complain, number, outcomesText, progress, say, timeHere, UsageError, weightsText } from './say.ts'
import { type CommonOptions, courierOf, homeOf, withConfig } from './setup.ts'

/** The centre's words for a parcel, and those for one that it has not seen yet. */
const stateWords = {
  ...parcelStateWords,
  packing: { vi: 'đang đóng gói', en: 'packing' },
  packed: { vi: 'chờ gửi', en: 'waiting' },
} as const satisfies Record<LocalState | keyof typeof parcelStateWords, Text>

/** The beginning of a parcel's id is enough where only one parcel begins so. */
export const noSuchParcel = (): UsageError =>
  new UsageError({
    vi: 'Không có gói mang mã này, hoặc nhiều gói cùng bắt đầu như vậy; mã đầy đủ: courier status',
    en: 'No parcel has this id, or several begin with it; whole ids: courier status',
  })

/** `courier status`: the queue as this machine knows it; asks nobody. */
export function status(flags: CommonOptions & { json?: boolean }): number {
  const courier = courierOf(flags, true)
  try {
    const parcels = courier.status()
    if (flags.json === true) {
      process.stdout.write(`${JSON.stringify({ cursor: courier.cursor(), parcels })}\n`)
      return 0
    }
    if (parcels.length === 0) say({ vi: 'Chưa có gói nào', en: 'No parcels yet' })
    for (const { id, state, count, counts, sourceName, receivedAt, refusal } of parcels) {
      const { vi, en } = stateWords[state]
      const outcomes = outcomesText(counts)
      const columns = [
        id,
        `${vi} / ${en}`,
        `${number(count)} hồ sơ / records`,
        sourceName ?? '',
        receivedAt === null ? '' : timeHere(receivedAt),
        outcomes.vi === '' ? '' : `${outcomes.vi} / ${outcomes.en}`,
      ]
      process.stdout.write(`${columns.filter((column) => column !== '').join('  ')}\n`)
      if (refusal !== null)
        say({ vi: `    ${refusal.vi} ${refusal.next.vi}`, en: `    ${refusal.en} ${refusal.next.en}` })
    }
    const open = keptLines(courier.home, 'proposal').length
    if (open > 0)
      say({ vi: `${number(open)} đề xuất từ các CSDL khác`, en: `${number(open)} proposals of other registers` })
    return 0
  } finally {
    courier.close()
  }
}

/** `courier pull`: reads the feed to its end and writes the findings of parcels that changed. */
export async function pull(flags: CommonOptions): Promise<number> {
  const options = withConfig(flags)
  const courier = courierOf(options)
  const release = takeLock(homeOf(options), 'pull')
  const shown = progress()
  try {
    const touched = new Set<string>()
    let lines = 0
    const pulled = await courier.pull({
      onLine: (line) => {
        touched.add(line.parcelId)
        shown.show(`Đã đọc ${number(++lines)} dòng tin`, `${number(lines, 'en')} lines read`)
      },
    })
    shown.end()
    say({ vi: `Đã đọc ${number(pulled.lines)} dòng tin mới`, en: `${number(pulled.lines, 'en')} new lines read` })
    for (const parcel of courier.status()) {
      if (!touched.has(parcel.id)) continue
      const report = await reportParcel(courier, parcel)
      const outcomes = outcomesText(parcel.counts)
      const weights = weightsText(report.weights)
      say({
        vi: `Gói ${parcel.id}: ${outcomes.vi}. Phát hiện: ${weights.vi}: ${report.findings}`,
        en: `Parcel ${parcel.id}: ${outcomes.en}. Findings: ${weights.en}: ${report.findings}`,
      })
      if (report.workbook !== null) {
        say({
          vi: `Bảng tính đã đánh dấu ô sai, sửa rồi gửi lại như cũ: ${report.workbook}`,
          en: `The workbook with wrong cells marked; correct it and push it again: ${report.workbook}`,
        })
      }
    }
    for (const line of keptLines(courier.home, 'left').filter((one) => touched.has(one.parcelId))) {
      say({ vi: line.finding.vi, en: line.finding.en })
    }
    return 0
  } finally {
    shown.end()
    release()
    courier.close()
  }
}

/** `courier answer`, `accept`, `contest`. */
export async function answer(
  to: string | undefined,
  word: string | undefined,
  flags: CommonOptions & { reason?: string },
): Promise<number> {
  const { answers } = await import('../feed/answer.ts')
  const known = answers.find((one) => one === word)
  if (to === undefined || known === undefined) {
    throw new UsageError({
      vi: `Cần số đề xuất hoặc vụ việc, và câu trả lời: ${answers.join(', ')}`,
      en: `Expected the id of a proposal or case, and an answer: ${answers.join(', ')}`,
    })
  }
  const courier = courierOf(flags)
  try {
    const { id, state } = await courier.answer(to, known, flags.reason)
    say({
      vi: `Đã trả lời ${to}: ${known} (${state}, số ${id})`,
      en: `Answered ${to}: ${known} (${state}, number ${id})`,
    })
    return 0
  } finally {
    courier.close()
  }
}

/** `courier withdraw PARCEL [--yes]`: shows what taking a parcel back would do; with `--yes` a parcel of its own does it. */
export async function withdraw(
  id: string | undefined,
  flags: CommonOptions & { readonly yes?: boolean },
): Promise<number> {
  const courier = courierOf(flags)
  const release = takeLock(homeOf(withConfig(flags)), 'push')
  try {
    const parcel = id === undefined ? undefined : findParcel(courier.home, id)
    if (parcel === undefined) throw noSuchParcel()
    // What was sealed before a break of the line is sent, not sealed again.
    const source = { fingerprint: `withdrawal ${parcel.id}`, name: parcel.id, kind: 'withdrawal' }
    const preview = await courier.withdrawal(parcel.id)
    if (preview.refusal && courier.packed(source.fingerprint).length === 0) {
      const { vi, en, next } = preview.refusal
      complain({ vi: `${vi} ${next.vi}`, en: `${en} ${next.en}` })
      return 1
    }
    tellPreview(preview)
    if (flags.yes !== true) {
      say({
        vi: `Chưa gửi gì. Để rút: courier withdraw ${parcel.id} --yes`,
        en: `Nothing was sent. To take it back: courier withdraw ${parcel.id} --yes`,
      })
      return 0
    }
    const { unit, asOf } = parcel
    const sent = await courier.send(
      await courier.pack([], { kind: 'withdrawal', unit, asOf, withdraws: parcel.id, source }),
    )
    say({
      vi: `Đã gửi yêu cầu rút gói ${parcel.id} (${sent.parcelId}); kết quả về theo courier pull`,
      en: `The withdrawal of parcel ${parcel.id} was received (${sent.parcelId}); courier pull brings the result`,
    })
    return 0
  } finally {
    release()
    courier.close()
  }
}

function tellPreview({ count, notEntered, restored, kept, until }: WithdrawalPreview): void {
  say({
    vi: `Gói có ${number(count)} hồ sơ, rút được đến hết ngày ${until ?? '?'}. Chưa xử lý xong, sẽ không ghi: ${number(notEntered)}. Lần ghi sẽ rút, giá trị trước đó đứng lại: ${number(restored)}. Giữ nguyên vì sau đó đã khai mới hơn: ${number(kept)}. Không gì bị xóa.`,
    en: `${number(count)} records, to be taken back until ${until ?? '?'}. Not concluded, would not be entered: ${number(notEntered)}. Entries taken back, what stood before stands again: ${number(restored)}. Kept, because something newer was stated: ${number(kept)}. Nothing is erased.`,
  })
}

/** Writes text to a file, or to the standard output for `-` or none. */
export function give(text: string, file: string | undefined): void {
  if (file === undefined || file === '-') process.stdout.write(text)
  else writeFileSync(file, text)
}

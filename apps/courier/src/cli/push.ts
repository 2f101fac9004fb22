import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { weightWords } from '@cbccvc/contract/words'
import { isDay } from '@cbccvc/standard'
import type { Courier } from '../courier.ts'
import { todayInVietnam } from '../courier.ts'
import { openMarks } from '../mark/marks.ts'
import { markWorkbook } from '../mark/workbook.ts'
import { type Checked, checkFile, type PackedFile, type PushOptions, packFile } from '../push/push.ts'
import { takeLock } from '../queue/lock.ts'
import { listParcels } from '../queue/parcels.ts'
import { readMapping } from '../read/mapping.ts'
import { noteLine } from '../read/notes.ts'
import { complain, number, progress, say, timeHere, UsageError, weightsText } from './say.ts'
import { type CommonOptions, courierOf, homeOf, remember, withConfig } from './setup.ts'

export interface PushFlags extends CommonOptions {
  readonly kind?: string
  readonly 'as-of'?: string
  readonly mapping?: string
  readonly today?: string
  readonly findings?: string
  readonly left?: string
  readonly purpose?: string
  readonly 'check-only'?: boolean
  readonly split?: boolean
  readonly again?: boolean
  readonly 'not-secret'?: boolean
}

/** `courier push [FILE]`: checks, packs and sends; without a file sends what waits in the queue. */
export async function push(file: string | undefined, given: PushFlags): Promise<number> {
  const options = withConfig(given) as PushFlags
  const checkOnly = given['check-only'] === true
  const courier = courierOf(options, checkOnly)
  try {
    if (checkOnly) return await onlyCheck(courier, needFile(file), options)
    const release = takeLock(homeOf(options), 'push')
    try {
      if (file !== undefined) await pack(courier, file, options)
      // An address or a sender that was mistyped is not kept: only what a parcel went through with.
      if (await sendAll(courier)) remember(options)
      return 0
    } finally {
      release()
    }
  } finally {
    courier.close()
  }
}

function needFile(file: string | undefined): string {
  if (file !== undefined) return file
  throw new UsageError({ vi: 'Thiếu tên tệp', en: 'The name of a file is missing' })
}

function pushOptions(courier: Courier, file: string, flags: PushFlags): PushOptions {
  const kind = flags.kind ?? 'changes'
  if (kind !== 'full' && kind !== 'changes') {
    throw new UsageError({ vi: '--kind cần là full hoặc changes', en: '--kind must be full or changes' })
  }
  const today = dayOf('today', flags.today) ?? todayInVietnam()
  const day = dayOf('as-of', flags['as-of'])
  if (day !== undefined && day > today) {
    throw new UsageError({
      vi: `--as-of ${day} nằm sau hôm nay (${today}): số liệu không thể đúng vào một ngày chưa tới. Xin ghi ngày của số liệu, không sau hôm nay`,
      en: `--as-of ${day} lies after today (${today}): data cannot be true on a day that has not come. Give the day of the data, not after today`,
    })
  }
  return {
    kind,
    unit: flags.unit ?? flags.sender ?? 'khong-ro',
    today,
    report: flags.findings ?? `${file.replace(/[\\/]+$/, '')}.findings.csv`,
    ...(day !== undefined && { asOf: day }),
    ...(flags.purpose !== undefined && { purpose: flags.purpose }),
    ...(flags.left !== undefined && {
      left: readFileSync(flags.left, 'utf8')
        .split(/\s+/)
        .filter((text) => text !== ''),
    }),
    ...(flags.mapping !== undefined && { mapping: readMapping(flags.mapping, courier.edition.fields) }),
    ...(flags.split !== undefined && { split: flags.split }),
    ...(flags.again !== undefined && { again: flags.again }),
    ...(flags['not-secret'] !== undefined && { notSecret: flags['not-secret'] }),
  }
}

/** A day given as an option: `yyyy-mm-dd`, and one that exists. */
function dayOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined || isDay(text)) return text
  throw new UsageError({
    vi: `--${name} cần là một ngày có thật, dạng yyyy-mm-dd, ví dụ 2023-06-20; đã nhận: ${text}`,
    en: `--${name} must be a day that exists, as yyyy-mm-dd, e.g. 2023-06-20; given: ${text}`,
  })
}

async function onlyCheck(courier: Courier, file: string, flags: PushFlags): Promise<number> {
  const shown = progress()
  const isBook = /^\.xls[xm]$/i.test(extname(file))
  const marks = isBook ? openMarks() : undefined
  try {
    const options = pushOptions(courier, file, flags)
    const checked = await checkFile(courier, file, {
      ...options,
      ...(marks !== undefined && { marks }),
      onRead: (n) => shown.show(`Đã kiểm tra ${number(n)} hồ sơ`, `${number(n)} records checked`),
    })
    shown.end()
    tellChecked(checked, options)
    if (marks !== undefined && marks.size > 0) {
      const target = file.replace(/(\.[^.]+)$/, '.marked$1')
      await markWorkbook(file, target, marks)
      say({ vi: `Bảng tính đã đánh dấu ô sai: ${target}`, en: `Workbook with wrong cells marked: ${target}` })
    }
    return Object.values(checked.findings).some(({ weight }) => weight === 'blocks') ? 3 : 0
  } finally {
    shown.end()
    marks?.close()
  }
}

async function pack(courier: Courier, file: string, flags: PushFlags): Promise<void> {
  const shown = progress()
  const options = pushOptions(courier, file, flags)
  let packed: PackedFile
  try {
    packed = await packFile(courier, file, {
      ...options,
      onRead: (n) =>
        shown.show(`Đã kiểm tra và đóng gói ${number(n)} hồ sơ`, `${number(n)} records checked and packed`),
    })
  } finally {
    shown.end()
  }
  if (packed.known) {
    say({
      vi: `Tệp này đã được đóng gói trước đây, dùng lại gói cũ (${packed.parcels.map((p) => p.parcelId).join(', ')}). Muốn gửi lại như gói mới: --again`,
      en: 'This file was packed before; the same parcel is used. To send it as a new one: --again',
    })
    return
  }
  tellChecked(packed, options)
  for (const parcel of packed.parcels) {
    say({
      vi: `Đã niêm phong gói ${parcel.parcelId}: ${number(parcel.count)} hồ sơ, ${parcel.parts} phần, ${number(parcel.packedBytes)} byte`,
      en: `Sealed parcel ${parcel.parcelId}: ${number(parcel.count, 'en')} records, ${number(parcel.packedBytes, 'en')} bytes (parts: ${parcel.parts})`,
    })
  }
}

function tellChecked(checked: Checked, { report, kind }: PushOptions): void {
  for (const note of checked.notes) say({ vi: `! ${noteLine(note, 'vi')}`, en: noteLine(note, 'en') })
  say({ vi: `Đã đọc ${number(checked.records)} hồ sơ`, en: `${number(checked.records, 'en')} records read` })
  const order = Object.keys(weightWords)
  const rows = Object.entries(checked.findings).sort(
    ([, a], [, b]) => order.indexOf(a.weight) - order.indexOf(b.weight) || b.count - a.count,
  )
  for (const [rule, { weight, count }] of rows) {
    process.stdout.write(
      `${number(count).padStart(9)}  ${weightWords[weight].vi} / ${weightWords[weight].en}  ${rule}\n`,
    )
  }
  const weights = { blocks: 0, asks: 0, notes: 0 }
  for (const { weight, count } of Object.values(checked.findings)) weights[weight] += count
  const counted = weightsText(weights)
  say({
    vi: `Phát hiện: ${counted.vi}. Chi tiết: ${report}`,
    en: `Findings: ${counted.en}. In detail: ${report}`,
  })
  if (kind === 'changes' && weights.blocks + weights.asks > 0) {
    say({
      vi: 'Gói thay đổi: điều gì không ghi thì trung tâm giữ giá trị đã có; người trung tâm đã biết không bị trả lại chỉ vì thiếu',
      en: 'A parcel of changes: what is not stated stays as the centre holds it; nobody whom it knows is returned for what is missing',
    })
  }
}

/** Sends every sealed parcel in the order of its running number. @returns whether there was one. */
async function sendAll(courier: Courier): Promise<boolean> {
  const waiting = listParcels(courier.home, 'packed')
  if (waiting.length === 0) say({ vi: 'Không còn gói nào chờ gửi', en: 'No parcel is waiting' })
  for (const { id } of waiting) {
    const shown = progress()
    try {
      const sent = await courier.send(id, {
        onProgress: ({ sentParts, parts, sentBytes, bytes }) =>
          shown.show(
            `Đang gửi: phần ${sentParts}/${parts}, ${Math.round((100 * sentBytes) / Math.max(1, bytes))}%`,
            `sending: part ${sentParts}/${parts}`,
          ),
      })
      shown.end()
      say({
        vi: `Trung tâm đã nhận gói ${id} lúc ${timeHere(sent.receivedAt)}; giấy hẹn có chữ ký đã lưu. Kết quả: courier pull`,
        en: `The centre received parcel ${id} at ${timeHere(sent.receivedAt)}; its signed promise is kept. Outcome: courier pull`,
      })
    } catch (error) {
      shown.end()
      complain({
        vi: `Gói ${id} chưa gửi được; vẫn nằm trong hàng đợi`,
        en: `Parcel ${id} was not sent; its state is kept`,
      })
      throw error
    }
  }
  return waiting.length > 0
}

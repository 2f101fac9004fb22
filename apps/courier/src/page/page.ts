import { capitalised, outcomeWords, parcelKindWords, terms } from '@cbccvc/contract/words'
import {
  type OutcomeCounts,
  type ParcelFacts,
  parseReceipt,
  qrOfPromise,
  qrOfReceipt,
  type Receipt,
  readPromise,
  receiptNumber,
} from '@cbccvc/evidence'
import type { Text } from '@cbccvc/standard'
import { toString as qrSvg } from 'qrcode'
import { escapeText } from '../mark/xml.ts'

type Row = readonly [vi: string, en: string, value: string]

/**
 * A page to print (A4, self-contained HTML) from the text of a receipt or of a promise: sent, received, outcome, time and
 * who in words, Vietnamese first, with a QR code of at most 600 bytes. Throws what reading the paper throws.
 */
export async function receiptPage(text: string): Promise<string> {
  if (text.startsWith('cbccvc.promise/1')) {
    const { facts, receivedAt } = readPromise(text)
    const rows: Row[] = [
      ...parcelRows(facts, receivedAt),
      ['Cam kết', 'Promise', 'Có trong nhật ký chậm nhất sau 60 giây / in the log within 60 s'],
    ]
    return page(['Giấy hẹn điện tử', 'Promise of reception'], facts.parcelId, rows, qrOfPromise(text), text)
  }
  const receipt = parseReceipt(text)
  const rows = [...parcelRows(receipt.facts, receipt.receivedAt), ...outcomeRows(receipt)]
  return page(['Biên nhận điện tử', 'Receipt'], receiptNumber(receipt), rows, qrOfReceipt(text), text)
}

function parcelRows(facts: ParcelFacts, receivedAt: string): Row[] {
  const { vi, en } = parcelKindWords[facts.kind]
  return [
    row(terms.sender, facts.sender),
    ['Đơn vị', 'Unit', facts.unit],
    ['Bên nhận', 'Receiver', 'CSDL quốc gia về cán bộ, công chức, viên chức'],
    row(terms.parcel, facts.parcelId),
    ['Nội dung', 'Content', `${facts.count.toLocaleString('vi-VN')} hồ sơ / records, ${vi} / ${en}`],
    row(terms.asOf, dayText(facts.asOf)),
    row(terms.edition, facts.edition),
    ['Nhận lúc', 'Received', timeText(receivedAt)],
  ]
}

function outcomeRows(receipt: Receipt): Row[] {
  if (receipt.kind === 'record') {
    const { vi, en } = capitalised(outcomeWords[receipt.inner.outcome.outcome])
    return [
      ['Hồ sơ thứ', 'Record number', (receipt.inner.index + 1).toLocaleString('vi-VN')],
      ['Kết quả', 'Outcome', `${vi} / ${en}`],
      ['Bộ quy tắc', 'Rules', `${receipt.inner.outcome.ruleSet}, ${dayText(receipt.inner.outcome.today)}`],
      ['Xử lý xong lúc', 'Concluded', timeText(receipt.concluded.concludedAt)],
    ]
  }
  const { counts, at } =
    receipt.kind === 'parcel'
      ? { counts: receipt.closed.counts, at: receipt.closed.closedAt }
      : { counts: receipt.concluded.counts, at: receipt.concluded.concludedAt }
  const words = Object.entries(outcomeWords).map(([word, text]) =>
    row(text, counts[word as keyof OutcomeCounts].toLocaleString('vi-VN')),
  )
  return [...words, ['Xử lý xong lúc', 'Concluded', timeText(at)]]
}

/** A line of the page under the house's own word. */
function row(word: Text, value: string): Row {
  const { vi, en } = capitalised(word)
  return [vi, en, value]
}

/** `20/06/2023`. */
function dayText(day: string): string {
  return day.split('-').reverse().join('/')
}

/** Time in Viet Nam in words, and in UTC. */
function timeText(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString()
  return `${local.slice(11, 19)} ngày ${dayText(local.slice(0, 10))} (giờ Việt Nam) · ${instant}`
}

async function page(
  [vi, en]: readonly [string, string],
  number: string,
  rows: readonly Row[],
  qr: string,
  paper: string,
): Promise<string> {
  const code = await qrSvg(qr, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  const table = rows
    .map(
      ([a, b, value]) =>
        `<tr><th>${escapeText(a)}<small lang="en">${escapeText(b)}</small></th><td>${escapeText(value)}</td></tr>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(vi)} ${escapeText(number)}</title>
<style>
@page { size: A4; margin: 18mm }
body { font: 11pt/1.45 "Be Vietnam Pro", "Noto Sans", "Segoe UI", Arial, sans-serif; color: #111; max-width: 174mm; margin: 0 auto; padding: 4mm }
h1 { font-size: 20pt; margin: 0 } h1 small, th small { display: block; font-weight: 400; color: #555 }
h1 small { font-size: 12pt } th small { font-size: 8.5pt }
header { display: flex; justify-content: space-between; gap: 8mm; border-bottom: 1.5pt solid #111; padding-bottom: 5mm }
header svg { width: 44mm; height: 44mm; flex: none }
.number { font-family: ui-monospace, monospace; font-size: 10pt; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin: 6mm 0 }
th, td { text-align: left; vertical-align: top; padding: 1.6mm 2mm; border-bottom: .5pt solid #bbb }
th { width: 58mm; font-weight: 600 }
footer { font-size: 9pt; color: #333 }
pre { font-size: 6.2pt; line-height: 1.25; white-space: pre-wrap; overflow-wrap: anywhere; border: .5pt solid #bbb; padding: 2mm; break-inside: avoid }
@media screen { details { margin-top: 4mm } } 
</style></head><body>
<header><div><h1>${escapeText(vi)}<small lang="en">${escapeText(en)}</small></h1>
<p class="number">Số / No. ${escapeText(number)}</p></div>
<div role="img" aria-label="QR">${code}</div></header>
<table>
${table}
</table>
<footer><p>Trang in này dễ đọc nhưng không phải là bằng chứng; bằng chứng là tệp biên nhận kèm dưới đây. Mã QR giữ số và mã băm của tệp. Kiểm chứng không cần mạng: courier verify TỆP.
<br><span lang="en">This page is for reading; the proof is the receipt file below. The QR code holds its number and digest. Verify offline: courier verify FILE.</span></p></footer>
<details><summary>Tệp biên nhận / The file</summary><pre>${escapeText(paper)}</pre></details>
</body></html>
`
}

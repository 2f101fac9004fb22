import { join } from 'node:path'
import { outcomeWords } from '@cbccvc/contract/words'
import type { Text } from '@cbccvc/standard'
import type { Centre } from './centre.ts'
import type { Folder } from './folder.ts'
import { duration, type Standing } from './progress.ts'
import { bodyTable } from './screen.ts'

/** What `--json` prints as its last line. */
export interface Summary {
  people: number
  senders: number
  units: number
  parcels: number
  received: number
  entered: number
  unchanged: number
  returned: number
  held: number
  verified: number
  mismatched: number
  receipts: number
  seconds: number
}

/** The outcome in figures: records of the board, parcels and verified receipts of the couriers. */
export function summaryOf({ board, senders, people, parcels }: Standing, seconds: number): Summary {
  const { received, entered, unchanged, returned, held, verified, mismatched } = board.totals
  const units = board.bodies.reduce((sum, body) => sum + body.units, 0)
  const counts = { received, entered, unchanged, returned, held, verified, mismatched }
  const rest = { receipts: senders.receipts, seconds: Math.round(seconds * 10) / 10 }
  return { people, senders: board.bodies.length, units, parcels, ...counts, ...rest }
}

const both = ({ vi, en }: Text): string => `${vi} / ${en}`

/** The table of the outcome, and where to look; `once`: nothing is there to be looked at any more. */
export function outcomeLines(standing: Standing, centre: Pick<Centre, 'page'>, folder: Folder, once = false): string[] {
  const { board, senders, seconds } = standing
  const { totals, log } = board
  const number = new Intl.NumberFormat('vi')
  const percent = new Intl.NumberFormat('vi', { style: 'percent', maximumFractionDigits: 1, roundingMode: 'floor' })
  // As the board says it: rounded down, so that 100% is only the whole.
  const share = (part: number) => percent.format(part / Math.max(1, totals.people))
  const facts: [string, string][] = [
    ['đã nhận / received', number.format(totals.received)],
    [both(outcomeWords.entered), number.format(totals.entered)],
    [both(outcomeWords.unchanged), number.format(totals.unchanged)],
    [both(outcomeWords.returned), number.format(totals.returned)],
    [both(outcomeWords.held), number.format(totals.held)],
    ['đã xác thực / verified', number.format(totals.verified)],
    ['sai lệch / mismatched', number.format(totals.mismatched)],
    ['đúng · đủ · sạch · sống', [totals.dung, totals.du, totals.sach, totals.song].map(share).join(' · ')],
    [
      'biên nhận đã kiểm / receipts verified',
      `${number.format(senders.receipts)} / ${number.format(standing.parcels)}`,
    ],
    ['nhật ký / log', `${number.format(log.size)} lá / leaves, ${log.witnesses} nhân chứng / witnesses`],
    ['thời gian / time', duration(seconds)],
  ]
  return [
    '',
    ...bodyTable(board.bodies, 110),
    '',
    ...facts.map(([name, value]) => `  ${name.padEnd(40)} ${value}`),
    '',
    once
      ? '  Xem / to look            npm start, không có / without --once'
      : `  Xem tại / look at        ${centre.page}`,
    `  Dữ liệu / data           ${folder.path}`,
    `  Biên nhận / receipts     ${join(folder.couriers, '*', 'receipts')}`,
    `  Nhật ký chạy / logs      ${folder.logs}`,
    '',
  ]
}

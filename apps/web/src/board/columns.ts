/** The figures of the table of bodies, once: what it reads, how it is sorted, from which width it is shown. */
import type { Text } from '@cbccvc/standard'
import type { BoardBody, Counts } from '../api.ts'
import { readCounts } from './reading.ts'
import { w } from './words.ts'

export interface Figure {
  readonly id: string
  readonly label: Text
  readonly read: (counts: Counts) => number
  /** Shown as a share of the people in the book. */
  readonly share?: true
  /** Coloured when it is not zero. */
  readonly tone?: 'returned' | 'held'
  /** Shown on screens from this width: always, tablet, desk. */
  readonly from: 'phone' | 'tablet' | 'desk'
}

export const figures: readonly Figure[] = [
  { id: 'sent', label: w.sent, read: (c) => c.sent, from: 'tablet' },
  { id: 'received', label: w.received, read: (c) => c.received, from: 'phone' },
  { id: 'entered', label: w.entered, read: (c) => c.entered + c.unchanged, from: 'tablet' },
  { id: 'returned', label: w.returned, read: (c) => c.returned, tone: 'returned', from: 'phone' },
  { id: 'held', label: w.held, read: (c) => c.held, tone: 'held', from: 'tablet' },
  { id: 'verified', label: w.verified, read: (c) => c.verified, from: 'desk' },
  { id: 'mismatched', label: w.mismatched, read: (c) => c.mismatched, tone: 'held', from: 'desk' },
  { id: 'dung', label: { vi: 'Đúng', en: 'Đúng' }, read: (c) => c.dung, share: true, from: 'desk' },
  { id: 'du', label: { vi: 'Đủ', en: 'Đủ' }, read: (c) => c.du, share: true, from: 'desk' },
  { id: 'sach', label: { vi: 'Sạch', en: 'Sạch' }, read: (c) => c.sach, share: true, from: 'desk' },
  { id: 'song', label: { vi: 'Sống', en: 'Sống' }, read: (c) => c.song, share: true, from: 'desk' },
]

const vietnamese = new Intl.Collator('vi')
const progress = ({ counts }: BoardBody) => {
  const { concluded, whole } = readCounts(counts)
  return whole ? concluded / whole : -1
}

/** Everything that the table can be sorted by. Names and codes go up first, figures down. */
export const sorts: Readonly<Record<string, { label: Text; compare: (a: BoardBody, b: BoardBody) => number }>> = {
  body: { label: w.body, compare: (a, b) => vietnamese.compare(a.name, b.name) },
  progress: { label: w.progress, compare: (a, b) => progress(b) - progress(a) },
  ...Object.fromEntries(
    figures.map(({ id, label, read, share }) => {
      const value = (body: BoardBody) =>
        share ? (body.counts.people ? read(body.counts) / body.counts.people : -1) : read(body.counts)
      return [id, { label, compare: (a: BoardBody, b: BoardBody) => value(b) - value(a) }]
    }),
  ),
  last: {
    label: w.last,
    compare: (a, b) => (b.lastReceivedAt ?? '').localeCompare(a.lastReceivedAt ?? ''),
  },
}

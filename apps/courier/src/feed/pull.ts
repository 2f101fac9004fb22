import type { FeedLine, OutcomeLine } from '@cbccvc/contract'
import { limits } from '@cbccvc/contract'
import type { Line } from '../line/line.ts'
import type { Home } from '../queue/home.ts'
import { readMeta, writeMeta } from '../queue/parcels.ts'

/** What one pull brought. */
export interface Pulled {
  readonly lines: number
  /** The cursor reached; kept durably with the lines. */
  readonly cursor: string
  /** Parcels whose last outcome came with this pull. */
  readonly concluded: readonly string[]
}

const cursorKey = 'feed.cursor'

/** The cursor up to which the feed was read; '' at the beginning. */
export function feedCursor(home: Home): string {
  return readMeta(home, cursorKey) ?? ''
}

/**
 * Reads the feed from the kept cursor to its end. Each page and its cursor are kept in one transaction, so a killed pull
 * neither loses nor doubles a line. `onLine` hears every line after it was kept.
 */
export async function pullFeed(
  home: Home,
  line: Line,
  { onLine, limit = limits.feedPage }: { onLine?: ((line: FeedLine) => void) | undefined; limit?: number } = {},
): Promise<Pulled> {
  const concluded = new Set<string>()
  let lines = 0
  for (;;) {
    const after = feedCursor(home)
    const { answer } = await line.steady(() =>
      line.client.call('feed', { query: { after: after === '' ? undefined : after, limit } }),
    )
    if (answer.lines.length === 0) return { lines, cursor: after, concluded: [...concluded] }
    for (const id of keepPage(home, answer.lines, answer.next)) concluded.add(id)
    lines += answer.lines.length
    if (onLine) for (const one of answer.lines) onLine(one)
    if (answer.next === after) return { lines, cursor: after, concluded: [...concluded] }
  }
}

/** Keeps a page; gives the parcels that are concluded with it. */
function keepPage(home: Home, lines: readonly FeedLine[], next: string): string[] {
  return home.commit(() => {
    const outcome = home.db.prepare(
      `INSERT OR REPLACE INTO outcome
       (parcel, idx, outcome, leaf, findings, entry, rule_set, today, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const other = home.db.prepare(
      'INSERT OR IGNORE INTO line (at, kind, parcel, idx, id, body) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const touched = new Set<string>()
    for (const one of lines) {
      if (one.kind === 'outcome') {
        keepOutcome(outcome, one)
        touched.add(one.parcelId)
      } else {
        // A withdrawal has no outcomes: it is done when the centre says so.
        if (one.kind === 'withdrawn') touched.add(one.parcelId)
        const id = one.kind === 'proposal' || one.kind === 'case' ? one.id : one.kind === 'answer' ? one.to : null
        other.run(one.at, one.kind, one.parcelId, one.index, id, JSON.stringify(one))
      }
    }
    writeMeta(home, cursorKey, next)
    return [...touched].filter((id) => conclude(home, id))
  })
}

function keepOutcome(insert: ReturnType<Home['db']['prepare']>, { parcelId, outcome, findings }: OutcomeLine): void {
  insert.run(
    parcelId,
    outcome.index,
    outcome.outcome,
    outcome.recordLeaf,
    outcome.findings,
    outcome.entry,
    outcome.ruleSet,
    outcome.today,
    findings.length === 0 ? null : JSON.stringify(findings),
  )
}

/** Marks a parcel concluded when every record has its outcome. */
function conclude(home: Home, id: string): boolean {
  const done = home.db
    .prepare(
      `UPDATE parcel SET state = 'concluded', concluded_at = ?
       WHERE id = ? AND state IN ('packed', 'received') AND count = (SELECT count(*) FROM outcome WHERE parcel = parcel.id)`,
    )
    .run(new Date().toISOString(), id)
  return Number(done.changes) > 0
}

/** How many records of a parcel came to which outcome, so far. */
export function outcomeCounts(home: Home, parcelId: string): Record<string, number> {
  const rows = home.db
    .prepare('SELECT outcome, count(*) AS n FROM outcome WHERE parcel = ? GROUP BY outcome')
    .all(parcelId) as { outcome: string; n: number }[]
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]))
}

/** The lines of one kind that were read so far, oldest first. */
export function keptLines<K extends Exclude<FeedLine['kind'], 'outcome'>>(
  home: Home,
  kind: K,
): Extract<FeedLine, { kind: K }>[] {
  const rows = home.db.prepare('SELECT body FROM line WHERE kind = ?').all(kind) as { body: string }[]
  return rows
    .map(({ body }) => JSON.parse(body) as Extract<FeedLine, { kind: K }>)
    .sort((a, b) => compareCursors((a as FeedLine).at, (b as FeedLine).at))
}

/** Cursors are `commitNo.index`, compared as two numbers. */
export function compareCursors(a: string, b: string): number {
  const [a1 = 0, a2 = 0] = a.split('.').map(Number)
  const [b1 = 0, b2 = 0] = b.split('.').map(Number)
  return a1 - b1 || a2 - b2
}

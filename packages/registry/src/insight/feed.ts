/** The feed as it is read: stored lines spelled out, sentences made, values of proposals opened while they live. */
import { findingsDigest, toHex } from '@cbccvc/evidence'
import { edition, type Finding, sentence } from '@cbccvc/standard'
import { insist, type KeyPermit } from '../access/index.ts'
import type { KeyRing, Queryable } from '../database/index.ts'
import {
  type FeedRow,
  feedFrom,
  openLines,
  outcomeWords,
  readCursor,
  type StoredNotice,
  type StoredOutcome,
} from '../exchange/index.ts'
import { registerSentence } from '../register/index.ts'
import { type ProposedValues, proposalBinding } from '../verification/index.ts'

/** A finding with its sentence in both languages, as the sender of the record reads it. */
export function readableFinding(finding: Finding, editionId: string): Record<string, unknown> {
  const { rule, path, weight, word, sent, repair } = finding
  const say = (lang: 'vi' | 'en') => registerSentence(finding, lang) ?? sentence(finding, lang, edition(editionId))
  return {
    rule,
    path,
    weight,
    word,
    vi: say('vi'),
    en: say('en'),
    ...(sent !== undefined && { sent }),
    ...(repair !== undefined && { repair }),
  }
}

export interface FeedPage {
  readonly lines: readonly Record<string, unknown>[]
  readonly next: string
}

/** One page after the cursor. Lines of the permit's sender only; the same cursor gives the same lines for ever. */
export async function readFeed(
  db: Queryable,
  keys: KeyRing,
  permit: KeyPermit<'feed.read'>,
  after: string,
  limit: number,
): Promise<FeedPage> {
  insist(permit, 'feed.read')
  const { sender } = permit.caller
  const cursor = readCursor(after)
  const chunks = await feedFrom(db, sender, cursor, limit)
  const lines: Record<string, unknown>[] = []
  let next = after
  for (const chunk of chunks) {
    const from = chunk.commit_no === cursor.commitNo ? cursor.index + 1 : 0
    const to = Math.min(chunk.lines, from + limit - lines.length)
    if (to <= from) continue
    lines.push(...(await spellOut(db, keys, sender, chunk, from, to)))
    next = `${chunk.commit_no}.${to - 1}`
    if (lines.length >= limit) break
  }
  return { lines, next }
}

async function spellOut(
  db: Queryable,
  keys: KeyRing,
  sender: string,
  chunk: FeedRow,
  from: number,
  to: number,
): Promise<Record<string, unknown>[]> {
  const at = (i: number) => `${chunk.commit_no}.${i}`
  if (chunk.kind !== 'outcomes') {
    const notices = openLines<StoredNotice>(keys, sender, chunk.payload).slice(from, to)
    return Promise.all(
      notices.map(async (notice, i) => ({ at: at(from + i), ...(await spellNotice(db, keys, notice)) })),
    )
  }
  const { parcelId, outcomes } = await readOutcomes(db, keys, sender, chunk)
  return outcomes
    .slice(from, to)
    .map(({ findings, ...outcome }, i) => ({
      at: at(from + i),
      kind: 'outcome',
      parcelId,
      index: outcome.index,
      part: chunk.part,
      outcome: { ...outcome, findings: toHex(findingsDigest(findings)) },
      ...waitsFor(findings),
      findings: findings.map((finding) => readableFinding(finding, outcome.edition)),
    }))
    .map((line) => ({ ...line, outcome: withoutEdition(line.outcome) }))
}

/** The day that a record waits for, or waited for. */
function waitsFor(findings: readonly Finding[]): { waitsFor?: string } {
  const day = findings.find(({ rule }) => rule === 'register.waitsForDay')?.facts?.day
  return typeof day === 'string' ? { waitsFor: day } : {}
}

function withoutEdition<T extends { edition: string }>({ edition: _, ...outcome }: T): Omit<T, 'edition'> {
  return outcome
}

export interface ReadOutcome {
  readonly index: number
  readonly recordLeaf: string
  readonly outcome: (typeof outcomeWords)[number]
  readonly findings: readonly Finding[]
  readonly entry: string | null
  readonly ruleSet: string
  readonly today: string
  readonly edition: string
}

/** The outcomes of a part, from the sealed lines and the leaves that stand with the part. */
export async function readOutcomes(
  db: Queryable,
  keys: KeyRing,
  sender: string,
  chunk: { readonly parcel: number | null; readonly part: number | null; readonly payload: Buffer },
): Promise<{ parcelId: string; firstIndex: number; outcomes: ReadOutcome[] }> {
  const { rows } = await db.query<{
    parcelId: string
    ruleSet: string
    today: string
    edition: string
    leaves: Buffer
    first: number
  }>(
    `select c.parcel_id as "parcelId", f.rule_set as "ruleSet", c.today, c.edition, p.leaves, p.first_index as first
       from part p join parcel c on c.id = p.parcel
       join feed_chunk f on f.parcel = p.parcel and f.part = p.no and f.kind = 'outcomes'
      where p.parcel = $1 and p.no = $2`,
    [chunk.parcel, chunk.part],
  )
  const { parcelId, ruleSet, today, edition: editionId, leaves, first } = rows[0]!
  const stored = openLines<StoredOutcome>(keys, sender, chunk.payload)
  const outcomes = stored.map(([word, entry, findings = []], i) => ({
    index: first + i,
    recordLeaf: leaves.toString('hex', i * 32, i * 32 + 32),
    outcome: outcomeWords[word]!,
    findings,
    entry,
    ruleSet,
    today,
    edition: editionId,
  }))
  return { parcelId, firstIndex: first, outcomes }
}

async function spellNotice(db: Queryable, keys: KeyRing, notice: StoredNotice): Promise<Record<string, unknown>> {
  switch (notice.kind) {
    case 'verdict':
    case 'case':
    case 'answer':
    case 'withdrawn':
      return { ...notice }
    case 'withdrawal': {
      const { finding, ...rest } = notice
      return finding ? { ...rest, finding: readableFinding(finding, edition().id) } : rest
    }
    case 'decision':
      return { ...notice, findings: notice.findings.map((finding) => readableFinding(finding, edition().id)) }
    case 'left':
      return { ...notice, finding: readableFinding(notice.finding, edition().id) }
    case 'proposal': {
      const { rows } = await db.query<{ values_sealed: Buffer | null }>(
        'select values_sealed from proposal where id = $1',
        [notice.id],
      )
      const box = rows[0]?.values_sealed
      const values = box
        ? (JSON.parse(keys.open('proposal', proposalBinding(notice.id), box).toString()) as ProposedValues)
        : null
      return {
        ...notice,
        ours: values?.ours ?? null,
        value: values?.theirs ?? null,
        reason: proposalReason(notice.field, notice.verdict),
      }
    }
  }
}

/** Why a value is offered, in words. */
function proposalReason(field: string, verdict: string): { vi: string; en: string } {
  const label = edition().byId.get(field)?.label ?? { vi: field, en: field }
  return verdict === 'doubt'
    ? {
        vi: `"${label.vi}" gần giống nhưng không trùng hẳn với cơ sở dữ liệu dân cư; đối chiếu thẻ căn cước rồi chấp nhận hoặc phản hồi.`,
        en: `"${label.en}" is close to the population register but not the same; compare the identity card, then accept or contest.`,
      }
    : {
        vi: `"${label.vi}" khác với cơ sở dữ liệu dân cư; đối chiếu thẻ căn cước rồi chấp nhận hoặc phản hồi.`,
        en: `"${label.en}" differs from the population register; compare the identity card, then accept or contest.`,
      }
}

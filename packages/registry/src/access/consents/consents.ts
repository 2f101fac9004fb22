/**
 * Consent as the person handles it: seen, given in part, refused, withdrawn; and as a decision reads it. Nothing is
 * remembered between two questions: a consent that was withdrawn gives no further look.
 */
import { edition, type FieldClass } from '@cbccvc/standard'
import { type Queryable, transaction } from '../../database/index.ts'
import type { AccountsFrame } from '../accounts/index.ts'
import { permit } from '../permit.ts'
import { type Consent, noStanding } from '../policy/index.ts'
import { granted, PrivacyRefused } from '../privacy-refusal.ts'
import type { Subject } from '../subject.ts'
import { mostDays, newConsentCode } from './ask.ts'

/** `over`: nobody answered in time, or the last day has gone by. */
export type ConsentState = 'asked' | 'given' | 'refused' | 'withdrawn' | 'over'

export interface ConsentLine {
  readonly consentId: string
  readonly state: ConsentState
  readonly fields: string[]
  readonly givenFields: string[] | null
  readonly purpose: string
  readonly reason: string
  readonly until: string
  readonly answerBy: string
  readonly askedAt: Date
  readonly validFrom: string | null
  readonly validTo: string | null
}

export interface OwnConsent extends ConsentLine {
  /** As colleagues know the holder of the account, or how the system is called; null: nobody any more. */
  readonly askedBy: string | null
  readonly unitId: number | null
  /** What was looked at under it, the newest first. */
  readonly looks: readonly {
    readonly at: Date
    readonly action: string
    readonly classes: readonly string[]
    readonly purpose: string | null
  }[]
}

export interface AskedConsent extends ConsentLine {
  /** Told only while the consent is in force. */
  readonly personId: number | null
}

/** $1 is today. */
const columns = `
  c.id as "consentId", c.fields, c.given_fields as "givenFields", c.purpose, c.reason, c.until, c.answer_by as "answerBy",
  c.asked_at as "askedAt", c.valid_from as "validFrom", c.valid_to as "validTo",
  case when c.state = 'asked' and c.answer_by < $1 or c.state = 'given' and c.valid_to < $1 then 'over' else c.state end as state`

/** The person behind an account that handles its own consents. Throws PrivacyRefused. */
async function ownPerson(frame: AccountsFrame, by: Subject): Promise<number> {
  const at = { now: frame.now(), today: frame.today() }
  const intention = {
    action: 'consent.give',
    target: { kind: 'self' },
    classes: [],
    purpose: null,
    standing: noStanding,
  } as const
  granted(permit(by, intention, await frame.tree(), at))
  return by.personId!
}

/** A one-time code to show to whoever shall be able to ask. Throws PrivacyRefused. */
export async function consentCode(frame: AccountsFrame, by: Subject) {
  return newConsentCode(frame, await ownPerson(frame, by))
}

/** Every question about the person's own record, with what came of it. Throws PrivacyRefused. */
export async function ownConsents(frame: AccountsFrame, by: Subject): Promise<OwnConsent[]> {
  const personId = await ownPerson(frame, by)
  const { rows } = await frame.pool.query<OwnConsent>(
    `select ${columns}, coalesce(a.name, s.name) as "askedBy", c.unit_id as "unitId", coalesce(looks.lines, '[]') as looks
       from consent c
       left join account a on a.id = c.account_id
       left join consumer_system s on s.id = c.account_id
       left join lateral (
         select json_agg(l) as lines from looks_by_consent(c.id) l where c.state in ('given', 'withdrawn')) looks on true
      where c.person_id = $2 order by c.asked_at desc, c.id limit 500`,
    [frame.today(), personId],
  )
  return rows.map(({ looks, ...line }) => ({ ...line, looks: looks.map((one) => ({ ...one, at: new Date(one.at) })) }))
}

/** What this account has asked for. Whether a question without an answer reached anybody is not told. */
export async function askedConsents(frame: AccountsFrame, by: Subject): Promise<AskedConsent[]> {
  if (by.accountId === null) throw new PrivacyRefused('access.notAllowed')
  const { rows } = await frame.pool.query<AskedConsent>(
    `select ${columns}, c.person_id as "personId" from consent c where c.account_id = $2 and not c.wrong_code
      order by c.asked_at desc, c.id limit 500`,
    [frame.today(), by.accountId],
  )
  return rows.map((line) => (line.state === 'given' ? line : { ...line, personId: null }))
}

/**
 * The person says yes, to some of the fields and until a day: from today, not past the day that was asked for, a year at
 * most. Throws PrivacyRefused; `consent.unknown` for a question to somebody else as well.
 */
export async function giveConsent(
  frame: AccountsFrame,
  by: Subject,
  consentId: string,
  { fields, validTo }: { readonly fields: readonly string[]; readonly validTo: string },
): Promise<void> {
  const personId = await ownPerson(frame, by)
  const today = frame.today()
  await transaction(frame.pool, async (tx) => {
    const { rows } = await tx.query<{ fields: string[]; until: string }>(
      `select fields, until from consent
        where id = $1 and person_id = $2 and state = 'asked' and answer_by >= $3 for update`,
      [consentId, personId, today],
    )
    const asked = rows[0]
    if (!asked) throw new PrivacyRefused('consent.unknown')
    const wrong = fields.find((field) => !asked.fields.includes(field))
    if (wrong !== undefined || fields.length === 0)
      throw new PrivacyRefused('consent.fields', { field: (wrong ?? '').slice(0, 60) })
    if (validTo < today || validTo > asked.until) throw new PrivacyRefused('consent.until', { days: mostDays })
    await tx.query(
      `update consent set state = 'given', given_fields = $2, valid_from = $3, valid_to = $4, answered_at = now() where id = $1`,
      [consentId, [...new Set(fields)], today, validTo],
    )
  })
}

/** The person says no. Throws PrivacyRefused. */
export async function refuseConsent(frame: AccountsFrame, by: Subject, consentId: string): Promise<void> {
  const { rowCount } = await frame.pool.query(
    `update consent set state = 'refused', answered_at = now()
      where id = $1 and person_id = $2 and state = 'asked' and answer_by >= $3`,
    [consentId, await ownPerson(frame, by), frame.today()],
  )
  if (rowCount !== 1) throw new PrivacyRefused('consent.unknown')
}

/** The person takes back what was given: the next look is refused. Throws PrivacyRefused. */
export async function withdrawConsent(frame: AccountsFrame, by: Subject, consentId: string): Promise<void> {
  const { rowCount } = await frame.pool.query(
    `update consent set state = 'withdrawn', withdrawn_at = now() where id = $1 and person_id = $2 and state = 'given'`,
    [consentId, await ownPerson(frame, by)],
  )
  if (rowCount !== 1) throw new PrivacyRefused('consent.unknown')
}

/**
 * What this person lets this account see today, for the standing of a decision; `db` works as cbccvc_app or cbccvc_identity.
 * Several consents at once add up. Null: none in force.
 */
export async function consentFor(
  db: Queryable,
  accountId: string,
  personId: number,
  today: string,
): Promise<Consent | null> {
  const { rows } = await db.query<{ fields: string[]; validFrom: string; validTo: string }>(
    `select given_fields as fields, valid_from as "validFrom", valid_to as "validTo" from consent
      where account_id = $1 and person_id = $2 and state = 'given' and valid_from <= $3 and valid_to >= $3`,
    [accountId, personId, today],
  )
  if (rows.length === 0) return null
  const fields = [...new Set(rows.flatMap((row) => row.fields))]
  const classes = new Set<FieldClass>()
  for (const field of fields) {
    const of = edition().byId.get(field)?.class
    if (of !== undefined) classes.add(of)
  }
  const [from, to] = [rows.map((row) => row.validFrom).sort(), rows.map((row) => row.validTo).sort()]
  return { classes: [...classes], fields, validFrom: from.at(-1)!, validTo: to[0]! }
}

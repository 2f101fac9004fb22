/**
 * Asking for consent. Who asks may not search: the person is named by a code that the person gave, or by a personal number
 * that the asker knows already. The answer to a number never tells whether the register has such a person.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { addDays, edition, type FieldClass } from '@cbccvc/standard'
import { type Queryable, transaction } from '../../database/index.ts'
import type { UnitTree } from '../../units/index.ts'
import type { AccountsFrame } from '../accounts/index.ts'
import { permit } from '../permit.ts'
import { noStanding, type StatedPurpose, table } from '../policy/index.ts'
import { granted, PrivacyRefused } from '../privacy-refusal.ts'
import type { Subject } from '../subject.ts'

/** An unanswered question is over after so many days; a consent lasts a year at most. */
const daysToAnswer = 14
export const mostDays = 365
/** Questions of one account in a day, wrong codes among them. */
const mostAsked = 200
const codeMinutes = 15

export interface Ask {
  readonly fields: readonly string[]
  /** For what, in words that the person will read. */
  readonly reason: string
  /** The last day wished, `yyyy-mm-dd`. */
  readonly until: string
  readonly purpose: StatedPurpose | null
}

/** How the person is named: by the code that they gave, or by number, looked up before (null: nobody). */
export type Named = { readonly code: string } | { readonly personId: number | null }

/** Whether this subject may ask at all: known before anybody is looked up. Throws PrivacyRefused. */
export function requireAsking(by: Subject, purpose: StatedPurpose | null, tree: UnitTree, at: AccountsFrame): string {
  const moment = { now: at.now(), today: at.today() }
  const intention = {
    action: 'consent.ask',
    target: { kind: 'nation' },
    classes: [],
    purpose,
    standing: noStanding,
  } as const
  granted(permit(by, intention, tree, moment))
  if (by.accountId === null) throw new PrivacyRefused('access.notAllowed')
  return by.accountId
}

/** Asks; gives the id of the question and the last day on which the person may answer. Throws PrivacyRefused. */
export async function askConsent(
  frame: AccountsFrame,
  by: Subject,
  named: Named,
  ask: Ask,
): Promise<{ readonly consentId: string; readonly answerBy: string }> {
  const accountId = requireAsking(by, ask.purpose, await frame.tree(), frame)
  const today = frame.today()
  checkAsk(by, ask, today)
  const [consentId, answerBy] = [randomUUID(), addDays(today, daysToAnswer)]
  const refused = await transaction(frame.pool, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('consent ' || $1, 0))`, [accountId])
    const { rows } = await tx.query<{ n: number }>(
      `select count(*)::int as n from consent where account_id = $1 and asked_on = $2`,
      [accountId, today],
    )
    if (rows[0]!.n >= mostAsked) return new PrivacyRefused('consent.tooMany', { most: mostAsked })
    const personId = 'code' in named ? await useCode(tx, frame, named.code) : named.personId
    const wrongCode = 'code' in named && personId === null
    // A wrong code is kept as a question to nobody: it counts towards the day's.
    await tx.query(
      `insert into consent (id, account_id, unit_id, person_id, fields, purpose, reason, until, asked_on, answer_by, wrong_code)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[consentId, accountId, grantOfAsker(by)?.unitId ?? null, personId, [...new Set(ask.fields)]],
        ...[ask.purpose!.code, ask.reason, ask.until, today, answerBy, wrongCode],
      ],
    )
    return wrongCode ? new PrivacyRefused('consent.code') : null
  })
  if (refused) throw refused
  return { consentId, answerBy }
}

function checkAsk(by: Subject, { fields, until }: Ask, today: string): void {
  const classes = askable(by)
  for (const field of fields) {
    const of = edition().byId.get(field)?.class
    if (of === undefined || !classes.has(of)) throw new PrivacyRefused('consent.fields', { field: field.slice(0, 60) })
  }
  if (fields.length === 0) throw new PrivacyRefused('consent.fields', { field: '' })
  if (until < today || until > addDays(today, mostDays)) throw new PrivacyRefused('consent.until', { days: mostDays })
}

/** The classes that the table of rights gives to this subject by consent. */
function askable({ grants }: Subject): ReadonlySet<FieldClass> {
  const roles = new Set(grants.map(({ role }) => role))
  const rows = table.filter((row) => row.needs.includes('consent') && row.roles.some((role) => roles.has(role)))
  return new Set(rows.flatMap((row) => row.classes))
}

/** The grant in whose name is asked: shown to the person as the asking body. */
const grantOfAsker = ({ grants }: Subject) =>
  grants.find(({ role }) => table.some((row) => row.actions.includes('consent.ask') && row.roles.includes(role)))

// Without the letters that are read as digits (Crockford): 12 of them are 60 bits.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const digestOf = ({ keys }: AccountsFrame, code: string) =>
  keys.mac(
    `consent code ${code
      .toUpperCase()
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1')
      .replaceAll(/[^0-9A-Z]/g, '')}`,
  )

/** A code that the person may show to whom shall ask; an earlier one is void. Throws PrivacyRefused. */
export async function newConsentCode(
  frame: AccountsFrame,
  personId: number,
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const letters = Array.from(randomBytes(12), (byte) => alphabet[byte % 32]!).join('')
  const code = letters.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3')
  const expiresAt = new Date(frame.now().getTime() + codeMinutes * 60_000)
  await frame.pool.query(
    `insert into consent_code (person_id, digest, expires_at) values ($1, $2, $3)
     on conflict (person_id) do update set digest = excluded.digest, expires_at = excluded.expires_at`,
    [personId, digestOf(frame, code), expiresAt],
  )
  return { code, expiresAt }
}

/** The person of a code, which is used up; null: wrong, used or run out. */
async function useCode(tx: Queryable, frame: AccountsFrame, code: string): Promise<number | null> {
  const { rows } = await tx.query<{ personId: number }>(
    `delete from consent_code where digest = $1 and expires_at > $2 returning person_id as "personId"`,
    [digestOf(frame, code), frame.now()],
  )
  return rows[0]?.personId ?? null
}

/**
 * Who signed in where, and whom to tell that it is over. A sign-in at a relying party is over when the session that it
 * stands on is (signed out, ended by the administrator, run out, the account closed), and when a right of the account has
 * ended since: the party then asks anew, and is told what is true today.
 */
import { createHash } from 'node:crypto'
import { transaction } from '../../database/index.ts'
import { recordAct } from '../accounts/acts.ts'
import { type AccountsFrame, later, minutes } from '../accounts/frame.ts'
import { idleSince } from '../accounts/sessions.ts'

export interface SignIn {
  readonly sessionId: string
  readonly partyId: string
  /** What the relying party calls it. */
  readonly sid: string
}

/** Someone signed in there: again counts as anew. */
export async function rememberSignIn(
  { pool, now, today }: AccountsFrame,
  { sessionId, partyId, sid, grantId }: SignIn & { readonly grantId: string },
): Promise<void> {
  await pool.query(
    `insert into relying_sign_in (session_id, party_id, sid, grant_digest, since, since_day, next_try_at)
     values ($1, $2, $3, $4, $5, $6, $5)
     on conflict (session_id, party_id) do update set sid = excluded.sid, grant_digest = excluded.grant_digest,
       since = excluded.since, since_day = excluded.since_day, next_try_at = excluded.next_try_at,
       tries = 0, told_at = null, given_up_at = null`,
    [sessionId, partyId, sid, createHash('sha256').update(grantId).digest(), now(), today()],
  )
}

const tellsFor = 12

/**
 * Sign-ins that are over and of which the party was not told, leased to the asker for a minute. What was issued for them
 * is gone when this returns.
 */
export async function takeOver({ pool, now, today }: AccountsFrame, most: number): Promise<SignIn[]> {
  const at = now()
  const { rows } = await pool.query<SignIn & { grant: Buffer }>(
    `update relying_sign_in r set tries = tries + 1, next_try_at = $5
       from (select o.session_id, o.party_id from relying_sign_in o
               join session s on s.id = o.session_id join account a on a.id = s.account_id
              where o.told_at is null and o.given_up_at is null and o.next_try_at <= $1
                and (s.ended_at is not null or s.expires_at <= $1 or s.seen_at <= $2 or a.state <> 'active'
                  or exists (select from role_grant g where g.account_id = a.id
                     and (g.ended_at > o.since or (g.valid_to >= o.since_day and g.valid_to < $3))))
              order by o.next_try_at limit $4 for update of o skip locked) over_now
      where r.session_id = over_now.session_id and r.party_id = over_now.party_id
     returning r.session_id as "sessionId", r.party_id as "partyId", r.sid, r.grant_digest as "grant"`,
    [at, idleSince(at), today(), most, later(at, minutes(1))],
  )
  await pool.query(`delete from oidc_row where grant_digest = any($1)`, [rows.map(({ grant }) => grant)])
  return rows.map(({ grant: _grant, ...signIn }) => signIn)
}

/**
 * The party has heard, or has not: then it is asked again after a growing pause of 4 seconds to 10 minutes, and given up
 * after the twelfth time, three quarters of an hour after the first. That stands with the party, for the operator, and in
 * the acts. True where it was given up now.
 */
export async function told({ pool, now }: AccountsFrame, signIn: SignIn, heard: boolean): Promise<boolean> {
  const { sessionId, partyId } = signIn
  const at = now()
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<{ givenUp: boolean }>(
      heard
        ? `update relying_sign_in set told_at = $3::timestamptz where session_id = $1 and party_id = $2
           returning false as "givenUp"`
        : `update relying_sign_in set given_up_at = case when tries >= ${tellsFor} then $3::timestamptz end,
             next_try_at = $3::timestamptz + least(interval '10 minutes', interval '2 seconds' * power(2, tries))
            where session_id = $1 and party_id = $2 returning given_up_at is not null as "givenUp"`,
      [sessionId, partyId, at],
    )
    if (!rows[0]?.givenUp) return false
    await tx.query(
      `update relying_party set logouts_given_up = logouts_given_up + 1, logout_given_up_at = $2 where id = $1`,
      [partyId, at],
    )
    await recordAct(tx, at, { act: 'logoutGivenUp', by: null, account: null, facts: { party: partyId } })
    return true
  })
}

/** Forgets sign-ins whose end was told or given up a day ago. */
export async function forgetSignIns({ pool, now }: AccountsFrame): Promise<void> {
  await pool.query(`delete from relying_sign_in where coalesce(told_at, given_up_at) < $1`, [
    later(now(), -minutes(24 * 60)),
  ])
}

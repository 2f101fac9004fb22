/** Looks written down for a test as the doors write them, without a door. */
import type { Pool } from '@cbccvc/registry'

export interface Looked {
  readonly account?: string | null
  readonly session?: string | null
  readonly person: number
  readonly action?: string
  readonly classes?: readonly string[]
  readonly purpose?: string | null
  readonly ground?: string | null
  readonly caseNo?: string | null
  readonly address?: string
  readonly at?: Date
  readonly glass?: string | null
}

/** As the owner, or inside another transaction. */
export async function writeLook(db: Pick<Pool, 'query'>, look: Looked): Promise<void> {
  await db.query(
    `insert into access_look (at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address, glass)
     values (coalesce($1, now()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      look.at ?? null,
      look.account ?? null,
      look.session ?? null,
      look.person,
      look.action ?? 'record.read',
      look.classes ?? ['public:clear'],
      look.purpose === undefined ? 'personnel' : look.purpose,
      look.ground === undefined ? 'tt06' : look.ground,
      look.caseNo ?? null,
      look.address ?? '192.0.2.7',
      look.glass ?? null,
    ],
  )
}

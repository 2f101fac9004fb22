/** What waits for a second person. Their word, and what it carries out, stands in issue.ts. */
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../database/index.ts'
import { recordAct } from './acts.ts'
import { type AccountsFrame, later, minutes } from './frame.ts'
import type { Wish } from './wish.ts'

/** Waits for a second person. */
export interface Asked {
  readonly kind: 'asked'
  readonly requestId: string
  readonly expiresAt: Date
}

const requestLasts = minutes(3 * 24 * 60)

/** Writes the wish down; nothing of it happens before the second word. */
export async function askSecond({ now }: AccountsFrame, tx: Connection, wish: Wish, by: string): Promise<Asked> {
  const at = now()
  const [requestId, expiresAt] = [randomUUID(), later(at, requestLasts)]
  await tx.query(`insert into four_eyes (id, wish, asked_by, asked_at, expires_at) values ($1, $2, $3, $4, $5)`, [
    ...[requestId, JSON.stringify(wish), by, at, expiresAt],
  ])
  const facts = { request: requestId, role: wish.role, unit: wish.unitId }
  await recordAct(tx, at, { act: 'fourEyesAsked', by, account: null, facts })
  return { kind: 'asked', requestId, expiresAt }
}

/** Looks written down for a test as the doors write them, without a door. */
import { linked, type Pool } from '@cbccvc/registry'
import { lookText } from '../../../../packages/registry/src/access/index.ts'
import { instantText } from '../../../../packages/registry/src/access/looks/line.ts'
import { addLink, linkedTransaction } from '../../../../packages/registry/src/access/looks/links.ts'
import type { Connection, KeyRing } from '../../../../packages/registry/src/database/index.ts'

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

/** Whose database and keys: a route, or the like. */
export interface Writing {
  readonly owner: Pool
  readonly house: { readonly keys: KeyRing }
}

/** Runs `work` as the owner, in a transaction whose lines are linked. */
export const asOwner = <T>({ owner, house }: Writing, work: (tx: Connection) => Promise<T>): Promise<T> =>
  linkedTransaction(linked(owner, house.keys), work)

/** One look. */
export const writeLook = (by: Writing, look: Looked): Promise<void> => writeLooks(by, [look])

/** Many looks, of one link. */
export const writeLooks = (by: Writing, looks: readonly Looked[]): Promise<void> =>
  asOwner(by, (tx) => writeLooksIn(tx, looks))

/** The same, inside a linked transaction. */
export async function writeLooksIn(tx: Connection, looks: readonly Looked[]): Promise<void> {
  const { rows } = await tx.query<{ now: string }>(`select ${instantText('now()')} as now`)
  const lines = looks.map((look) => ({
    at: look.at?.toISOString().replace('Z', '000Z') ?? rows[0]!.now,
    ...{ account_id: look.account ?? null, session_id: look.session ?? null, person_id: look.person },
    ...{ action: look.action ?? 'record.read', classes: look.classes ?? ['public:clear'] },
    purpose: look.purpose === undefined ? 'personnel' : look.purpose,
    legal_ground: look.ground === undefined ? 'tt06' : look.ground,
    ...{ case_no: look.caseNo ?? null, address: look.address ?? '192.0.2.7', glass: look.glass ?? null },
  }))
  const { chain, n } = await addLink(tx, lines.map(lookText))
  await tx.query(
    `insert into access_look (at, account_id, session_id, person_id, action, classes, purpose, legal_ground, case_no, address,
       glass, chain, link)
     select l.at, l.account_id, l.session_id, l.person_id, l.action, l.classes, l.purpose, l.legal_ground, l.case_no, l.address,
            l.glass, $2, $3
       from json_to_recordset($1) l (at timestamptz, account_id uuid, session_id uuid, person_id bigint, action text,
         classes text[], purpose text, legal_ground text, case_no text, address text, glass uuid)`,
    [JSON.stringify(lines), chain, n],
  )
}

/** Cases of people whom another body holds, as the entering of a record opens them. */
import type { Connection } from '../database/index.ts'

export interface OpenedCase {
  readonly id: string
  readonly personId: number
  readonly holder: string
  readonly claimant: string
  readonly index: number
  readonly due: string
}

/** Bodies that claim these persons in a case that is not closed, by person. */
export async function openCasesOf(tx: Connection, persons: readonly number[]): Promise<Map<number, Set<string>>> {
  const claimants = new Map<number, Set<string>>()
  if (persons.length === 0) return claimants
  const { rows } = await tx.query<{ person_id: number; claimant: string }>(
    `select person_id, claimant from elsewhere_case where person_id = any($1::bigint[]) and state in ('open', 'national')`,
    [persons],
  )
  for (const { person_id, claimant } of rows)
    claimants.set(person_id, (claimants.get(person_id) ?? new Set()).add(claimant))
  return claimants
}

export async function addCases(
  tx: Connection,
  frame: { readonly parcel: number },
  cases: readonly OpenedCase[],
  entryIds: ReadonlyMap<number, number>,
): Promise<void> {
  for (const c of cases) {
    await tx.query(
      `insert into elsewhere_case (id, person_id, holder, claimant, parcel, record_index, entry_id, due_on) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [c.id, c.personId, c.holder, c.claimant, frame.parcel, c.index, entryIds.get(c.index), c.due],
    )
  }
}

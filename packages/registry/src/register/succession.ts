/** People whose unit a decision on the tree brought into another body: that body holds them from its next statement on. */
import type { Connection } from '../database/index.ts'
import type { Statement } from './fold.ts'
import type { Person } from './persons.ts'
import type { Admission } from './present.ts'

/** A holder that was followed by another: what it stated until then counts on. */
export interface Succeeded extends Admission {
  readonly personId: number
  readonly source: string
}

/** The admissions once the holder is followed by another: its own ends with the newest entry about the person. */
export function handedOver(
  { holder }: Pick<Person, 'holder'>,
  all: readonly Statement[],
  admissions: ReadonlyMap<string, Admission> = new Map(),
): Map<string, Admission> {
  const upto = Math.max(0, ...all.map(({ entryId }) => entryId))
  return new Map(admissions).set(holder, { upto, after: admissions.get(holder)?.after ?? 0 })
}

export async function endAdmissions(tx: Connection, ended: readonly Succeeded[]): Promise<void> {
  if (ended.length === 0) return
  await tx.query(
    `insert into admission (person_id, source, until, upto_entry, after_entry)
     select p, s, now(), u, a from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) r (p, s, u, a)
     on conflict (person_id, source) do update set until = excluded.until, upto_entry = excluded.upto_entry`,
    [
      ended.map(({ personId }) => personId),
      ended.map(({ source }) => source),
      ended.map(({ upto }) => upto),
      ended.map(({ after }) => after),
    ],
  )
}

/**
 * The blind index keyed anew. Two generations stand side by side meanwhile: from the first commit on new persons are
 * written in the new one, whoever is looked up is looked for in both, and the rows of the old one follow page by page,
 * each page in a commit of its own. A run that was killed goes on: a row says which generation it stands in.
 *
 * Needs a key file that holds both keys, in every process (docs/operations.md): one that does not know the new generation
 * may add nobody once it is turned to.
 */
import { type Connection, type KeyRing, type Pool, transaction } from './database/index.ts'
import { inGeneration, lockPersonsById, personMac, statementsAbout, turnGeneration } from './register/index.ts'

export interface Reindexed {
  /** The generation that the index stands in now. */
  readonly generation: number
  readonly persons: number
  /** Persons whose number nobody knows any more (it was destroyed in a spill): they stay in the old generation. */
  readonly left: readonly number[]
}

/** Brings every person into the newest generation of the ring. `stopped` is asked between pages, one commit each. */
export async function reindex(
  pool: Pool,
  keys: KeyRing,
  stopped: () => boolean = () => false,
  pageSize = 500,
): Promise<Reindexed> {
  const generation = keys.generations[0]!
  await transaction(pool, (tx) => turnGeneration(tx, generation))
  const left: number[] = []
  let persons = 0
  for (let after = 0; !stopped(); ) {
    const page = await transaction(pool, (tx) => reindexPage(tx, keys, generation, after, pageSize))
    if (page.last === null) break
    after = page.last
    persons += page.persons
    left.push(...page.left)
  }
  return { generation, persons, left }
}

async function reindexPage(
  tx: Connection,
  keys: KeyRing,
  generation: number,
  after: number,
  pageSize: number,
): Promise<Omit<Reindexed, 'generation'> & { readonly last: number | null }> {
  const { rows } = await tx.query<{ id: number }>(
    `select id from person where id > $1 and blind_no < $2 order by id limit $3`,
    [after, generation, pageSize],
  )
  const ids = rows.map((row) => row.id)
  const locked = [...(await lockPersonsById(tx, ids)).values()]
  const statements = await statementsAbout(tx, keys, ids)
  const left: number[] = []
  const moved = locked.flatMap((person) => {
    // The number that the row was written for, and no other that somebody stated about the person.
    const turned = (blinds: readonly Buffer[]) =>
      inGeneration(keys, person, generation, blinds, statements.get(person.id) ?? [])
    const [blind] = turned([person.blind])
    if (!blind) left.push(person.id)
    return blind ? [{ ...person, blind, former: person.former && turned(person.former) }] : []
  })
  await tx.query(
    `update person p set blind = u.blind, blind_no = $4, mac = u.mac
       from unnest($1::bigint[], $2::bytea[], $3::bytea[]) u (id, blind, mac) where p.id = u.id`,
    [moved.map((p) => p.id), moved.map((p) => p.blind), moved.map((p) => personMac(keys, p)), generation],
  )
  for (const { id, former } of moved)
    if (former) await tx.query('update person set former = $2::bytea[] where id = $1', [id, former])
  return { persons: moved.length, left, last: ids.at(-1) ?? null }
}

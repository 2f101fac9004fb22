/**
 * What the second wall costs: the same queries as the desk, under its row policies; as a role with the desk's grants, column
 * by column, and no policy but `using (true)`; and as a role of the nation, which is granted whole tables. In turn, round by
 * round; per cent of the medians.
 */
import { openPool, type Pool, transaction } from '@cbccvc/registry'
import type { DatabaseRole } from '../../packages/registry/src/database/index.ts'
import { listed } from './book.ts'

interface Query {
  readonly settings: Readonly<Record<string, string>>
  readonly sql: string
  readonly values: readonly unknown[]
}

export interface Cost {
  /** Per cent that row security adds, the median of the rounds. */
  readonly percent: number
  readonly rounds: readonly number[]
  /** Per cent that the whole wall adds, grants of columns included; of the round of `percent`. */
  readonly wallPercent: number
  /** Milliseconds of one query as the desk, with its grants and no policies, and as the nation's role. */
  readonly deskMs: number
  readonly openMs: number
  readonly nationMs: number
}

const columns = `id, recorded_at, person_id, source, unit_id, kind, true_from, sender_seq, parcel, record_index, edition,
  replaces, digest, public_text, internal_text`

/** Turns of each query in one round. */
const turns = 31

/** One connection as a role that is granted what the desk is, and to which none of the desk's policies speaks. */
export async function openWithoutPolicies(owner: Pool, url: string): Promise<Pool> {
  await owner.query(`do $$
    declare column_ record;
    begin
      create role cbccvc_bench nologin;
      grant usage on schema public to cbccvc_bench;
      for column_ in select table_name as t, column_name as c from information_schema.column_privileges
                      where grantee = 'cbccvc_desk' and privilege_type = 'SELECT' and table_schema = 'public'
                        and table_name in ('entry', 'feed_chunk', 'commit_log') loop
        execute format('grant select (%I) on %I to cbccvc_bench', column_.c, column_.t);
      end loop;
      grant select on feed_chunk, commit_log to cbccvc_bench;
    end $$`)
  return openPool({ url, role: 'cbccvc_bench' as DatabaseRole, max: 1, name: 'bench open' })
}

/** `desk`, `open` and `nation` hold one connection each. */
export async function measureRowSecurity(
  { desk, open, nation, owner }: Readonly<Record<'desk' | 'open' | 'nation' | 'owner', Pool>>,
  unit: number,
  senders: readonly string[],
  rounds: number,
): Promise<Record<string, Cost>> {
  const queries = await queriesOf(owner, unit, senders)
  const costs: Record<string, Cost> = {}
  for (const [name, all] of Object.entries(queries)) {
    const measured: { percent: number; deskMs: number; openMs: number; nationMs: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const roles = [
        { pool: desk, times: [] as number[] },
        { pool: open, times: [] as number[] },
        { pool: nation, times: [] as number[] },
      ]
      for (let turn = -3; turn < turns; turn++) {
        // Each is first, second and third as often as the others.
        const first = (turn + 3) % roles.length
        for (const { pool, times } of [...roles.slice(first), ...roles.slice(0, first)]) {
          const ms = await timed(pool, name, all)
          if (turn >= 0) times.push(ms)
        }
      }
      const [deskMs, openMs, nationMs] = roles.map(({ times }) => median(times) / all.length) as [
        number,
        number,
        number,
      ]
      measured.push({ percent: (deskMs / openMs - 1) * 100, deskMs, openMs, nationMs })
    }
    const middle = [...measured].sort((a, b) => a.percent - b.percent)[rounds >> 1]!
    costs[name] = {
      percent: Number(middle.percent.toFixed(1)),
      rounds: measured.map(({ percent }) => Number(percent.toFixed(1))),
      wallPercent: Number(((middle.deskMs / middle.nationMs - 1) * 100).toFixed(1)),
      deskMs: Number(middle.deskMs.toFixed(3)),
      openMs: Number(middle.openMs.toFixed(3)),
      nationMs: Number(middle.nationMs.toFixed(3)),
    }
  }
  return costs
}

/** All of them in one transaction, one after the other; milliseconds of the queries alone. */
const timed = (pool: Pool, name: string, all: readonly Query[]) =>
  transaction(pool, async (tx) => {
    let ms = 0
    for (const { settings, sql, values } of all) {
      for (const [key, value] of Object.entries(settings))
        await tx.query('select set_config($1, $2, true)', [`cbccvc.${key}`, value])
      const start = performance.now()
      await tx.query({ name, text: sql, values: [...values] })
      ms += performance.now() - start
    }
    return ms
  })

/** A record by person, a record as of a day, a unit's list, a page of the feed: the queries of insight/. */
async function queriesOf(owner: Pool, unit: number, senders: readonly string[]): Promise<Record<string, Query[]>> {
  const { rows: persons } = await owner.query<{ id: number }>('select id from person order by md5(id::text) limit 200')
  const { rows: units } = await owner.query<{ people: number[] }>(
    'select (array_agg(id order by id))[1:$2] as people from person where unit_id = $1',
    [unit, listed],
  )
  const { people } = units[0]!
  const ofPerson = (sql: string) =>
    persons.map(({ id }) => ({ settings: { person: String(id) }, sql, values: [id] as unknown[] }))
  return {
    record: ofPerson(`select ${columns} from entry e where e.person_id = $1 order by e.id`),
    asOf: ofPerson(
      `select ${columns} from entry e
        where e.person_id = $1 and e.true_from <= '2023-06-01' and e.recorded_at <= now() order by e.id`,
    ),
    unitList: [
      {
        settings: { people: `{${people.map((id) => `[${id},${id}]`).join()}}` },
        sql: `select e.* from (select distinct id from unnest($1::bigint[]) id offset 0) p
          cross join lateral (select ${columns} from entry where person_id = p.id offset 0) e order by e.id`,
        values: [people],
      },
    ],
    feedPage: senders.map((sender) => ({
      settings: { senders: sender },
      sql: `select c.commit_no, f.kind, f.parcel, f.part, f.lines, f.payload
              from commit_log c join feed_chunk f on f.leaf_id = c.leaf_id
             where c.sender = $1 and c.commit_no >= $2 order by c.commit_no limit 4`,
      values: [sender, 0],
    })),
  }
}

const median = (of: readonly number[]) => [...of].sort((a, b) => a - b)[of.length >> 1]!

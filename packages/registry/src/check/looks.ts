/**
 * The access log and what those did who watch it, against the log of evidence: no line is missing, changed, added or in
 * another place; every link fits its lines and no number of a chain is gone; every row that an act speaks of stands as its
 * last act left it.
 */
import { merkleRoot, parseLogLeaf, toHex } from '@cbccvc/evidence'
import {
  type ActLine,
  actColumns,
  actText,
  asFound,
  type Chained,
  chainedActs,
  chainedLooks,
  digestOfRow,
  isThere,
  type Link,
  type LookLine,
  lineColumns,
  linkMac,
  lookText,
  watchedKinds,
  watchedRows,
} from '../access/index.ts'
import type { Connection, KeyRing, SealClass } from '../database/index.ts'
import { type Faults, pages } from './faults.ts'

export async function checkLooks(tx: Connection, keys: KeyRing, faults: Faults): Promise<void> {
  await checkBatches(tx, chainedLooks, 'look', faults)
  await checkBatches(tx, chainedActs, 'watch', faults)
  await checkLinks(tx, keys, faults)
  await checkRows(tx, keys, faults)
}

interface Batch {
  /** Number of its first line. */
  readonly id: number
  readonly count: number
  readonly salt: Buffer
  readonly leaves: Buffer
  readonly bytes: Buffer | null
}

async function checkBatches<L extends { readonly id: number; readonly at: string }>(
  tx: Connection,
  chained: Chained<L>,
  name: string,
  faults: Faults,
): Promise<void> {
  const { table, batches, kind } = chained
  let next = 1
  const sql = `select b.first_no as id, b.count, b.salt, b.leaves, l.bytes from ${batches} b left join leaf l on l.id = b.leaf_id
    where b.first_no > $1 order by b.first_no`
  for await (const some of pages<Batch>(tx, sql, 20)) {
    for (const batch of some) {
      if (batch.id !== next) faults.add(`${name}.batch`, batch.id)
      await faults.guard(`${name}.batch`, batch.id, () => checkBatch(tx, chained, name, batch, faults))
      next = batch.id + batch.count
    }
  }
  const { rows: strays } = await tx.query<{ no: number }>(
    `select no from ${table} where no < 1 or no >= $1 order by no limit 20`,
    [next],
  )
  for (const { no } of strays) faults.add(`${name}.line`, `${no} of no batch`)
  const { rows: bare } = await tx.query<{ id: number }>(
    `select l.id from leaf l left join ${batches} b on b.leaf_id = l.id
      where starts_with(convert_from(substring(l.bytes for 20), 'SQL_ASCII'), $1) and b.leaf_id is null limit 20`,
    [`cbccvc.${kind}/1 `],
  )
  for (const { id } of bare) faults.add(`${name}.leaf`, `${id} without its lines`)
}

async function checkBatch<L extends { readonly id: number; readonly at: string }>(
  tx: Connection,
  { kind, table, columns, leafOf, leaf }: Chained<L>,
  name: string,
  { id: first, count, salt, leaves, bytes }: Batch,
  faults: Faults,
): Promise<void> {
  const said = bytes && parseLogLeaf(bytes)
  const root = toHex(merkleRoot(leaves))
  const at = said?.kind === kind ? said.at : ''
  if (!bytes?.equals(leaf({ root, first, count, at })) || leaves.length !== count * 32)
    faults.add(`${name}.leaf`, first)
  const { rows: lines } = await tx.query<L & { no: number }>(
    `select a.no, ${columns} from ${table} a where a.no >= $1 and a.no < $2 order by a.no, a.id`,
    [first, first + count],
  )
  const stands = new Map(lines.map((line) => [line.no, line]))
  if (lines.length > stands.size) faults.add(`${name}.line`, `${lines.length - stands.size} too many from ${first} on`)
  for (let no = first; no < first + count; no++) {
    const line = stands.get(no)
    const digest = leaves.subarray((no - first) * 32).subarray(0, 32)
    if (!line) faults.add(`${name}.line`, `${no} is missing`)
    else if (!digest.equals(leafOf(salt, first, no, line))) faults.add(`${name}.line`, `${no} was changed`)
    // Looks have the database's clock, like the leaf; acts that of who did them.
    else if (kind === 'looked' && line.at.slice(0, 23) > at.slice(0, 23))
      faults.add(`${name}.line`, `${no} is younger than its leaf`)
  }
}

interface LinkRow extends Link {
  readonly id: number
}

/** Each link fits what it is over; every number that a chain has told stands, or came to nothing; no line is without one. */
async function checkLinks(tx: Connection, keys: KeyRing, faults: Faults): Promise<void> {
  const sql = 'select l.id, l.chain, l.n, l.settled, l.voids, l.mac from watch_link l where l.id > $1 order by l.id'
  for await (const links of pages<LinkRow>(tx, sql)) {
    const over = await linesOf(tx, links)
    for (const link of links) {
      const { chain, n, settled, voids, mac } = link
      const facts = { chain, n, settled, voids: voids.map(Number) }
      if (!mac.equals(linkMac(keys, facts, over.get(nameOf(chain, n)) ?? []))) faults.add('look.link', nameOf(chain, n))
    }
  }
  const { rows: gaps } = await tx.query<{ chain: string; n: number }>(
    `with told as (select chain, max(settled) as settled from watch_link group by chain),
          voids as (select distinct chain, unnest(voids) as n from watch_link)
     select t.chain, g.n from told t cross join lateral generate_series(1, t.settled) g (n)
       left join watch_link l on l.chain = t.chain and l.n = g.n
       left join voids v on v.chain = t.chain and v.n = g.n
      where l.n is null and v.n is null order by 1, 2 limit 20`,
  )
  for (const { chain, n } of gaps) faults.add('look.gap', nameOf(chain, n))
  for (const table of ['access_look', 'watch_act']) {
    const { rows: loose } = await tx.query<{ id: number }>(
      `select a.id from ${table} a left join watch_link l on l.chain = a.chain and l.n = a.link
        where a.chain is not null and l.n is null order by a.id limit 20`,
    )
    for (const { id } of loose) faults.add('look.loose', `${table} ${id}`)
  }
  // Lines from before there were links have none; none comes after.
  const { rows: unlinked } = await tx.query<{ name: string }>(
    `select 'access_look ' || a.id as name from access_look a
      where a.chain is null and a.id > (select min(id) from access_look where chain is not null)
     union all
     select 'watch_act ' || a.id from watch_act a
      where a.chain is null and (a.act <> 'alarmRaised' or a.about_kind is distinct from 'alarm')
        and a.id > (select min(id) from watch_act where chain is not null) limit 20`,
  )
  for (const { name } of unlinked) faults.add('look.unlinked', name)
}

const nameOf = (chain: string, n: number) => `${chain} ${n}`

/** What these links are over, as it stands. */
async function linesOf(tx: Connection, links: readonly LinkRow[]): Promise<ReadonlyMap<string, string[]>> {
  const named = 'join unnest($1::uuid[], $2::bigint[]) u (chain, n) on a.chain = u.chain and a.link = u.n'
  const of = [links.map(({ chain }) => chain), links.map(({ n }) => n)]
  const { rows: looks } = await tx.query<LookLine>(`select ${lineColumns} from access_look a ${named}`, of)
  const { rows: acts } = await tx.query<ActLine>(`select ${actColumns} from watch_act a ${named}`, of)
  const over = new Map<string, string[]>()
  const add = ({ chain, link }: LookLine | ActLine, text: string) => {
    const name = nameOf(chain!, link!)
    const others = over.get(name)
    if (others) others.push(text)
    else over.set(name, [text])
  }
  for (const line of looks) add(line, lookText(line))
  for (const line of acts) add(line, actText(line))
  return over
}

interface Boxes {
  readonly table: string
  readonly column: string
  readonly of: SealClass
  readonly place: (id: string) => string
  readonly kind: string
}

/** What is sealed in such rows opens in its place: nobody without the keys puts another there. */
async function checkBoxes(tx: Connection, keys: KeyRing, { table, column, of, place, kind }: Boxes, faults: Faults) {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await tx.query<{ id: string; box: Buffer }>(
      `select id, ${column} as box from ${table} where ${column} is not null and id > $1 order by id limit 500`,
      [after],
    )
    for (const { id, box } of rows)
      await faults.guard('watch.box', `${kind} ${id}`, () => void keys.open(of, place(id), box))
    if (rows.length < 500) return
    after = rows.at(-1)!.id
  }
}

/** Each row that is watched stands as its last act left it, and none is gone; a look through a glass names one that was broken. */
async function checkRows(tx: Connection, keys: KeyRing, faults: Faults): Promise<void> {
  for (const kind of watchedKinds) {
    const { table, text, boxes } = watchedRows[kind]
    const { rows } = await tx.query<{ id: string; what: string }>(
      `with last as (select distinct on (about_id) about_id as id, act, encode(digest, 'hex') as digest from watch_act a
                      where about_kind = $1 order by about_id, a.id desc),
            standing as (select r.id, ${digestOfRow(text(isThere))} as digest, ${digestOfRow(text(asFound))} as found from ${table} r)
       select coalesce(r.id, l.id) as id,
              case when r.id is null then 'is missing' when l.id is null then 'of no act' else 'was changed' end as what
         from standing r full join last l on l.id = r.id
        where case when l.act = 'found' then r.found else r.digest end is distinct from l.digest order by 1 limit 20`,
      [kind],
    )
    for (const { id, what } of rows) faults.add('watch.row', `${kind} ${id} ${what}`)
    for (const [column, of, place] of boxes) await checkBoxes(tx, keys, { table, column, of, place, kind }, faults)
  }
  const { rows: through } = await tx.query<{ id: number }>(
    `select a.id from access_look a
       left join broken_glass g on g.id = a.glass and g.account_id = a.account_id and g.person_id = a.person_id
      where a.glass is not null and g.id is null order by a.id limit 20`,
  )
  for (const { id } of through) faults.add('look.glass', id)
}

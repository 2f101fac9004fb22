/** checkBook finds any single flipped byte: every column of every table of the book is spoilt once, and once more. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type KeyPair, keyToText, newKeyPair, vkeyOf } from '@cbccvc/evidence'
import { startWitness } from '@cbccvc/outside'
import { startPopulation } from '@cbccvc/outside/population'
import { askWitness, foldCodes, readWaiting, transaction } from '@cbccvc/registry'
import { decide } from '../testing/decide.ts'
import { lastOutcome } from '../testing/lines.ts'
import { writeLook } from '../testing/looks.ts'
import { official, officials, testNation } from '../testing/people.ts'
import { openRoute, type Route, today } from '../testing/route.ts'
import { watchOver } from '../testing/watched.ts'

let route: Route
let witnessKeys: string[]
const folder = mkdtempSync(join(tmpdir(), 'cbccvc-flipped-'))

/** A book with something in every table. */
before(async () => {
  route = await openRoute()
  const population = await startPopulation({ nation: testNation, oddities: 0 })
  const key: KeyPair = newKeyPair()
  const witness = await startWitness({
    name: 'witness.test',
    seed: keyToText(key.seed),
    stateFile: join(folder, 'state.json'),
    logKeys: [vkeyOf(route.log)],
  })
  witnessKeys = [witness.vkey]
  const register = { url: population.url, maDonVi: 'G09', maCanBo: 'test' }
  const people = officials(0, 8, 'H26.1')
  const wrong = (i: number) => ({ ...people[i]!, hoTenKhaiSinh: 'Trần Thị Khác Hẳn' })
  await route.push('H26', [...people.slice(0, 5), wrong(5), wrong(6), official(20, 'H26.99'), '{"no'], {
    recordsPerPart: 4,
  })
  await route.settle(register)
  const first = (await route.feed('H26')).find((line) => line.kind === 'outcome')
  assert.ok(first?.kind === 'outcome')
  await route.push('H26', [{ ...people[0]!, chieuCao: 171, $replaces: first.outcome.entry, $trueFrom: '2023-06-01' }])
  await route.push('H26', people.slice(1, 4), { asOf: '2023-06-19' })
  await route.push('H26', [{ ...people[1]!, email: 'cu@b.vn' }], { asOf: '2023-06-10', senderSeq: 1000 })
  await route.push('H26', [
    { ...people[2]!, chieuCao: 'cao' },
    { ...people[2]!, chieuCao: 1.7 },
  ])
  await route.push('H56', [official(0, 'H56.1'), official(1, 'H56.1'), official(30, 'H56.1')])
  const cases = (await route.feed('H56')).filter((line) => line.kind === 'case')
  await route.answer('H26', cases[0]!.id, 'dual')
  const offered = (await route.feed('H26')).filter((line) => line.kind === 'proposal')
  await route.answer('H26', offered[0]!.id, 'accept')
  await route.push('H26', people.slice(0, 6), { kind: 'full', unit: 'H26.1', left: [people[7]!.soDinhDanh as string] })
  // A person released, a number corrected in place and one that was left, and a held record that was decided.
  await route.answer('H26', cases[1]!.id, 'release')
  const number = (i: number) => official(i, 'H26.1').soDinhDanh
  await route.push('H26', [{ ...official(50, 'H26.1'), soDinhDanh: number(60) }], { asOf: '2023-06-01' })
  await route.push('H26', [{ soDinhDanh: number(60), chieuCao: 165 }], { asOf: '2023-06-02' })
  await route.push('H26', [{ ...official(50, 'H26.1'), $replaces: await lastEntry() }])
  await route.push('H26', [{ ...official(51, 'H26.1'), soDinhDanh: number(52) }])
  const slip = await lastEntry()
  await route.push('H56', [official(52, 'H56.1')])
  await route.push('H26', [{ ...official(51, 'H26.1'), $replaces: slip }])
  const [held] = await readWaiting(route.house.pool, today)
  await foldCodes(route.house.pool, route.house.keys)
  await route.answer('CENTRE', held!.id, 'enter')
  await route.settle()
  await decide(route, [{ act: 'merge', unit: 'H26.1.1', to: 'H26.2' }])
  // Records that wait for their day, that waited for one that came, that were replaced or taken back.
  const day = '2023-06-21'
  const ahead = (i: number) => ({ ...official(i, 'H26.1'), $trueFrom: day })
  await route.push('H26', [ahead(70), ahead(71), official(72, 'H26.1'), ahead(73), '{"no'])
  await route.push('H26', [{ ...ahead(70), $trueFrom: '2023-07-01', $replaces: await leafOf(70) }, ahead(74)])
  await route.withdraw('H26', (await route.push('H26', [ahead(75), ahead(76)])).parcelId)
  await route.settle()
  route.setToday(day)
  await route.settle()
  await route.send('H26', [official(40, 'H26.2')])
  const [account, session] = [randomUUID(), randomUUID()]
  const glass = await watchOver(route, account, [1, 2])
  for (const person of [1, 2])
    await writeLook(route, { account, session, glass: glass[person - 1]!, person, caseNo: 'VV-1' })
  await route.tick()
  await askWitness(route.sequencing, witness, 0)
  await transaction(route.owner, async () => {})
  await witness.close()
  await population.close()
})
after(async () => {
  await route.close({ dirty: true })
  rmSync(folder, { recursive: true, force: true })
})

const lastEntry = async () => (await lastOutcome(route, 'H26')).outcome.entry

/** The leaf of the record of this official that was announced. */
async function leafOf(i: number): Promise<string> {
  const { rows } = await route.owner.query<{ leaf: string }>(
    `select encode(record_leaf, 'hex') as leaf from announced order by parcel, record_index offset $1 limit 1`,
    [i - 70],
  )
  return rows[0]!.leaf
}

const check = () => route.check({ witnessKeys })

/** What is not of the book: who may send, the tree of units, clocks and traces that nothing is built on. */
const beside: readonly string[] = [
  ...[
    'migration',
    'body',
    'unit',
    'unit_code',
    'unit_name',
    'unit_edge',
    'unit_succession',
    'unit_turn',
    'unit_formerly',
  ],
  ...['sender_key', 'population_state', 'lookup_log', 'job', 'question', 'spill', 'spilled_record', 'spilled_entry'],
  'checkpoint_thinned',
  // How often the doors refused what: no value of anybody.
  'refused_hour',
  // What signs people and programs in: no part of the book, sealed or worth nothing after minutes.
  ...['issuer_key', 'oidc_row', 'used_proof', 'proof_memory'],
  // Budgets and sums of looks: an operator's setting, and what is spent of it.
  ...['look_budget', 'look_spent', 'look_day', 'system_seen'],
]
const clocks = new Set([
  'parcel.opened_at',
  'log_head.signed_at',
  'checkpoint.signed_at',
  'cosignature.at',
  'held.held_at',
  'held.closed_at',
  'elsewhere_case.opened_at',
  'elsewhere_case.decided_at',
  'part.kept_at',
  'answer.at',
  'announced.closed_at',
  'admission.since',
  'admission.until',
  'proposal.closed_at',
])

/** What is bound only once something came of it. */
const once: Readonly<Record<string, string>> = {
  'parcel.today': `state = 'concluded'`,
}

/** A digest of values that nobody here knows any more, and the day of a delta that counts nobody alive. */
const bare = new Set(['verdict.digest', 'counter_delta.song_until'])

test('the book is clean before', async () => assert.deepEqual(await check(), []))

test('each column, spoilt once', async () => {
  const { rows: columns } = await route.owner.query<{ t: string; c: string; type: string }>(
    `select c.relname as t, a.attname as c, format_type(a.atttypid, null) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attidentity = '' order by 1, a.attnum`,
  )
  const missed: string[] = []
  let tried = 0
  for (const { t, c, type } of columns) {
    if (beside.includes(t) || clocks.has(`${t}.${c}`) || bare.has(`${t}.${c}`)) continue
    const flipped = await flip(t, c, type)
    if (!flipped) continue
    tried++
    const faults = await check().catch((error: unknown) => [String(error)])
    await flipped.restore()
    if (faults.length === 0) missed.push(`${t}.${c}: ${flipped.what}`)
  }
  assert.deepEqual(await check(), [], 'all is restored')
  assert.deepEqual(missed, [])
  assert.ok(tried > 150, `${tried} columns`)
})

/** Spoils one value of a random row, triggers and foreign keys asleep. Null where every row holds nothing there. */
async function flip(table: string, column: string, type: string) {
  const { rows } = await route.owner.query<{ ctid: string; part: string; old: string }>(
    `select ctid::text, tableoid::regclass::text as part, ${column}::text as old from ${table}
      where ${column} is not null and ${once[`${table}.${column}`] ?? 'true'} order by random() limit 1`,
  )
  const row = rows[0]
  if (!row) return null
  let changed = spoilt(row.old, type)
  if (changed === null) return null
  const set = async (value: string, where: string) => {
    const client = await route.owner.connect()
    try {
      await client.query('begin')
      await client.query('set local session_replication_role = replica')
      const { rows: moved } = await client.query<{ ctid: string }>(
        `update ${row.part} set ${column} = $1::${type} where ctid = $2::tid returning ctid::text`,
        [value, where],
      )
      await client.query('commit')
      return moved[0]!.ctid
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
  let place: string | undefined
  for (let attempt = 0; place === undefined && attempt < 12; attempt++) {
    try {
      place = await set(changed, row.ctid)
    } catch (error) {
      // A constraint of the table forbids this one: another.
      if (!String((error as { code?: string }).code).startsWith('23')) throw error
      changed = spoilt(row.old, type)!
    }
  }
  if (place === undefined) return null
  const stands = place
  return { what: `${row.old.slice(0, 60)} → ${changed.slice(0, 60)}`, restore: () => set(row.old, stands) }
}

/** The value's text with one byte of it changed, so that it is still a value of its type. */
function spoilt(old: string, type: string): string | null {
  const at = (length: number) => Math.floor(Math.random() * length)
  const other = (text: string, i: number, letters: string) => {
    const rest = [...letters].filter((letter) => letter !== text[i])
    return text.slice(0, i) + rest[at(rest.length)] + text.slice(i + 1)
  }
  switch (type) {
    case 'bytea':
      return old.length <= 2 ? null : other(old, 2 + at(old.length - 2), '0123456789abcdef')
    case 'bytea[]':
      return other(old, old.indexOf('x') + 1 + at(64), '0123456789abcdef')
    case 'bigint[]':
      return old === '{}' ? '{7}' : `{7,${old.slice(1)}`
    case 'text[]':
      return old === '{}' ? '{x}' : other(old, 1 + at(old.length - 2), 'abcxyz7')
    case 'boolean':
      return old === 'true' ? 'false' : 'true'
    case 'bigint':
    case 'integer':
    case 'smallint':
      return String(Number(old) ^ (1 << at(3)))
    case 'date':
      return new Date(Date.parse(old) + 86_400_000).toISOString().slice(0, 10)
    case 'uuid':
      return other(old, at(8), '0123456789abcdef')
    case 'jsonb': {
      const digits = [...old.matchAll(/\d/g)].map((match) => match.index)
      return digits.length === 0 ? null : other(old, digits[at(digits.length)]!, '123456789')
    }
    case 'timestamp with time zone':
      return new Date(Date.parse(old) + 1000).toISOString()
    case 'text':
      return old === '' ? 'x' : other(old, at(old.length), 'abcxyz7')
    default:
      throw new TypeError(type)
  }
}

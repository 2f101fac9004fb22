/** Changes of the tree of units: the operator's act, what follows it, and what the book says before, during and after. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { keyToText, readStatement } from '@cbccvc/evidence'
import {
  enterUnitAct,
  foldCodes,
  openPool,
  previewUnitActs,
  readBoard,
  readChanges,
  readUnitAct,
  readUnitActs,
  signUnitOrder,
  turnUnits,
  UnitRefused,
  unitCache,
  unitsOn,
} from '@cbccvc/registry'
import { decide } from '../testing/decide.ts'
import { trap } from '../testing/leases.ts'
import { lastOutcome } from '../testing/lines.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, refused, today } from '../testing/route.ts'
import { workersOf } from '../testing/worker.ts'

const later = '2023-07-01'

/** The tree in memory is read anew: what a running centre waits half a minute for. */
async function renewed({ house }: Route): Promise<void> {
  await pause(1100)
  await house.units.find('-')
}

/** Until a transaction waits for the lock that a trap takes. */
async function untilStuck({ owner }: Route): Promise<void> {
  for (let left = 300; left > 0; left--) {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
    )
    if (rowCount) return
    await pause(50)
  }
  assert.fail('nothing came to the trap')
}

const idOf = async ({ owner }: Route, code: string): Promise<number> =>
  (await owner.query<{ id: number }>('select max(unit_id) as id from unit_code where code = $1', [code])).rows[0]!.id

async function peopleOf(route: Route, code: string): Promise<number> {
  const { rows } = await route.owner.query<{ people: number }>('select people from counter where unit_id = $1', [
    await idOf(route, code),
  ])
  return rows[0]?.people ?? 0
}

const isRefused = (code: UnitRefused['code'], work: Promise<unknown>) =>
  assert.rejects(work, (error: unknown) => error instanceof UnitRefused && error.code === code)

test(
  'a merger moves people, counters and rights to the successor; grants over the merged unit reach nothing',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 3, 'H26.1'))
    await route.push('H26', officials(10, 4, 'H26.2'))
    await route.push('H26', officials(20, 2, 'H26.1.1'))
    assert.deepEqual(
      [await peopleOf(route, 'H26'), await peopleOf(route, 'H26.1'), await peopleOf(route, 'H26.2')],
      [9, 5, 4],
    )
    const done = await decide(route, [{ act: 'merge', unit: 'H26.1', to: 'H26.2' }])
    assert.deepEqual([done.state, done.ahead, done.people], ['entered', false, 5])
    assert.deepEqual(done.units, { create: 0, rename: 0, move: 1, end: 1 })
    // H26.1 keeps the row of its own three, which stand in H26.2 today; its part stands there, too.
    const shown = await Promise.all(['H26', 'H26.2', 'H26.1', 'H26.1.1'].map((code) => peopleOf(route, code)))
    assert.deepEqual(shown, [9, 9, 3, 2])
    assert.deepEqual(await route.check(), [])
    await renewed(route)
    const tree = await route.house.units.current()
    const [old, heir, part] = [await idOf(route, 'H26.1'), await idOf(route, 'H26.2'), await idOf(route, 'H26.1.1')]
    assert.deepEqual(tree.below(heir).sort(), [heir, part, old].sort())
    assert.deepEqual(tree.below(old), [])
    assert.equal(tree.placeOf(old)?.code, 'H26.2')
    assert.deepEqual(
      tree.became('H26.1')?.to.map(({ code }) => code),
      ['H26.2'],
    )
    // What is stated afterwards is counted where it stands.
    await route.push('H26', officials(30, 1, 'H26.1.1'))
    assert.equal(await peopleOf(route, 'H26.2'), 10)
    const board = await readBoard(route.door.pool, today, [heir])
    assert.equal(board.bodies[0]!.counts.people, 10)
    assert.equal(board.bodies[0]!.units, 2)
  }),
)

test(
  'an open parcel of a merged unit ends well, and a new one is refused, both with the unit that follows',
  onRoute(async (route) => {
    const packed = route.pack('H26', officials(0, 3, 'H26.1'), { unit: 'H26.1', recordsPerPart: 1 })
    const { call } = route.client('H26')
    await call('openParcel', { body: packed.jws })
    await call('putPart', { params: { parcelId: packed.parcelId, part: 0 }, body: packed.parts[0]! })
    const done = await decide(route, [{ act: 'merge', unit: 'H26.1', to: 'H26.2' }])
    assert.equal(done.openParcels, 1)
    await renewed(route)
    await route.deliver('H26', packed, [1, 2])
    await route.settle()
    const { outcome, findings } = await lastOutcome(route, 'H26')
    assert.equal(outcome.outcome, 'returned')
    const status = await call('parcelStatus', { params: { parcelId: packed.parcelId } })
    assert.deepEqual([status.answer.state, status.answer.counts.returned], ['concluded', 3])
    const finding = findings.find(({ rule }) => rule === 'register.unitEnded')
    assert.match(finding!.vi, /"H26\.1" không còn từ ngày 2023-06-20 .* ghi đơn vị thay thế: H26\.2\./)
    assert.match(finding!.en, /state the unit that follows it: H26\.2\./)
    const error = await refused(
      'parcel.unitEnded',
      route.deliver('H26', route.pack('H26', [], { unit: 'H26.1', kind: 'full' })),
    )
    assert.match(error.refusal.vi, /H26\.1 không còn từ ngày 2023-06-20; đơn vị thay thế: H26\.2/)
    await route.push('H26', officials(0, 3, 'H26.2'))
    assert.equal(await peopleOf(route, 'H26.2'), 3)
  }),
)

test(
  'a split leaves people where all heirs stand together until they are stated anew, or sends them all to one',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 3, 'H26.2'))
    await route.push('H26', officials(10, 2, 'H26.1.1'))
    const fresh = (code: string, parent: string) => ({ act: 'create', code, parent, name: `Đơn vị ${code}` })
    await decide(route, [
      fresh('H26.3', 'H26'),
      fresh('H26.4', 'H26'),
      { act: 'split', unit: 'H26.2', to: 'H26.3 H26.4' },
      fresh('H26.1.2', 'H26.1'),
      fresh('H26.1.3', 'H26.1'),
      { act: 'split', unit: 'H26.1.1', to: 'H26.1.2;H26.1.3', people: 'H26.1.3' },
    ])
    assert.deepEqual(await route.check(), [])
    await renewed(route)
    const tree = await route.house.units.current()
    const [split, whole] = [await idOf(route, 'H26.2'), await idOf(route, 'H26.1.1')]
    const reaches = async (code: string, unit: number) => tree.reaches(await idOf(route, code), unit)
    assert.deepEqual(
      [await reaches('H26.3', split), await reaches('H26.4', split), await reaches('H26', split)],
      [false, false, true],
    )
    assert.deepEqual([await reaches('H26.1.2', whole), await reaches('H26.1.3', whole)], [false, true])
    assert.deepEqual(
      tree.became('H26.1.1')?.to.map(({ code }) => code),
      ['H26.1.2', 'H26.1.3'],
    )
    assert.deepEqual(
      await Promise.all(['H26', 'H26.3', 'H26.1.2', 'H26.1.3'].map((code) => peopleOf(route, code))),
      [5, 0, 0, 2],
    )
    await route.push('H26', officials(0, 3, 'H26.3'))
    assert.deepEqual(await Promise.all(['H26', 'H26.3'].map((code) => peopleOf(route, code))), [5, 3])
  }),
)

test(
  'districts end, communes are merged into new ones with the code of one of them, names and codes change',
  onRoute(async (route) => {
    await decide(
      route,
      [
        { act: 'create', code: 'H26.D', parent: 'H26', name: 'Huyện D' },
        ...['H26.D.1', 'H26.D.2', 'H26.D.3'].map((code) => ({
          act: 'create',
          code,
          parent: 'H26.D',
          name: `Xã ${code}`,
        })),
      ],
      { effective: '2020-01-01' },
    )
    await renewed(route)
    await route.push('H26', [
      official(0, 'H26.D'),
      official(1, 'H26.D.1'),
      official(2, 'H26.D.2'),
      official(3, 'H26.D.3'),
    ])
    assert.equal(await peopleOf(route, 'H26.D'), 4)
    await decide(route, [
      { act: 'merge', unit: 'H26.D.1 H26.D.2', to: 'H26.D.1', name: 'Xã mới', parent: 'H26' },
      { act: 'move', unit: 'H26.D.3', parent: 'H26' },
      { act: 'end', unit: 'H26.D' },
      { act: 'rename', unit: 'H26.1.1', code: 'H26.11', name: 'Phường 11' },
    ])
    assert.deepEqual(await route.check(), [])
    await renewed(route)
    const tree = await route.house.units.current()
    const made = tree.byCode('H26.D.1')!
    assert.equal(made.name, 'Xã mới')
    const { rows } = await route.owner.query<{ people: number }>('select people from counter where unit_id = $1', [
      made.id,
    ])
    assert.equal(rows[0]!.people, 2)
    assert.deepEqual(tree.became('H26.11'), undefined)
    assert.deepEqual(
      tree.became('H26.1.1')?.to.map(({ code, name }) => [code, name]),
      [['H26.11', 'Phường 11']],
    )
    // Of a district that ended without heirs, whoever reaches the province reaches the people.
    assert.equal(tree.placeOf(await idOf(route, 'H26.D'))?.code, 'H26')
    assert.equal(tree.byCode('H26.D.3')?.id, await idOf(route, 'H26.D.3'))
    await route.push('H26', [official(0, 'H26.11')])
    const [past, now] = [await unitsOn(route.owner, '2023-06-19'), await unitsOn(route.owner, today)]
    const codes = (tree: typeof past) => tree.map(({ code }) => code)
    assert.deepEqual(
      codes(past).filter((code) => code.startsWith('H26')),
      [...['H26', 'H26.1', 'H26.1.1', 'H26.2', 'H26.D', 'H26.D.1', 'H26.D.2', 'H26.D.3']],
    )
    assert.deepEqual(
      codes(now).filter((code) => code.startsWith('H26')),
      ['H26', 'H26.1', 'H26.11', 'H26.2', 'H26.D.3', 'H26.D.1'],
    )
  }),
)

test(
  'a decision ahead takes effect when its day begins, and its counters with it',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 3, 'H26.1'))
    const done = await decide(route, [{ act: 'merge', unit: 'H26.1', to: 'H26.2' }], { effective: later })
    assert.equal(done.ahead, true)
    assert.deepEqual(await route.check(), [])
    assert.equal(await peopleOf(route, 'H26.2'), 0)
    // Until then it cannot be overtaken.
    await isRefused(
      'later',
      decide(route, [{ act: 'end', unit: 'H26.1.1' }], { effective: later }).then(() =>
        decide(route, [{ act: 'move', unit: 'H26.1', parent: 'H56' }]),
      ),
    )
    await renewed(route)
    assert.equal((await route.house.units.find('H26.1'))?.code, 'H26.1')
    assert.deepEqual(
      (await unitsOn(route.owner, later)).map(({ code }) => code).filter((code) => code.startsWith('H26')),
      ['H26', 'H26.2', 'H26.1.1'],
    )
    route.setToday(later)
    assert.equal(await turnUnits(route.sequencing, later), true)
    assert.equal(await turnUnits(route.sequencing, later), false)
    assert.deepEqual(await route.check(), [])
    await renewed(route)
    assert.equal(await route.house.units.find('H26.1'), undefined)
    assert.deepEqual([await peopleOf(route, 'H26.2'), await peopleOf(route, 'H26')], [3, 3])
  }),
)

test(
  'provinces merge: the body that follows takes their people over as it states them, without a case',
  onRoute(async (route) => {
    await route.push('H56', officials(0, 3, 'H56.1'))
    await route.push('H26', officials(10, 1, 'H26.1'))
    await decide(route, [{ act: 'merge', unit: 'H56', to: 'H26' }])
    assert.deepEqual(await route.check(), [])
    await renewed(route)
    const tree = await route.house.units.current()
    assert.equal(tree.byCode('H56.1')?.body, 'H26')
    assert.equal(await peopleOf(route, 'H26'), 4)
    const board = await readBoard(route.door.pool, today, null)
    assert.deepEqual(
      board.bodies.map(({ code }) => code),
      ['G01', 'H26'],
    )
    assert.equal(board.totals.people, 4)
    await refused('parcel.unitEnded', route.deliver('H56', route.pack('H56', [], { kind: 'full' })))
    const taken = await route.push('H26', officials(0, 2, 'H56.1'))
    const { rows } = await route.owner.query<{ holder: string; n: number }>(
      'select holder, count(*) as n from person group by 1 order by 1',
    )
    assert.deepEqual(rows, [
      { holder: 'H26', n: 3 },
      { holder: 'H56', n: 1 },
    ])
    assert.equal((await route.owner.query('select from elsewhere_case')).rowCount, 0)
    // What the old body says of them later is an outsider's; of whom it still holds nothing can be sent.
    await renewed(route)
    await route.push('H26', [official(2, 'H26.2')])
    assert.equal((await lastOutcome(route, 'H26')).outcome.outcome, 'entered')
    assert.deepEqual(await route.check(), [])
    // Taken back, what stood before stands again, the old holder included; the next statement takes the person over anew.
    await route.withdraw('H26', taken.parcelId)
    await route.settle()
    assert.deepEqual(await route.check(), [])
    const { rows: still } = await route.owner.query<{ holder: string; n: number }>(
      'select holder, count(*) as n from person group by 1 order by 1',
    )
    assert.deepEqual(still, [
      { holder: 'H26', n: 2 },
      { holder: 'H56', n: 2 },
    ])
    await route.push('H26', officials(0, 2, 'H26.2'))
    assert.equal((await lastOutcome(route, 'H26')).outcome.outcome, 'entered')
    assert.equal(await peopleOf(route, 'H26.2'), 3)
  }),
)

test(
  'what is not permitted is refused whole, and says why in both languages',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 1, 'H26.1'))
    await isRefused('unknown', decide(route, [{ act: 'end', unit: 'H26.77' }]))
    await isRefused('parts', decide(route, [{ act: 'end', unit: 'H26.1' }]))
    await isRefused('top', decide(route, [{ act: 'end', unit: 'G01' }]))
    await isRefused('cycle', decide(route, [{ act: 'move', unit: 'H26.1', parent: 'H26.1.1' }]))
    await isRefused('codeTaken', decide(route, [{ act: 'create', code: 'H26.2', parent: 'H26.1', name: 'x' }]))
    await isRefused('bodyCode', decide(route, [{ act: 'rename', unit: 'H56', code: 'H99' }]))
    await isRefused('twice', decide(route, [{ act: 'merge', unit: 'H26.1 H26.1', to: 'H26.2' }]))
    await isRefused('heir', decide(route, [{ act: 'split', unit: 'H26.1.1', to: 'H26.2', people: 'H26.1' }]))
    await isRefused('homeless', decide(route, [{ act: 'split', unit: 'H26.2', to: 'H26.1 H56.1' }]))
    await isRefused(
      'unknown',
      decide(route, [{ act: 'rename', unit: 'H26.1', name: 'x' }], { effective: '2014-12-31' }),
    )
    await isRefused('shape', decide(route, [{ act: 'merge', unit: 'H26.1' }]))
    // The first of two changes is not left behind.
    await isRefused(
      'unknown',
      decide(route, [
        { act: 'rename', unit: 'H26.1', name: 'Tên khác' },
        { act: 'end', unit: 'X' },
      ]),
    )
    assert.equal((await route.owner.query(`select from unit_name where name = 'Tên khác'`)).rowCount, 0)
    assert.equal((await route.owner.query('select from unit_act')).rowCount, 0)
    // Back-dated where nothing stands in the way; not before a change that is there.
    await decide(route, [{ act: 'rename', unit: 'H26.1', name: 'Sở Một' }], { effective: '2023-03-01' })
    await isRefused(
      'later',
      decide(route, [{ act: 'rename', unit: 'H26.1', name: 'Sở Hai' }], { effective: '2023-02-01' }),
    )
    const error = await decide(route, [{ act: 'rename', unit: 'H26.1', name: 'Sở Hai' }], {
      effective: '2023-03-01',
    }).catch((e: unknown) => e)
    assert.match(
      String((error as Error).message),
      /"H26\.1" đã có thay đổi từ ngày 2023-03-01[\s\S]*changes on 2023-03-01 already/,
    )
    await isRefused(
      'signature',
      decide(route, [{ act: 'rename', unit: 'H26.2', name: 'x' }], { signer: 'H26' as 'CENTRE' }),
    )
  }),
)

test(
  'an act is kept as it was signed, carried out once, and its preview is what is done',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_units', max: 1 })
    try {
      const decisions = readChanges([
        {
          decision: '202/2025/QH15',
          decidedOn: '2023-06-12',
          effective: today,
          act: 'merge',
          unit: 'H26.1',
          to: 'H26.2',
        },
        { act: 'rename', unit: 'H26.2', name: 'Sở Hai mới' },
        { decision: '203/2025/QH15', decidedOn: '2023-06-12', effective: later, act: 'end', unit: 'G01.1' },
      ])
      assert.deepEqual(
        decisions.map(({ changes }) => changes.length),
        [2, 1],
      )
      const previews = await previewUnitActs(pool, decisions)
      assert.equal((await route.owner.query('select from unit_act')).rowCount, 0)
      for (const [i, decision] of decisions.entries()) {
        const jws = signUnitOrder(decision, route.keys.CENTRE.seed, new Date())
        const frame = { pool, today, now: new Date() }
        const { id, state, ahead, ...counts } = await enterUnitAct(frame, jws)
        assert.deepEqual([state, ahead, counts], ['entered', i === 1, previews[i]])
        assert.equal((await enterUnitAct(frame, jws)).state, 'known')
        assert.deepEqual(await readUnitAct(pool, id), readStatement(jws).statement)
      }
      const acts = await readUnitActs(pool)
      assert.deepEqual(
        acts.map(({ decision, effective, changes, kid }) => [decision, effective, changes, kid]),
        [
          ['203/2025/QH15', later, 1, route.keys.CENTRE.kid],
          ['202/2025/QH15', today, 2, route.keys.CENTRE.kid],
        ],
      )
    } finally {
      await pool.end()
    }
  }),
)

test(
  'beside people who are entered and counters that are folded, the counters agree after each act',
  onRoute(async (route) => {
    const codes = ['H26.1', 'H26.2', 'H26.1.1']
    await route.push(
      'H26',
      codes.flatMap((code, i) => officials(i * 10, 3, code)),
    )
    // Deltas wait while the tree is turned: they are folded where their people stand then.
    await route.push('H26', officials(40, 2, 'H26.1'))
    await route.send('H26', officials(50, 3, 'H26.1.1'))
    const [, , done] = await Promise.all([
      route.settle(),
      route.settle(),
      decide(route, [{ act: 'move', unit: 'H26.1.1', parent: 'H56' }]),
    ])
    assert.equal(done.state, 'entered')
    await renewed(route)
    await route.settle()
    assert.deepEqual(await route.check(), [])
    while (await foldCodes(route.house.pool, route.house.keys));
    await decide(route, [{ act: 'merge', unit: 'H26.1', to: 'H26.1.1' }], { decision: '20/2023/QD' })
    await route.tick()
    assert.deepEqual(await route.check(), [])
    const shown = await Promise.all(['H26', 'H56'].map((code) => peopleOf(route, code)))
    assert.equal(shown[0]! + shown[1]!, 14)
  }),
)

/** A file of changes and a key, for the command. */
function filesOf(route: Route): { folder: string; key: string; file(name: string, text: string): string } {
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-units-'))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  return { folder, file, key: file('key.json', JSON.stringify({ seed: keyToText(route.keys.CENTRE.seed) })) }
}

test(
  'the command shows, signs and enters a file; killed (-9) in the middle nothing of it happened, and again it is entered',
  onRoute(async (route) => {
    const people = ['H26.1', 'H26.2', 'H26.1.1', 'H26'].flatMap((code, i) => officials(i * 10, 2, code))
    await route.push('H26', people)
    const { folder, file, key } = filesOf(route)
    const workers = workersOf(route)
    try {
      const csv = file(
        'changes.csv',
        `decision;decidedOn;effective;act;unit;to;code;name;parent;people;group
202/2025/QH15;2023-06-12;${today};merge;H26.1 H26.2;H26.1;;Sở Hợp nhất;;;
;;;rename;H26.1.1;;;"Phòng ""Một""";;;
203/2025/QH15;2023-06-12;${later};end;G01.1;;;;;;
`,
      )
      const run = (...args: string[]) => workers.run(['units', ...args], '')
      const lines = (text: string) =>
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      const [first, second, ...more] = lines((await run('preview', csv)).out)
      assert.deepEqual(
        [first.people, first.units, second.units.end, more.length],
        [6, { create: 1, rename: 1, move: 1, end: 2 }, 1, 0],
      )
      assert.match(first.says.vi, /^Quyết định 202\/2025\/QH15, hiệu lực 2023-06-20: lập 1, .* 6 người liên quan/)
      const signed = file('signed', (await run('sign', csv, key)).out)
      const shown = async () => {
        const { rows } = await route.owner.query('select unit_id, people from counter where people <> 0 order by 1')
        return [
          rows,
          (await unitsOn(route.owner, today)).length,
          (await route.owner.query('select from unit_act')).rowCount,
        ]
      }
      const before = await shown()
      // The last table that it writes: everything else is written, nothing is committed.
      const holder = await route.owner.connect()
      try {
        await holder.query('select pg_advisory_lock(79)')
        await trap(route, 'song_bucket', 'perform pg_advisory_xact_lock(79);')
        const entering = workers.launch(['units', 'enter', signed])
        await untilStuck(route)
        await workers.kill(entering)
        await route.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
        )
      } finally {
        holder.release(true)
      }
      await route.owner.query('drop trigger trap on song_bucket')
      assert.deepEqual(await shown(), before)
      assert.deepEqual(await route.check(), [])
      await route.settle()
      assert.deepEqual(
        lines((await run('enter', signed)).out).map(({ state, ahead }) => [state, ahead]),
        [
          ['entered', false],
          ['entered', true],
        ],
      )
      assert.deepEqual(
        lines((await run('enter', signed)).out).map(({ state }) => state),
        ['known', 'known'],
      )
      assert.deepEqual(await route.check(), [])
      const listed = lines((await run('list')).out)
      assert.deepEqual(
        listed.map(({ decision }) => decision),
        ['203/2025/QH15', '202/2025/QH15'],
      )
      const act = lines((await run('show', listed[1].id)).out)[0]
      assert.deepEqual(
        act.changes.map((one: { act: string }) => one.act),
        ['merge', 'rename'],
      )
      const { out: tree } = await run('tree', today, 'H26')
      assert.equal(tree, 'H26  Cơ quan H26\n  H26.1  Sở Hợp nhất\n    H26.1.1  Phòng "Một"\n')
      const { out, error } = await run(
        'enter',
        file('spoilt', `${readFileSync(signed, 'utf8').trim().split('\n')[0]}x`),
      )
      assert.equal(out, '')
      assert.match(error, /Chữ ký không phải.*\n.*not that of an operator/)
    } finally {
      await workers.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }),
)

test(
  'a running sequencer turns the tree on the day, and every cache follows within half a minute of asking it',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'))
    await decide(route, [{ act: 'merge', unit: 'H26.1', to: 'H26.2' }], { effective: later })
    const cache = unitCache(route.door.pool, () => later)
    const stale = await cache.current()
    route.setToday(later)
    const workers = workersOf(route)
    try {
      await workers.start('sequence', { CBCCVC_TODAY: later })
      const turned = async () =>
        (await route.owner.query('select from unit_turn where day = $1', [later])).rowCount === 1
      for (let left = 100; left > 0 && !(await turned()); left--) await pause(100)
      assert.ok(await turned())
      // Whoever only asks for codes, and knows the code, hears of it as well.
      Object.assign(stale, { readAt: Date.now() - 31_000 })
      assert.equal(await cache.find('H26.1'), undefined)
      assert.equal((await cache.current()).reaches((await cache.find('H26.2'))!.id, await idOf(route, 'H26.1')), true)
    } finally {
      await workers.close()
    }
    assert.equal(await peopleOf(route, 'H26.2'), 2)
  }),
)

/** Reading a record by permit, and the second wall behind it: what PostgreSQL shows to the desk. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  linked,
  openPool,
  type PlaceInList,
  type Pool,
  readPeople,
  readRecord,
  type SeenPeople,
  type Subject,
  soughtWords,
  transaction,
  unitOfPerson,
} from '@cbccvc/registry'
import { edition, type FieldClass } from '@cbccvc/standard'
import { noStanding, permit, type RecordPermit } from '../../../../packages/registry/src/access/index.ts'
import { personOf } from '../testing/book.ts'
import { decide } from '../testing/decide.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, today } from '../testing/route.ts'

const number = (i: number) => official(i, 'H26').soDinhDanh as string
const classOf = (field: string) => edition().byId.get(field)!.class

async function withDesk(route: Route, work: (desk: Pool) => Promise<void>): Promise<void> {
  const desk = linked(openPool({ url: route.databaseUrl, role: 'cbccvc_desk', max: 2 }), route.house.keys)
  try {
    await work(desk)
  } finally {
    await desk.end()
  }
}

function subject(role: 'officer' | 'viewer', unitId: number): Subject {
  return {
    kind: 'account',
    accountId: randomUUID(),
    sessionId: randomUUID(),
    personId: null,
    sender: null,
    grants: [{ id: randomUUID(), role, unitId, via: 'issued', validFrom: '2020-01-01', validTo: null }],
    secondFactor: true,
    steppedUpAt: null,
    address: '192.0.2.7',
  }
}

/** A permit for this look, or the refusal. */
async function ask<A extends 'record.read' | 'record.history'>(
  route: Route,
  desk: Pool,
  action: A,
  { who, personId, classes }: { who: Subject; personId: number; classes: readonly FieldClass[] },
) {
  const unitId = (await unitOfPerson(desk, personId))!
  const target = { kind: 'person', personId, unitId } as const
  const purpose = { code: 'personnel', ground: 'tt06' } as const
  const tree = await route.house.units.current()
  return permit<A>(who, { action, target, classes, purpose, standing: noStanding }, tree, { now: new Date(), today })
}

async function allowed<A extends 'record.read' | 'record.history'>(
  ...args: [...Parameters<typeof ask<A>>]
): Promise<RecordPermit<A>> {
  const given = await ask<A>(...args)
  assert.ok(typeof given === 'object', String(given))
  return given as RecordPermit<A>
}

const looks = async (route: Route) => (await route.owner.query('select * from access_look order by id')).rows

test(
  'an officer reads the own people in the clear, a viewer masked, and each look is written down',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 3, 'H26.1.1'))
    const unit = (code: string) => route.house.units.find(code).then((found) => found!.id)
    const book = await personOf(route, number(1))
    await withDesk(route, async (desk) => {
      const who = subject('officer', await unit('H26.1'))
      const classes = ['public', 'internal', 'restricted'] as const
      const given = await allowed(route, desk, 'record.read', { who, personId: book.id, classes })
      const seen = (await readRecord(desk, route.house.keys, given))!
      const expected = Object.entries(book.values).filter(([field]) => classOf(field) !== 'sealed')
      assert.deepEqual(
        Object.entries(seen.fields)
          .map(([field, { value }]) => [field, value])
          .sort(),
        expected.sort(),
      )
      assert.ok(expected.some(([field]) => classOf(field) === 'restricted'))
      const [look] = await looks(route)
      assert.deepEqual(
        [look.account_id, Number(look.person_id), look.purpose, look.legal_ground, look.address, look.classes],
        [
          who.accountId,
          book.id,
          'personnel',
          'tt06',
          '192.0.2.7',
          ['public:clear', 'internal:clear', 'restricted:clear'],
        ],
      )

      const viewer = subject('viewer', await unit('H26'))
      const masked = await allowed(route, desk, 'record.read', { who: viewer, personId: book.id, classes })
      const view = (await readRecord(desk, route.house.keys, masked))!
      assert.equal(view.fields.soDinhDanh!.value, `•••${number(1).slice(-3)}`)
      for (const [field, { value, form }] of Object.entries(view.fields)) {
        assert.equal(form, classOf(field) === 'restricted' ? 'masked' : 'clear', field)
        if (form === 'masked') assert.match(String(value), /^•••(\d{3})?$/, field)
      }
      assert.equal(JSON.stringify(view).includes(number(1)), false)

      const stranger = subject('officer', await unit('H26.2'))
      assert.equal(
        await ask(route, desk, 'record.read', { who: stranger, personId: book.id, classes }),
        'access.notFound',
      )
      assert.equal((await looks(route)).length, 2)
    })
  }),
)

test(
  'a look that cannot be written down is not answered, and a person who moved meanwhile is not found',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 2, 'H26.1'), { asOf: '2023-05-01' })
    const { id: personId } = await personOf(route, number(0))
    const top = (await route.house.units.find('H26.1'))!.id
    await withDesk(route, async (desk) => {
      const look = { who: subject('officer', top), personId, classes: ['public'] } as const
      const given = await allowed(route, desk, 'record.read', look)
      await route.owner.query('alter table access_look add constraint nothing check (false) not valid')
      await assert.rejects(readRecord(desk, route.house.keys, given), { code: '23514' })
      await route.owner.query('alter table access_look drop constraint nothing')
      assert.ok(await readRecord(desk, route.house.keys, given))
      await route.push('H26', [official(0, 'H26.2')], { asOf: '2023-05-20' })
      assert.equal(await readRecord(desk, route.house.keys, given), null)
      assert.equal(await ask(route, desk, 'record.read', look), 'access.notFound')
      assert.equal((await looks(route)).length, 1)
    })
  }),
)

test(
  'the past is read with a permit for the history: as of a day, as known by an instant',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1', { chieuCao: 160 })], { asOf: '2023-05-01' })
    await route.push('H26', [official(0, 'H26.1', { chieuCao: 165 })], { asOf: '2023-06-01' })
    const book = await personOf(route, number(0))
    const top = (await route.house.units.find('H26'))!.id
    await withDesk(route, async (desk) => {
      const look = { who: subject('officer', top), personId: book.id, classes: ['internal'] } as const
      const given = await allowed(route, desk, 'record.history', look)
      const height = async (at: Parameters<typeof readRecord>[3]) =>
        (await readRecord(desk, route.house.keys, given, at))!.fields.chieuCao?.value
      assert.equal(await height({}), 165)
      assert.equal(await height({ trueOn: '2023-05-31' }), 160)
      assert.equal(await height({ trueOn: '2023-04-30' }), undefined)
      assert.equal(await height({ knownBy: book.statements[0]!.recordedAt }), 160)
      const now = await allowed(route, desk, 'record.read', look)
      assert.throws(() => readRecord(desk, route.house.keys, now, { trueOn: '2023-05-31' }), RangeError)
    })
  }),
)

test(
  'a list and a search show the people within reach by name, restricted fields masked, and each is a look',
  onRoute(async (route) => {
    await route.push('H26', [...officials(0, 7, 'H26.1.1'), ...officials(7, 3, 'H26.2')])
    await route.push('H56', officials(20, 4, 'H56.1'))
    const tree = await route.house.units.current()
    const unitOf = async (code: string) => (await route.house.units.find(code))!.id
    const top = await unitOf('H26.1')
    await withDesk(route, async (desk) => {
      const given = <A extends 'record.list' | 'record.search'>(action: A, unitId: number) =>
        permit<A>(
          subject('officer', top),
          {
            action,
            target: { kind: 'unit', unitId },
            classes: ['public', 'restricted'],
            purpose: { code: 'personnel', ground: 'tt06' },
            standing: noStanding,
          },
          tree,
          { now: new Date(), today },
        )
      assert.equal(given('record.list', await unitOf('H26')), 'access.notAllowed')
      assert.equal(given('record.list', await unitOf('H26.2')), 'access.notAllowed')
      const list = given('record.list', top)
      assert.ok(typeof list === 'object')
      const names: unknown[] = []
      let after: PlaceInList | null = null
      do {
        const page: SeenPeople = await readPeople(desk, route.house.keys, list, tree, { after, limit: 3 })
        for (const { fields, unitId } of page.people) {
          names.push(fields.hoTenKhaiSinh!.value)
          assert.equal(unitId, await unitOf('H26.1.1'))
          assert.equal(fields.soDinhDanh!.value, '•••')
          for (const field of Object.keys(fields)) assert.match(classOf(field), /^(public|restricted)$/)
        }
        after = page.next
      } while (after)
      const own = officials(0, 7, 'H26.1.1').map((one) => one.hoTenKhaiSinh)
      assert.deepEqual([...names].sort(), [...own].sort())
      assert.equal((await looks(route)).length, 7)

      const search = given('record.search', top)
      assert.ok(typeof search === 'object')
      const whole = own[0] as string
      const found = await readPeople(desk, route.house.keys, search, tree, {
        sought: { words: soughtWords(whole) },
      })
      assert.ok(found.people.length >= 1)
      for (const { fields } of found.people) assert.equal(fields.hoTenKhaiSinh!.value, whole)
      const outside = official(20, 'H56.1').hoTenKhaiSinh as string
      const none = await readPeople(desk, route.house.keys, search, tree, {
        sought: { words: soughtWords(`${outside} %`) },
      })
      assert.deepEqual(none.people, [])
      assert.throws(() => readPeople(desk, route.house.keys, list, tree, { sought: { words: [] } }), RangeError)
    })
  }),
)

test(
  'the desk sees no row of the book that its transaction does not name, and no box of a class that it does not name',
  onRoute(async (route) => {
    await route.push('H26', [...officials(0, 3, 'H26.1'), ...officials(3, 2, 'H26.2')])
    await route.push('H56', officials(10, 2, 'H56.1'))
    const { id } = await personOf(route, number(0))
    const other = (await personOf(route, number(10))).id
    await withDesk(route, async (desk) => {
      const seen = (settings: Record<string, string>, sql: string, values: unknown[] = []) =>
        transaction(desk, async (tx) => {
          for (const [name, value] of Object.entries(settings))
            await tx.query('select set_config($1, $2, true)', [`cbccvc.${name}`, value])
          return (await tx.query(sql, values)).rows
        })
      const persons = 'select distinct person_id as id from entry order by 1'
      assert.deepEqual(await seen({}, persons), [])
      assert.deepEqual(await seen({ people: '' }, persons), [])
      assert.deepEqual(await seen({ people: `{[${id},${id}]}` }, persons), [{ id }])
      assert.deepEqual(await seen({ people: '{}' }, persons), [])
      assert.deepEqual(await seen({ person: '' }, persons), [])
      assert.deepEqual(await seen({ person: String(id) }, persons), [{ id }])
      // A setting of one transaction is gone with it.
      assert.deepEqual(await seen({}, persons), [])

      const boxes = 'select restricted is not null as restricted, sealed is not null as sealed from desk_boxes($1)'
      assert.deepEqual(await seen({}, boxes, [id]), [])
      assert.deepEqual(await seen({ people: `{[${id},${id}]}`, classes: 'restricted' }, boxes, [id]), [], 'a list')
      assert.deepEqual(await seen({ person: String(id), classes: 'restricted,sealed' }, boxes, [other]), [])
      assert.deepEqual(await seen({ person: String(id) }, boxes, [id]), [{ restricted: false, sealed: false }])
      assert.deepEqual(await seen({ person: String(id), classes: 'restricted' }, boxes, [id]), [
        { restricted: true, sealed: false },
      ])

      for (const statement of [
        'select restricted from entry_blob',
        'select person_id from entry_2026',
        'select salts from entry',
        'select blind from person',
        'select mac from person',
        'select bytes from part',
        'select manifest from parcel',
        'select payload from feed_chunk',
        'select facts from finding',
        'select values_sealed from proposal',
        'select * from sender_key',
        'select * from access_look',
        'insert into entry select * from entry',
        `update person set holder = ''`,
        'delete from access_look',
      ])
        await assert.rejects(desk.query(statement), { code: '42501' }, statement)
    })
    // The nation's roles see every row, as before.
    const { rows } = await route.house.pool.query('select count(distinct person_id)::int as n from entry')
    assert.equal(rows[0].n, 7)
  }),
)

test(
  'a unit that was merged is reached by whoever reaches the unit that follows, as the tree is read from the database',
  onRoute(async (route) => {
    await route.push('H26', officials(0, 1, 'H26.2'))
    const { id: personId } = await personOf(route, number(0))
    const [old, next, top] = (
      await Promise.all(['H26.2', 'H26.1', 'H26'].map((code) => route.house.units.find(code)))
    ).map((found) => found!.id) as [number, number, number]
    await decide(route, [{ act: 'merge', unit: 'H26.2', to: 'H26.1' }])
    const fresh = { ...route, house: { ...route.house, units: { current: () => readTree(route) } } } as unknown as Route
    await withDesk(route, async (desk) => {
      const look = (unitId: number) =>
        ask(fresh, desk, 'record.read', { who: subject('officer', unitId), personId, classes: ['public'] })
      assert.equal(typeof (await look(next)), 'object')
      assert.equal(typeof (await look(top)), 'object')
      assert.equal(await look(old), 'access.notFound')
    })
  }),
)

async function readTree(route: Route) {
  const { readUnits } = await import('@cbccvc/registry')
  return readUnits(route.house.pool, today)
}

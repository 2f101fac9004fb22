/** The public directory: whom a body publishes, as far as the ceiling goes, and nobody else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { enrolDirectory, transaction } from '@cbccvc/registry'
import { publicCeiling, publicRank } from '../../../../packages/registry/src/access/index.ts'
import { decide } from '../testing/decide.ts'
import { official } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'

interface Told {
  readonly people: { unit: string; fields: Record<string, unknown> }[]
  readonly next: string | null
}

const publish = (route: Route, directory: { unit: string; staff?: boolean; published?: boolean }[]) =>
  transaction(route.owner, (tx) => enrolDirectory(tx, directory))

async function leaders(route: Route, unit: string, query = ''): Promise<Told & { text: string; code?: string }> {
  const text = await (await fetch(`${route.url}/v1/directory/units/${unit}/leaders${query}`)).text()
  return { ...(JSON.parse(text) as Told), text }
}
async function search(route: Route, body: object): Promise<Told & { text: string; code?: string }> {
  const headers = { 'content-type': 'application/json', 'x-cbccvc': '1' }
  const response = await fetch(`${route.url}/v1/directory/search`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { ...(JSON.parse(text) as Told), text }
}

const work = { trangThaiCongTac: 'DLV' }
const people = [
  official(0, 'H26.1', { ...work, chucVuHienTai: 'TINH.GDS' }),
  official(1, 'H26.1.1', { ...work, chucVuHienTai: 'TINH.TPS' }),
  official(2, 'H26.1.1', { ...work, chucVuHienTai: null }),
  official(3, 'H26.2', { ...work, chucVuHienTai: 'TINH.PGDS' }),
  official(4, 'H26.1', { trangThaiCongTac: 'NGHIHUU', chucVuHienTai: 'TINH.GDS' }),
]
const nameOf = (i: number) => people[i]!.hoTenKhaiSinh as string
const names = ({ people: list }: Told) => list.map(({ fields }) => fields.hoTenKhaiSinh as string).sort()

/** Every text of a value, with what it stands in. */
function texts(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts)
  return value === null || value === undefined || String(value).length < 6 ? [] : [String(value)]
}

test(
  'nobody is published until the body does it; then its leaders, and its staff only where it says so',
  onRoute(async (route) => {
    await route.push('H26', people)
    await route.push('H56', [official(10, 'H56.1', { ...work, chucVuHienTai: 'TINH.GDS' })])
    assert.deepEqual((await leaders(route, 'H26')).people, [])
    assert.deepEqual((await search(route, { unit: 'H26', name: nameOf(0) })).people, [])

    await publish(route, [{ unit: 'H26.1', staff: false }])
    assert.deepEqual(names(await leaders(route, 'H26')), [nameOf(0), nameOf(1)].sort(), 'of the published part alone')
    assert.deepEqual((await leaders(route, 'H26.2')).people, [])
    assert.deepEqual((await leaders(route, 'H56')).people, [])
    assert.deepEqual((await search(route, { unit: 'H26', name: nameOf(2) })).people, [], 'no leading post')
    await publish(route, [{ unit: 'H26.1', staff: true }])
    assert.ok(names(await search(route, { unit: 'H26', name: nameOf(2) })).includes(nameOf(2)))
    assert.equal(names(await leaders(route, 'H26')).length, 2, 'the list stays one of leaders')
    assert.equal(
      names(await search(route, { unit: 'H26', name: nameOf(4) })).includes(nameOf(4)),
      nameOf(4) === nameOf(0),
    )

    const all: string[] = []
    let next: string | null = null
    do {
      const page: Told = await leaders(route, 'H26', `?limit=1${next ? `&after=${next}` : ''}`)
      all.push(...names(page))
      next = page.next
    } while (next)
    assert.deepEqual(all.sort(), [nameOf(0), nameOf(1)].sort())
    // A place in the list is somebody who is in it: with others nobody learns where their names stand.
    const { rows } = await route.owner.query<{ id: number }>('select id from person order by id')
    const codes = await Promise.all(
      rows.map(async ({ id }) => (await leaders(route, 'H26', `?after=${route.house.keys.refOf(Number(id))}`)).code),
    )
    assert.equal(codes.filter((code) => code === 'list.cursor').length, rows.length - 2)
    assert.equal((await route.owner.query('select from access_look')).rows.length, 0)
  }),
)

test(
  'of each rank the public sees what its column of the ceiling gives, and no other value of the record',
  onRoute(async (route) => {
    await route.push('H26', people)
    await publish(route, [{ unit: 'H26', staff: true }])
    for (const i of [0, 1, 2, 3]) {
      const record = people[i]!
      const told = await search(route, { unit: 'H26', name: nameOf(i) })
      const one = told.people.find(({ fields }) => fields.hoTenKhaiSinh === nameOf(i))
      assert.ok(one, told.text)
      const rank = publicRank(record.chucVuHienTai)
      assert.equal(rank, (['senior', 'leader', 'staff', 'leader'] as const)[i])
      const given = Object.entries(publicCeiling).flatMap(([field, by]) => (by[rank].form === 'hidden' ? [] : [field]))
      assert.ok(
        Object.keys(one.fields).every((field) => given.includes(field)),
        Object.keys(one.fields).join(),
      )
      if (rank === 'senior') {
        assert.equal(one.fields.ngaySinh, (record.ngaySinh as string).slice(0, 4))
        assert.ok(Array.isArray(one.fields.quaTrinhCongTac))
      }
      const shown = JSON.stringify(one)
      const allowed = Object.keys(one.fields).flatMap((field) => texts(record[field]))
      for (const [field, value] of Object.entries(record))
        if (!given.includes(field))
          for (const text of texts(value))
            if (!allowed.some((part) => part.includes(text)))
              assert.equal(shown.includes(text), false, `${field} of ${rank} is shown`)
    }
  }),
)

test(
  'what is published is taken back by the command that published it, and follows the tree',
  onRoute(async (route) => {
    await route.push('H26', people)
    assert.deepEqual(await publish(route, [{ unit: 'H26.1', staff: true }, { unit: 'H26.1.1' }, { unit: 'H99' }]), [
      'H99',
    ])
    assert.deepEqual(names(await leaders(route, 'H26')), [nameOf(0), nameOf(1)].sort())
    // The part below it was published by a line of its own.
    assert.deepEqual(await publish(route, [{ unit: 'H26.1', published: false }]), [])
    assert.deepEqual(names(await leaders(route, 'H26')), [nameOf(1)])
    assert.deepEqual(names(await search(route, { unit: 'H26', name: nameOf(0) })), [])
    await publish(route, [{ unit: 'H26.1.1', published: false }])
    assert.deepEqual(names(await leaders(route, 'H26')), [])
    // What follows a unit that was merged shows the people of both; the publication of the merged one has ended with it.
    await publish(route, [{ unit: 'H26.2' }, { unit: 'H26.1' }])
    await decide(route, [{ act: 'merge', unit: 'H26.1', to: 'H26.2' }])
    await pause(1100)
    await route.house.units.find('-')
    await route.door.units.find('-')
    const shown = await leaders(route, 'H26.2')
    assert.deepEqual(names(shown), [nameOf(0), nameOf(1), nameOf(3)].sort())
    assert.deepEqual(shown.people.map(({ unit }) => unit).sort(), ['H26.1.1', 'H26.2', 'H26.2'])
    await publish(route, [
      { unit: 'H26.2', published: false },
      { unit: 'H26.1', published: false },
    ])
    assert.deepEqual(names(await leaders(route, 'H26')), [])
    assert.equal((await route.owner.query('select from directory_unit')).rowCount, 0)
  }),
)

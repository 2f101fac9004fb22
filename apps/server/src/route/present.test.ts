/** What stands now, after parcels that overlap, a hand-over, and a correction. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCaller, openPool, progress, submitManifest, submitPart } from '@cbccvc/registry'
import { personOf } from '../testing/book.ts'
import { pack } from '../testing/parcel.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, today } from '../testing/route.ts'

const number = official(0, 'H26').soDinhDanh as string

const leftOut = async (route: Route) => (await route.feed('H26')).filter((line) => line.kind === 'left')

test(
  'a full parcel does not ask about a person whom a newer parcel named while it was under way',
  onRoute(async (route) => {
    const people = officials(0, 4, 'H26.1')
    const key = route.keys.H26
    const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_work', max: 2 })
    const house = { ...route.house, pool }
    const front = openPool({ url: route.databaseUrl, role: 'cbccvc_door', max: 2 })
    const door = { ...route.door, pool: front }
    const caller = (await findCaller(pool, key.kid))!
    const deliver = async (records: readonly unknown[], senderSeq: number, kind: 'full' | 'changes') => {
      const parcel = pack(records, key, {
        sender: 'H26',
        unit: 'H26.1',
        asOf: today,
        senderSeq,
        kind,
        recordsPerPart: 2,
      })
      await submitManifest(door, caller, parcel.jws)
      for (const [no, part] of parcel.parts.entries())
        await submitPart(door, caller, parcel.parcelId, no, Buffer.from(part))
    }
    await deliver(people, 701, 'full')
    await progress(house)
    await deliver([{ ...people[0]!, chieuCao: 171 }], 702, 'changes')
    while (await progress(house));
    await Promise.all([pool.end(), front.end()])
    await route.settle()
    assert.deepEqual(await leftOut(route), [])
  }),
)

test(
  'after a release the new holder’s record stands as it says it again',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1', { chieuCao: 160 })], { asOf: '2023-04-30' })
    await route.push('H56', [official(0, 'H56.1', { chieuCao: 170 })], { asOf: '2023-05-10' })
    await route.push('H26', [official(0, 'H26.2', { chieuCao: 161 })], { asOf: '2023-05-20' })
    const line = (await route.feed('H56')).find((line) => line.kind === 'case')
    assert.ok(line?.kind === 'case')
    await route.answer('H26', line.id, 'release')
    assert.equal((await personOf(route, number)).values.chieuCao, 161, 'the last that was said stands')
    await route.push('H56', [official(0, 'H56.1', { chieuCao: 170 })], { asOf: '2023-06-19' })
    const person = await personOf(route, number)
    assert.deepEqual([person.holder, person.unit], ['H56', 'H56.1'])
    assert.deepEqual([person.values.chieuCao, person.values.coQuanSuDung], [170, 'H56.1'])
    await route.push('H56', [official(0, 'H56.1', { chieuCao: 170 })], { asOf: '2023-06-20' })
    assert.equal(
      (await personOf(route, number)).statements.length,
      person.statements.length,
      'said a third time: nothing new',
    )
  }),
)

test(
  'a correction that states less leaves a record that is not complete, and the word says so',
  onRoute(async (route) => {
    const whole = official(0, 'H26.1')
    await route.push('H26', [whole])
    const complete = async () => (await route.owner.query<{ du: boolean }>('select du from person')).rows[0]!.du
    const first = await personOf(route, number)
    assert.equal(await complete(), true)
    const { soDinhDanh, hoTenKhaiSinh, ngaySinh, coQuanQuanLy, coQuanSuDung, loaiDoiTuong } = whole
    const less = { soDinhDanh, hoTenKhaiSinh, ngaySinh, coQuanQuanLy, coQuanSuDung, loaiDoiTuong }
    await route.push('H26', [{ ...less, $replaces: first.statements[0]!.digest }])
    assert.equal(await complete(), false)
  }),
)

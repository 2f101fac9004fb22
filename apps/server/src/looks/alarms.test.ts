/** Canaries and unusual looking: what raises an alarm, what does not, who learns of it and how much. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { LookShapes } from '@cbccvc/contract'
import { openPool, plantCanary, type Raised, sequencer } from '@cbccvc/registry'
import { inOffice, type Office } from '../testing/accounts.ts'
import { type Asker, askerOf } from '../testing/askers.ts'
import { personOf } from '../testing/book.ts'
import { writeLook, writeLooks } from '../testing/looks.ts'
import { official } from '../testing/people.ts'
import { onRoute, type Route } from '../testing/route.ts'
import { national, number, watched } from '../testing/watchers.ts'

const personnel = { purpose: { code: 'personnel' } }

async function listed(office: Office, by: Asker): Promise<LookShapes.Alarms['alarms']> {
  const cookie = `session=${await office.signIn(by.holder)}`
  const answer = await fetch(`${office.url}/v1/alarms`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as LookShapes.Alarms).alarms
}

const alarms = async (route: Route) =>
  (await route.owner.query('select kind, account_id, look_no, facts from alarm order by at, kind')).rows

test(
  'a canary that is read raises an alarm, once a day for each who reads; in the own list it raises none',
  inOffice(async (office) => {
    const { route } = office
    const all = await watched(office)
    const { officer, auditor, people } = all
    assert.equal(await plantCanary(route.owner, route.house.keys, '000000000000'), false)
    assert.equal(await plantCanary(route.owner, route.house.keys, number(18)), true)
    await officer.post('/v1/units/H26.1/people', personnel)
    await officer.post(`/v1/people/${people[2]}/record`, personnel)
    await route.tick()
    assert.deepEqual(await listed(office, auditor), [], 'neither a list, nor another record')

    const read = await officer.post(`/v1/people/${people[1]}/record`, personnel)
    assert.equal(read.status, 200, 'the reader is not told')
    await officer.post(`/v1/people/${people[1]}/history`, personnel)
    await route.tick()
    await officer.post(`/v1/people/${people[1]}/record`, personnel)
    await route.tick()
    const [alarm, ...more] = await listed(office, auditor)
    assert.deepEqual(more, [])
    assert.deepEqual(
      [alarm!.kind, alarm!.overdue, alarm!.about!.login, alarm!.about!.who!.name, alarm!.about!.person],
      ['canary', false, 'hn.canbo', 'Người giữ hn.canbo', people[1]],
    )

    // Who runs the data centre learns that there was one; nobody else learns anything.
    const runs = await askerOf(office, await national(office, all.founders, 'dataCentreAdministrator', 'tt.vanhanh'))
    assert.deepEqual(await listed(office, runs), [{ ...alarm, about: null }])
    for (const other of [officer, all.administrator, all.approver]) {
      const cookie = `session=${await office.signIn(other.holder)}`
      const answer = await fetch(`${office.url}/v1/alarms`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } })
      assert.equal(answer.status, 403)
    }
    const settle = `/v1/alarms/${alarm!.alarmId}/settlement`
    assert.equal((await runs.post(settle, { word: 'x' })).status, 403)
    assert.equal((await auditor.post(settle, { word: 'Đã làm việc với cán bộ' })).status, 200)
    assert.equal((await auditor.post(settle, { word: 'x' })).json.code, 'alarm.unknown')
    const [settled] = await listed(office, auditor)
    assert.deepEqual(
      [settled!.about!.word, settled!.about!.settledBy!.name],
      ['Đã làm việc với cán bộ', 'Người giữ bo.thanhtra'],
    )
  }),
)

test(
  'no role of an account, a door or a worker can tell a canary',
  onRoute(async (route) => {
    for (const role of [
      'cbccvc_desk',
      'cbccvc_identity',
      'cbccvc_door',
      'cbccvc_work',
      'cbccvc_watch',
      'cbccvc_app',
    ] as const) {
      const pool = openPool({ url: route.databaseUrl, role, max: 1 })
      try {
        await assert.rejects(pool.query('select from canary'), { code: '42501' }, role)
      } finally {
        await pool.end()
      }
    }
  }),
)

test(
  'canaries of three bodies in the lists of one day raise an alarm, of two none',
  onRoute(async (route) => {
    await route.push('H26', [official(1, 'H26.1')])
    await route.push('H56', [official(2, 'H56.1')])
    await route.push('G01', [official(3, 'G01.1')])
    const ids: number[] = []
    for (const i of [1, 2, 3]) {
      assert.ok(await plantCanary(route.owner, route.house.keys, number(i)))
      ids.push((await personOf(route, number(i))).id)
    }
    const account = randomUUID()
    const list = (i: number, who = account) =>
      writeLook(route, { account: who, person: ids[i]!, action: 'record.list' })
    await list(0)
    await list(1)
    await list(2, randomUUID())
    await route.tick()
    assert.deepEqual(await alarms(route), [])
    await list(2)
    await route.tick()
    assert.deepEqual(await alarms(route), [{ kind: 'canaries', account_id: account, look_no: 4, facts: { bodies: 3 } }])
    // A mark that was taken away counts no more.
    await route.owner.query('update canary set ended_at = now() where person_id = $1', [ids[0]])
    await writeLook(route, { account, person: ids[0]! })
    await route.tick()
    assert.equal((await alarms(route)).length, 1)
  }),
)

test(
  'an account that looks more than ten times its usual raises an alarm, one that always looks much none',
  onRoute(async (route) => {
    const [quiet, busy] = [randomUUID(), randomUUID()]
    const many = (account: string, n: number) =>
      writeLooks(
        route,
        Array.from({ length: n }, (_, i) => ({ account, person: i + 1 })),
      )
    await route.owner.query(
      `insert into look_day select a, current_date - d, case a when $1 then 20 else 200 end
         from unnest(array[$1, $2]::uuid[]) a, generate_series(2, 12) d`,
      [quiet, busy],
    )
    await many(quiet, 300)
    await many(busy, 900)
    await route.tick()
    assert.deepEqual(await alarms(route), [])
    await many(quiet, 1)
    await route.tick()
    const raised = [{ kind: 'unusual', account_id: quiet, look_no: 1201, facts: { looks: 301, usual: 20 } }]
    assert.deepEqual(await alarms(route), raised)
    await many(quiet, 100)
    await route.tick()
    assert.deepEqual(await alarms(route), raised, 'once a day')
  }),
)

test(
  'the sequencer tells of an alarm after the commit, without who or whose; a fault in judging leaves the looks numbered',
  onRoute(async (route) => {
    await route.push('H26', [official(1, 'H26.1')])
    await plantCanary(route.owner, route.house.keys, number(1))
    const { id } = await personOf(route, number(1))
    const told: Raised[] = []
    const faults: unknown[] = []
    const one = sequencer(route.sequencing, route.log, {
      alarm: (raised) => void told.push(raised),
      fault: (error) => void faults.push(error),
    })
    await writeLook(route, { account: randomUUID(), person: id })
    await one.tick(async () => {})
    assert.deepEqual(
      told.map((raised) => Object.keys(raised).sort()),
      [['alarmId', 'kind']],
    )
    await one.tick(async () => {})
    assert.equal(told.length, 1)

    await route.owner.query('alter table look_day rename to gone')
    await writeLook(route, { account: randomUUID(), person: id })
    await one.tick(async () => {})
    assert.deepEqual([told.length, faults.length], [1, 1])
    await route.owner.query('alter table gone rename to look_day')
    const { rows } = await route.owner.query('select count(no) as n from access_look')
    assert.equal(rows[0].n, 2)
  }),
)

/** The breach drill: whose data an account touched, on the command line at 100,000 looks, and for the auditor at the door. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { LookShapes } from '@cbccvc/contract'
import { openWatch, touched } from '@cbccvc/registry'
import { inOffice } from '../testing/accounts.ts'
import { askerOf } from '../testing/askers.ts'
import { type Looked, writeLook, writeLooks } from '../testing/looks.ts'
import { onRoute, type Route } from '../testing/route.ts'
import { number, watched } from '../testing/watchers.ts'
import { workersOf } from '../testing/worker.ts'

const from = '2023-06-01T00:00:00+07:00'
const to = '2023-06-02T00:00:00+07:00'

/** Looks of one account within the day, at so many people. */
const many = (route: Route, account: string, looks: number, people: number) =>
  writeLooks(
    route,
    Array.from({ length: looks }, (_, i): Looked => {
      const opened = i % 10 === 0
      return {
        ...{ account, session: account, person: 1 + (i % people), address: `192.0.2.${i % 3}` },
        at: new Date(Date.parse('2023-06-01T08:00:00+07:00') + i * 100),
        action: opened ? 'record.read' : 'record.list',
        classes: ['public:clear', opened ? 'restricted:clear' : 'restricted:masked'],
      }
    }),
  )

async function accountOf(route: Route, login: string): Promise<string> {
  const id = randomUUID()
  await route.owner.query(`insert into account (id, login, name, made_at) values ($1, $2, 'Người thử', now())`, [
    id,
    login,
  ])
  return id
}

test(
  'on the command line: 100,000 looks, every person once, counts by class and action, and the notice to send',
  onRoute(async (route) => {
    const account = await accountOf(route, 'hn.nghi.van')
    await many(route, account, 100_000, 20_000)
    await writeLook(route, { account, person: 1, at: new Date('2023-06-01T17:00:00Z') })
    await writeLook(route, { account: randomUUID(), person: 99_999, at: new Date('2023-06-01T05:00:00Z') })
    const processes = workersOf(route)
    try {
      const started = performance.now()
      const words = JSON.stringify({ detectedAt: '2023-06-20T02:00:00Z', contact: 'Nguyễn Văn A, 024 0000 0000' })
      const { out, error } = await processes.run(['drill', 'hn.nghi.van', from, to], words)
      const seconds = (performance.now() - started) / 1000
      assert.equal(error, '')
      const lines = out.trimEnd().split('\n')
      assert.equal(lines.length, 20_001)
      const refs = new Set<string>()
      for (const line of lines.slice(0, -1)) {
        const one = JSON.parse(line)
        assert.match(one.person, /^[\w-]{22}$/)
        assert.equal(one.looks, 5)
        assert.ok(!('personId' in one) && !('soDinhDanh' in one))
        refs.add(one.person)
      }
      assert.equal(refs.size, 20_000)
      const { notice, counts, ...sums } = JSON.parse(lines.at(-1)!)
      assert.deepEqual(
        [sums.looks, sums.persons, sums.sessions, sums.addresses, sums.glass],
        [100_000, 20_000, 1, 3, 0],
      )
      assert.deepEqual(counts, [
        { action: 'record.list', class: 'public', form: 'clear', looks: 90_000, persons: 18_000 },
        { action: 'record.list', class: 'restricted', form: 'masked', looks: 90_000, persons: 18_000 },
        { action: 'record.read', class: 'public', form: 'clear', looks: 10_000, persons: 2_000 },
        { action: 'record.read', class: 'restricted', form: 'clear', looks: 10_000, persons: 2_000 },
      ])
      assert.equal(notice.dueAt, '2023-06-23T02:00:00.000Z')
      for (const point of [1, 2, 3, 4, 5, 6, 7])
        for (const paper of [notice.vi, notice.en]) assert.match(paper, new RegExp(`^${point}\\. `, 'm'))
      assert.match(notice.vi, /hạn chế, thấy rõ: 2\.000 người, 10\.000 lượt/)
      assert.match(notice.en, /restricted, in the clear data: 2,000 people, 10,000 looks/)
      assert.match(notice.vi, /Nguyễn Văn A/)
      assert.match(notice.en, /6\. Consequence, damage: …/, 'what nobody said is left to be written')
      assert.ok(seconds < 60, `${seconds.toFixed(1)} s`)

      const form = await processes.run(['drill', 'hn.nghi.van', from, to, '--notice'], '')
      assert.match(form.out, /^THÔNG BÁO VI PHẠM[\s\S]*NOTICE OF A BREACH/)
      assert.equal(form.out.includes('{'), false)
      const wrong = async (...args: string[]) => (await processes.run(['drill', ...args], '')).error
      assert.match(await wrong('khong.co', from, to), /there is no such account/)
      assert.match(await wrong('hn.nghi.van', from, 'tomorrow'), /drill LOGIN FROM TO/)
      assert.match(await wrong('hn.nghi.van', from, to, '--names'), /drill LOGIN FROM TO/)
      assert.match(await wrong('hn.nghi.van', to, from), /at most 366 days/)
      const { rows } = await route.owner.query(
        `select by_account, facts from watch_act where act = 'drilled' order by id`,
      )
      assert.deepEqual(
        rows.map(({ by_account, facts }) => [by_account, facts.accountId, facts.numbers]),
        [
          [null, account, false],
          [null, account, false],
        ],
      )
    } finally {
      await processes.close()
    }
  }),
)

test(
  'the people come a thousand at a time: memory does not grow with what was touched',
  onRoute(async (route) => {
    const account = await accountOf(route, 'hn.nghi.van')
    await many(route, account, 100_000, 100_000)
    const frame = openWatch(route.house, route.watch)
    const touch = { accountId: account, from: new Date(from), to: new Date(to) }
    let [pages, people] = [0, 0]
    const summary = await touched(frame, touch, {}, async (page) => {
      assert.ok(page.length <= 1000)
      pages++
      people += page.length
    })
    assert.deepEqual([pages, people, summary.persons], [100, 100_000, 100_000])
  }),
)

test(
  'the auditor drills at the door, with a purpose and a fresh second factor; nobody else; numbers stand in the command alone',
  inOffice(async (office) => {
    const all = await watched(office)
    const { officer, people, operator, approver, administrator, auditor } = all
    for (const ref of people) await officer.post(`/v1/people/${ref}/record`, { purpose: { code: 'personnel' } })
    const day = 86_400_000
    const [since, until] = [new Date(Date.now() - day).toISOString(), new Date(Date.now() + day).toISOString()]
    const ask = { login: 'hn.canbo', from: since, to: until, purpose: { code: 'inspection', caseNo: 'VP-1/2023' } }
    for (const other of [officer, operator, approver, administrator])
      assert.equal((await other.post('/v1/looks/drill', { ...ask, login: 'x' })).json.code, 'access.notAllowed')
    assert.equal((await auditor.post('/v1/looks/drill', { ...ask, purpose: undefined })).json.code, 'access.purpose')
    office.pass(11 * 60)
    assert.equal((await auditor.post('/v1/looks/drill', ask)).json.code, 'caller.stepUp')
    const fresh = await askerOf(office, auditor.holder)
    assert.equal((await fresh.post('/v1/looks/drill', { ...ask, login: 'khong.co' })).json.code, 'drill.account')
    assert.equal((await fresh.post('/v1/looks/drill', { ...ask, to: since })).json.code, 'looks.dates')
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page = await fresh.post('/v1/looks/drill', { ...ask, limit: 2, ...(after !== null && { after }) })
      assert.equal(page.status, 200, page.text)
      const { people: touched, next, persons, looks, counts, notice } = page.json as LookShapes.Drilled
      assert.deepEqual([persons, looks, counts.length], [3, 3, 3])
      assert.match(notice.vi, /hn\.canbo; 1 phiên/)
      assert.equal(page.text.includes(number(18)), false)
      seen.push(...touched.map(({ person }) => person))
      if (next === null) break
      after = next
    }
    assert.deepEqual(seen.sort(), [...people].sort())

    const processes = workersOf(office.route)
    try {
      const { out, error } = await processes.run(['drill', 'hn.canbo', since, until, '--numbers'], '')
      assert.equal(error, '')
      const told = out
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).soDinhDanh)
      assert.ok(told.includes(number(18)) && told.includes(number(19)))
    } finally {
      await processes.close()
    }
  }),
)

/** Asking the population register: what it says of our values, what becomes of a difference, and when it does not answer. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { ProposalLine, VerdictLine } from '@cbccvc/contract'
import { type Behaviour, type Registered, registered, startPopulation } from '@cbccvc/outside/population'
import { sweep } from '@cbccvc/registry'
import { personOf } from '../testing/book.ts'
import { official, testNation } from '../testing/people.ts'
import { onRoute, type Route, refused } from '../testing/route.ts'

let register: Awaited<ReturnType<typeof startPopulation>>
before(async () => {
  register = await startPopulation({ nation: testNation, oddities: 0 })
})
after(() => register.close())

const calm: Behaviour = { latencyMs: 0, errorRate: 0, slowRate: 0, quotaPerDay: null, down: false, oddities: 0 }
const address = () => ({ url: register.url, maDonVi: 'G09', maCanBo: 'test' })
const ask = (route: Route, behaviour: Partial<Behaviour> = {}) => {
  register.control.set({ ...calm, ...behaviour })
  return route.settle(address())
}
/** As if the pauses that the register asked for were over. */
const later = (route: Route) =>
  route.owner.query(
    `with q as (update question set leased_until = '-infinity') update population_state set not_before = '-infinity'`,
  )
const lines = async <K extends 'verdict' | 'proposal'>(route: Route, kind: K) =>
  (await route.feed('H26')).filter((line) => line.kind === kind) as Extract<VerdictLine | ProposalLine, { kind: K }>[]
const board = async (route: Route) => (await route.client('CENTRE').call('board')).answer

/** An official of whom the register, untidy at this rate, has something odd. */
const untidy = 100
const withOddity = (oddity: Registered['oddity'], rate = untidy): number => {
  for (let i = 0; i < testNation.people; i++) if (registered(testNation, i, rate).oddity === oddity) return i
  throw new RangeError(`nobody is ${oddity}`)
}

const changed = (i: number, change: (name: string) => string): Record<string, unknown> => {
  const record = official(i, 'H26.1')
  return { ...record, hoTenKhaiSinh: change(record.hoTenKhaiSinh as string) }
}
const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
const M = 'match'
/** Record, how untidy the register is, result, verdicts (number, name, birth), fields offered, `verified`. */
const met: Record<
  string,
  [
    record: Record<string, unknown>,
    oddities: number,
    result: string,
    verdicts: string[],
    offered: string[],
    verified: number,
  ]
> = {
  'all as it is there': [official(0, 'H26.1'), 0, 'found', [M, M, M], [], 1],
  'the tone mark on the other vowel': [official(withOddity('toneMark', 20), 'H26.1'), 20, 'found', [M, M, M], [], 1],
  'no diacritics': [changed(1, plain), 0, 'found', [M, 'doubt', M], ['hoTenKhaiSinh'], 2],
  'another name': [changed(2, () => 'Trần Thị Khác Hẳn'), 0, 'found', [M, 'differs', M], ['hoTenKhaiSinh'], 2],
  'a name changed in the register': [
    official(withOddity('nameChanged', 20), 'H26.1'),
    20,
    'found',
    [M, 'differs', M],
    ['hoTenKhaiSinh'],
    2,
  ],
  'only the year here': [
    { ...official(3, 'H26.1'), ngaySinh: (official(3, 'H26.1').ngaySinh as string).slice(0, 4) },
    0,
    'found',
    [M, M, 'doubt'],
    ['ngaySinh'],
    2,
  ],
  'only the year there': [official(withOddity('yearOnly', 20), 'H26.1'), 20, 'found', [M, M, 'doubt'], ['ngaySinh'], 2],
  'a day that slipped': [
    official(withOddity('slippedDay', 20), 'H26.1'),
    20,
    'found',
    [M, M, 'differs'],
    ['ngaySinh'],
    2,
  ],
  'a number that nobody has': [
    { ...official(4, 'H26.1'), soDinhDanh: nobody(), soGiayTo: nobody() },
    0,
    'notFound',
    ['differs', 'unknown', 'unknown'],
    [],
    3,
  ],
  deceased: [official(withOddity('deceased'), 'H26.1'), untidy, 'deceased', [M, M, M], [], 2],
}

/** A number of the right shape for official 4 that is no citizen's. */
function nobody(): string {
  const number = official(4, 'H26.1').soDinhDanh as string
  for (let i = 0; i < 1e6; i++) {
    const other = number.slice(0, 6) + String(i).padStart(6, '0')
    if (testNation.find(other) === null) return other
  }
  throw new RangeError('every number is somebody')
}

for (const [name, [record, oddities, result, verdicts, offered, verified]] of Object.entries(met)) {
  test(
    name,
    onRoute(async (route) => {
      const { parcelId } = await route.push('H26', [record])
      assert.equal((await board(route)).population.waiting, 1)
      await ask(route, { oddities })
      const [verdict, ...more] = await lines(route, 'verdict')
      assert.deepEqual(more, [])
      const { soDinhDanh, hoTenKhaiSinh, ngaySinh } = verdict!.fields
      assert.deepEqual([verdict!.result, soDinhDanh, hoTenKhaiSinh, ngaySinh], [result, ...verdicts])
      assert.deepEqual([verdict!.parcelId, verdict!.index, verdict!.date], [parcelId, 0, '2023-06-20'])
      const proposals = await lines(route, 'proposal')
      assert.deepEqual(
        proposals.map(({ field }) => field),
        offered,
      )
      for (const { field, ours, value, verdict: how, reason, due } of proposals) {
        assert.equal(ours, record[field])
        assert.ok(typeof value === 'string' && value !== ours)
        assert.match(reason.en, how === 'doubt' ? /close to/ : /differs/)
        assert.equal(due, '2023-08-01')
      }
      assert.equal((await personOf(route, record.soDinhDanh as string)).verified, verified)
      const { counts } = (await board(route)).bodies.find(({ code }) => code === 'H26')!
      assert.deepEqual([counts.verified, counts.mismatched], verified === 1 ? [1, 0] : [0, 1])
    }),
  )
}

test(
  'a look-up is made only where something differs, for a stated purpose, and leaves a line on both sides',
  onRoute(async (route) => {
    const from = register.control.log().length
    await route.push('H26', [official(0, 'H26.1'), changed(2, () => 'Trần Thị Khác Hẳn')])
    await ask(route)
    const log = register.control.log().slice(from)
    assert.deepEqual(
      log.map(({ service, count, mucDich }) => [service, count, mucDich]),
      [
        ['match', 2, 'doiKhop'],
        ['lookup', 1, 'lamSach'],
      ],
    )
    const { rows } = await route.owner.query('select purpose, request_id from lookup_log')
    assert.deepEqual(rows, [{ purpose: 'lamSach', request_id: log[1]!.requestId }])
  }),
)

test(
  'the same three values are asked about once; other values anew, and until then nothing is verified',
  onRoute(async (route) => {
    const from = register.control.counts().questions
    const record = official(0, 'H26.1')
    const number = record.soDinhDanh as string
    await route.push('H26', [record])
    await ask(route)
    await route.push('H26', [record])
    await route.push('H26', [{ ...record, chieuCao: 188 }])
    await ask(route)
    assert.equal(register.control.counts().questions - from, 1)
    await route.push('H26', [changed(0, (name) => `${name} Hai`)])
    assert.equal((await personOf(route, number)).verified, 0)
    await ask(route)
    assert.equal(register.control.counts().questions - from, 2)
    assert.equal((await personOf(route, number)).verified, 2)
  }),
)

test(
  "accepted: the value enters as the register's statement, is asked about again, and stands until the body says more",
  onRoute(async (route) => {
    const right = official(2, 'H26.1').hoTenKhaiSinh
    const record = changed(2, () => 'Trần Thị Khác Hẳn')
    await route.push('H26', [record])
    await ask(route)
    const [proposal] = await lines(route, 'proposal')
    assert.equal(proposal!.value, right)
    await refused('answer.unknown', route.answer('H56', proposal!.id, 'accept'))
    await refused('answer.notYours', route.answer('H26', proposal!.id, 'keep'))
    assert.equal((await route.answer('H26', proposal!.id, 'accept')).state, 'accepted')
    await refused('answer.closed', route.answer('H26', proposal!.id, 'contest'))
    let person = await personOf(route, record.soDinhDanh as string)
    assert.deepEqual(
      person.statements.map(({ kind, source }) => [kind, source]),
      [
        ['statement', 'H26'],
        ['populationRegister', 'populationRegister'],
      ],
    )
    assert.equal(person.values.hoTenKhaiSinh, right)
    await ask(route)
    person = await personOf(route, record.soDinhDanh as string)
    assert.deepEqual([person.verified, person.dung], [1, true])
    await route.push('H26', [record])
    person = await personOf(route, record.soDinhDanh as string)
    assert.equal(person.values.hoTenKhaiSinh, right, 'saying the old thing again says nothing new')
    const [verdicts, proposals] = [await lines(route, 'verdict'), await lines(route, 'proposal')]
    assert.equal(verdicts.length, 2)
    assert.deepEqual(
      proposals.map(({ value, ours }) => [value, ours]),
      [[null, null]],
      'the values are gone',
    )
    const { rows } = await route.owner.query('select state, values_sealed from proposal')
    assert.deepEqual(rows, [{ state: 'accepted', values_sealed: null }])
  }),
)

test(
  'contested or expired: the value is dropped, the record stays as the body stated it',
  onRoute(async (route) => {
    const people = [changed(2, () => 'Trần Thị Khác Hẳn'), changed(5, () => 'Lê Văn Lạ Lẫm')]
    await route.push('H26', people)
    await ask(route)
    const [one, two] = await lines(route, 'proposal')
    assert.equal((await route.answer('H26', one!.id, 'contest')).state, 'contested')
    route.setToday('2023-08-01')
    await sweep(route.house)
    assert.ok((await lines(route, 'proposal'))[1]!.value, "the last day is still the body's")
    route.setToday('2023-08-02')
    await sweep(route.house)
    await route.settle()
    await refused('answer.closed', route.answer('H26', two!.id, 'accept'))
    const { rows } = await route.owner.query('select state, values_sealed from proposal order by state')
    assert.deepEqual(
      rows,
      ['contested', 'expired'].map((state) => ({ state, values_sealed: null })),
    )
    for (const record of people) {
      const { values } = await personOf(route, record.soDinhDanh as string)
      assert.equal(values.hoTenKhaiSinh, record.hoTenKhaiSinh)
    }
  }),
)

test(
  'the register is down: entering goes on, the board says since when, and it catches up by itself',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1')])
    await ask(route, { down: true })
    let { population } = await board(route)
    assert.deepEqual([population.state, population.waiting], ['down', 1])
    const { since } = population
    await route.push('H26', [official(1, 'H26.1')])
    await later(route)
    await ask(route, { down: true })
    population = (await board(route)).population
    assert.deepEqual([population.state, population.waiting, population.since], ['down', 2, since])
    await ask(route)
    assert.equal((await board(route)).population.waiting, 2, 'not before the pause is over')
    await later(route)
    await ask(route)
    population = (await board(route)).population
    assert.deepEqual([population.state, population.waiting], ['up', 0])
    assert.equal((await lines(route, 'verdict')).length, 2)
  }),
)

test(
  'errors, cut lines and the daily quota cost a wait, never a verdict',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1'), changed(2, () => 'Trần Thị Khác Hẳn')])
    await ask(route, { errorRate: 1 })
    await later(route)
    await ask(route, { quotaPerDay: 0 })
    const { rows } = await route.owner.query<{ hours: number }>(
      `select extract(epoch from max(leased_until) - now()) / 3600 as hours from question`,
    )
    assert.ok(Number(rows[0]!.hours) <= 24 && Number(rows[0]!.hours) > 0, 'as long as the register asked')
    await later(route)
    register.control.newDay()
    await ask(route, { quotaPerDay: 2 })
    assert.deepEqual(
      (await lines(route, 'verdict')).map(({ index }) => index),
      [0],
      'only the look-up was over the quota',
    )
    await later(route)
    register.control.newDay()
    await ask(route)
    assert.deepEqual(
      (await lines(route, 'verdict')).map(({ fields }) => fields.hoTenKhaiSinh),
      ['match', 'differs'],
    )
    assert.deepEqual(route.faults, [])
  }),
)

test(
  'an answer that was overtaken by a later question says nothing of the present',
  onRoute(async (route) => {
    const record = official(0, 'H26.1')
    await route.push('H26', [changed(0, () => 'Trần Thị Khác Hẳn')])
    await route.owner.query(`update question set leased_until = 'infinity'`)
    await route.push('H26', [record])
    await ask(route)
    assert.equal((await personOf(route, record.soDinhDanh as string)).verified, 1)
    await later(route)
    await ask(route)
    assert.equal((await lines(route, 'verdict')).length, 2)
    assert.equal((await personOf(route, record.soDinhDanh as string)).verified, 1)
  }),
)

test(
  'a proposal about a value that stands no more is closed, not entered',
  onRoute(async (route) => {
    const record = changed(2, () => 'Trần Thị Khác Hẳn')
    await route.push('H26', [record])
    await ask(route)
    const [proposal] = await lines(route, 'proposal')
    await route.push('H26', [changed(2, () => 'Lê Văn Lạ Lẫm')])
    await refused('answer.closed', route.answer('H26', proposal!.id, 'accept'))
    await refused('answer.closed', route.answer('H26', proposal!.id, 'contest'))
    const { rows } = await route.owner.query('select state, values_sealed from proposal')
    assert.deepEqual(rows, [{ state: 'expired', values_sealed: null }])
    assert.equal((await personOf(route, record.soDinhDanh as string)).values.hoTenKhaiSinh, 'Lê Văn Lạ Lẫm')
  }),
)

test(
  'of a number under an invented name and birth date the register gives a verdict, never a value',
  onRoute(async (route) => {
    await route.push('H26', [{ ...changed(2, () => 'Trần Thị Khác Hẳn'), ngaySinh: '1999-09-09' }])
    await ask(route)
    const [verdict] = await lines(route, 'verdict')
    assert.deepEqual([verdict!.fields.hoTenKhaiSinh, verdict!.fields.ngaySinh], ['differs', 'differs'])
    assert.deepEqual(await lines(route, 'proposal'), [])
  }),
)

test(
  'with errors here and there and a small quota every round gets further, and nothing is asked about for nothing',
  onRoute(async (route) => {
    const people = Array.from({ length: 24 }, (_, i) =>
      i % 3 ? official(i, 'H26.1') : changed(i, () => 'Trần Khác Hẳn'),
    )
    await route.push('H26', people)
    const answered = async () => (await lines(route, 'verdict')).length
    for (let round = 1; (await answered()) < people.length; round++) {
      const before = await answered()
      assert.ok(round <= 30)
      await later(route)
      register.control.newDay()
      await ask(route, { quotaPerDay: 2 })
      assert.ok((await answered()) > before, `round ${round}`)
    }
    const indices = (await lines(route, 'verdict')).map(({ index }) => index)
    assert.deepEqual(
      indices.sort((a, b) => a - b),
      people.map((_, i) => i),
      'each of them once',
    )
    await route.push(
      'H26',
      people.map((_, i) => official(i + 100, 'H26.1', { hoTenKhaiSinh: 'Lê Lạ Lẫm' })),
    )
    for (let round = 0; (await board(route)).population.waiting > 0; round++) {
      assert.ok(round < 60)
      await later(route)
      await ask(route, { errorRate: 0.3 })
    }
    assert.equal(await answered(), 2 * people.length)
    assert.deepEqual(route.faults, [])
  }),
)

test(
  'a set that the register refuses, or whose box does not open, is set aside and stops nobody',
  onRoute(async (route) => {
    const door = await pickyDoor(register.url, official(0, 'H26.1').soDinhDanh as string)
    register.control.set(calm)
    try {
      await route.push('H26', [official(0, 'H26.1')])
      await route.push('H26', [official(1, 'H26.1')])
      await route.push('H26', [official(2, 'H26.1')])
      await route.owner.query(
        'update question set asks = set_byte(asks, 20, 255 - get_byte(asks, 20)) where id = (select max(id) from question)',
      )
      await route.settle({ ...address(), url: door.url })
      assert.equal((await lines(route, 'verdict')).length, 1)
      const { population } = await board(route)
      assert.deepEqual([population.state, population.waiting], ['up', 2])
      const pauses = async () => {
        const { rows } = await route.owner.query<{ pause: number }>(
          `select extract(epoch from leased_until - now())::float8 as pause from question order by id`,
        )
        return rows.map(({ pause }) => pause)
      }
      for (const pause of await pauses()) assert.ok(pause > 30 && pause <= 60)
      await later(route)
      await route.settle({ ...address(), url: door.url })
      for (const pause of await pauses()) assert.ok(pause > 90 && pause <= 120, 'it grows')
      assert.deepEqual(route.faults, [])
    } finally {
      await door.close()
    }
  }),
)

/** A door before the register that refuses every request which names this number. */
async function pickyDoor(to: string, number: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    if (body.includes(number)) return void response.writeHead(422).end()
    const answer = await fetch(`${to}${request.url}`, { method: 'POST', body })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

test(
  'a verdict tells a stolen table nothing of the number: its digest is keyed',
  onRoute(async (route) => {
    const record = official(0, 'H26.1')
    await route.push('H26', [record])
    await ask(route)
    const { rows } = await route.owner.query<{ digest: Buffer }>('select digest from verdict')
    const [salt, digest] = [rows[0]!.digest.subarray(0, 16), rows[0]!.digest.subarray(16)]
    const values = [record.soDinhDanh, record.hoTenKhaiSinh, record.ngaySinh].join('|')
    const guess = createHash('sha256')
      .update(Buffer.concat([salt, Buffer.from(values)]))
      .digest()
    assert.notDeepEqual(digest, guess)
    assert.deepEqual(digest, route.house.keys.mac(`verdict ${salt.toString('hex')}|${values}`))
  }),
)

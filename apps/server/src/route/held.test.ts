/** Records and cases that wait for the national operator: listed, decided, and what happens on their limit. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keyToText, newKeyPair, sealStatement } from '@cbccvc/evidence'
import { enrolKeys, openPool, readWaiting, signOrder, spill, sweep, type WaitingForOperator } from '@cbccvc/registry'
import { personOf } from '../testing/book.ts'
import { finish, trap } from '../testing/leases.ts'
import { cameTo, casesOf, decisionsOf, lastOutcome } from '../testing/lines.ts'
import { official, officials } from '../testing/people.ts'
import { onRoute, type Route, refused, today } from '../testing/route.ts'

type Fields = Record<string, unknown>
const numberOf = (i: number) => String(official(i, 'H26.1').soDinhDanh)
const right = numberOf(0)
const under = (number: string, record: Fields): Fields => ({ ...record, soDinhDanh: number, soGiayTo: number })
/** Someone else under the number of official 0. */
const other = (change: Fields = {}) => under(right, official(5, 'H26.1', change))

const waiting = (route: Route): Promise<WaitingForOperator[]> => readWaiting(route.house.pool, route.house.today())
const board = async (route: Route) => (await route.client('CENTRE').call('board')).answer.operator

/** H26 states official 0, then someone else under the same number: held. Gives what waits. */
async function held(route: Route): Promise<WaitingForOperator> {
  await route.push('H26', [official(0, 'H26.1')], { asOf: '2023-05-31' })
  await route.push('H26', [official(6, 'H26.1'), other({ chieuCao: 181 })])
  assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.otherPerson'])
  const [one, ...rest] = await waiting(route)
  assert.deepEqual(rest, [])
  return one!
}

/** The answer of the operator, with its reason. */
async function decide(route: Route, to: string, answer: string, reason?: string, id: string = randomUUID()) {
  const statement = { v: 1, id, sender: 'CENTRE', to, answer, reason, at: new Date().toISOString() }
  const jws = sealStatement(JSON.parse(JSON.stringify(statement)), route.keys.CENTRE.seed)
  return { jws, state: (await route.client('CENTRE').call('answer', { body: jws })).answer.state }
}

test(
  'the list says which record, why, whose and until when, and no value of anybody',
  onRoute(async (route) => {
    const one = await held(route)
    const { parcelId } = await lastOutcome(route, 'H26')
    const { id, ...rest } = one
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(rest, {
      ...{ kind: 'held', parcelId, record: 2, reason: 'register.otherPerson', sender: 'H26', holder: null },
      ...{ due: '2023-07-04', overdue: false },
    })
    assert.deepEqual(await board(route), { held: 1, cases: 0, overdue: 0 })
    await refused('answer.unknown', route.answer('H26', id, 'enter'))
    await refused('answer.unknown', route.answer('H26', id, 'return'))
  }),
)

test(
  'entered: the record goes its way, its sender hears of it, and nothing waits any more',
  onRoute(async (route) => {
    const { id } = await held(route)
    const before = (await route.client('CENTRE').call('board')).answer.totals
    const { jws, state } = await decide(route, id, 'enter')
    assert.equal(state, 'entered')
    const again = await Promise.all([1, 2].map(() => route.client('CENTRE').call('answer', { body: jws })))
    for (const { answer } of again) assert.equal(answer.state, 'entered')
    await route.settle()
    const [line, ...more] = await decisionsOf(route, 'H26')
    assert.deepEqual(more, [])
    const { values, statements } = await personOf(route, right)
    assert.deepEqual(
      [line!.outcome, line!.by, line!.index, line!.entry],
      ['entered', 'operator', 1, statements.at(-1)!.digest],
    )
    assert.deepEqual([values.chieuCao, values.hoTenKhaiSinh], [181, other().hoTenKhaiSinh])
    assert.deepEqual(await waiting(route), [])
    await refused('answer.closed', decide(route, id, 'return', 'muộn'))
    const { totals } = (await route.client('CENTRE').call('board')).answer
    assert.deepEqual([totals.people, totals.held, totals.entered], [before.people, before.held, before.entered])
    const { rows } = await route.owner.query('select decided, decided_by from held')
    assert.deepEqual(rows, [{ decided: 'entered', decided_by: route.keys.CENTRE.kid }])
  }),
)

test(
  'returned: only with a reason, which its sender reads',
  onRoute(async (route) => {
    const { id } = await held(route)
    await refused('answer.shape', decide(route, id, 'return'))
    await refused('answer.notYours', decide(route, id, 'keep'))
    assert.equal((await decide(route, id, 'return', 'Số định danh là của người khác')).state, 'returned')
    await route.settle()
    const [line] = await decisionsOf(route, 'H26')
    assert.deepEqual([line!.outcome, line!.entry, line!.by], ['returned', null, 'operator'])
    assert.deepEqual(
      line!.findings.map(({ rule }) => rule),
      ['register.sentBack'],
    )
    assert.match(line!.findings[0]!.vi, /trả lại: Số định danh là của người khác$/)
    assert.equal((await personOf(route, right)).statements.length, 1)
    assert.deepEqual(await board(route), { held: 0, cases: 0, overdue: 0 })
  }),
)

test(
  'on its limit it goes back with a finding that says so, once, however many sweep',
  onRoute(async (route) => {
    await held(route)
    route.setToday('2023-07-04')
    await sweep(route.house)
    assert.equal((await waiting(route)).length, 1, 'the last day is still its own')
    route.setToday('2023-07-05')
    assert.deepEqual(await board(route), { held: 1, cases: 0, overdue: 1 })
    assert.equal((await waiting(route))[0]!.overdue, true)
    await Promise.all([sweep(route.house), sweep(route.house)])
    await route.settle()
    const lines = await decisionsOf(route, 'H26')
    assert.deepEqual(
      lines.map((line) => [line.outcome, line.by, line.findings[0]!.rule]),
      [['returned', 'deadline', 'register.heldTooLong']],
    )
    assert.deepEqual(await board(route), { held: 0, cases: 0, overdue: 0 })
  }),
)

test(
  'twice in a parcel: the one that is right is entered',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1'), official(0, 'H26.1', { chieuCao: 150 })])
    const [one] = await waiting(route)
    assert.equal(one!.reason, 'register.twiceInParcel')
    assert.equal((await decide(route, one!.id, 'enter')).state, 'entered')
    await route.settle()
    assert.equal((await personOf(route, right)).values.chieuCao, 150)
  }),
)

test(
  'a record that broke the machine is entered once the machine is mended; while it is not, nothing happens',
  onRoute(async (route) => {
    await trap(route, 'entry', `if new.record_index = 2 then raise exception 'broken'; end if;`)
    await route.send('H26', officials(0, 4, 'H26.1'))
    await finish(route)
    const [one] = await waiting(route)
    assert.deepEqual([one!.reason, one!.record], ['register.faulty', 3])
    await refused('server.fault', decide(route, one!.id, 'enter'))
    assert.equal((await waiting(route)).length, 1)
    await route.owner.query('drop trigger trap on entry')
    assert.equal((await decide(route, one!.id, 'enter')).state, 'entered')
    await route.settle()
    assert.equal((await personOf(route, numberOf(2))).holder, 'H26')
    const { totals } = (await route.client('CENTRE').call('board')).answer
    assert.equal(totals.people, 4)
  }),
)

test(
  'a corrected number that is of someone else: entered, the two are one person',
  onRoute(async (route) => {
    await route.push('H26', [official(0, 'H26.1')], { asOf: '2023-03-31' })
    await route.push('H26', [under(numberOf(300), official(5, 'H26.1'))], { asOf: '2023-03-31' })
    const $replaces = (await lastOutcome(route, 'H26')).outcome.entry!
    await route.push('H26', [{ ...other(), $replaces }])
    const [one] = await waiting(route)
    assert.equal(one!.reason, 'register.numberTaken')
    assert.equal((await decide(route, one!.id, 'enter')).state, 'entered')
    await route.settle()
    assert.equal((await personOf(route, numberOf(300))).holder, '')
    assert.equal((await personOf(route, right)).values.hoTenKhaiSinh, other().hoTenKhaiSinh)
    assert.equal((await route.client('CENTRE').call('board')).answer.totals.people, 1)
  }),
)

test(
  'what comes under a corrected number: entered, it is another person; the operator has decided so',
  onRoute(async (route) => {
    const wrong = numberOf(300)
    await route.push('H26', [under(wrong, official(0, 'H26.1'))], { asOf: '2023-03-31' })
    const $replaces = (await lastOutcome(route, 'H26')).outcome.entry!
    await route.push('H26', [{ ...official(0, 'H26.1'), $replaces }])
    await route.push('H26', [under(wrong, official(0, 'H26.1', { chieuCao: 155 }))])
    const [one] = await waiting(route)
    assert.equal(one!.reason, 'register.formerNumber')
    assert.equal((await decide(route, one!.id, 'enter')).state, 'entered')
    await route.settle()
    assert.equal((await personOf(route, wrong)).values.chieuCao, 155)
    assert.equal((await route.client('CENTRE').call('board')).answer.totals.people, 2)
    await route.push('H26', [under(wrong, official(0, 'H26.1', { chieuCao: 156 }))])
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined], 'from then on it is')
  }),
)

test(
  'entered after the person went to another body, it opens a case',
  onRoute(async (route) => {
    const { id } = await held(route)
    await route.push('H56', [official(0, 'H56.1')])
    await route.answer('H26', (await casesOf(route, 'H56'))[0]!.id, 'release')
    assert.equal((await decide(route, id, 'enter')).state, 'held')
    await route.settle()
    const [line] = await decisionsOf(route, 'H26')
    assert.deepEqual([line!.outcome, line!.findings.at(-1)!.rule], ['held', 'register.heldElsewhere'])
    const mine = (await casesOf(route, 'H26')).at(-1)!
    assert.deepEqual([mine.state, mine.side, mine.other], ['open', 'claimant', 'H56'])
  }),
)

test(
  'a parcel that was taken back leaves nothing to decide; one that was spilled can only be returned',
  onRoute(async (route) => {
    await held(route)
    const second = await route.push('H26', [other({ chieuCao: 182 })])
    const ids = new Map((await waiting(route)).map((one) => [one.parcelId, one.id]))
    await route.withdraw('H26', second.parcelId)
    await refused('answer.closed', decide(route, ids.get(second.parcelId)!, 'enter'))
    await route.settle()
    const [first] = await waiting(route)
    const pool = openPool({ url: route.databaseUrl, role: 'cbccvc_spill', max: 1 })
    try {
      assert.equal((await spillTogether(route, pool, first!)).records, 1)
    } finally {
      await pool.end()
    }
    await refused('answer.closed', decide(route, first!.id, 'enter'))
    assert.equal((await decide(route, first!.id, 'return', 'đã tiêu hủy')).state, 'returned')
    await route.settle()
  }),
)

/** Carries out a spill of this record, signed by two operators. */
async function spillTogether(
  route: Route,
  pool: ReturnType<typeof openPool>,
  { parcelId, record }: WaitingForOperator,
) {
  const second = newKeyPair()
  const { kid, publicKey } = second
  await enrolKeys(route.owner, [{ kid, sender: 'CENTRE', role: 'operator', publicKey, sandbox: true }])
  const records = [{ sender: 'H26', parcelId, index: record - 1 }]
  const order = { v: 1, kind: 'spill', id: randomUUID(), reason: 'Văn bản 12', at: '2023-06-20T02:00:00.000Z', records }
  const text = JSON.stringify(order)
  const [one, two] = [route.keys.CENTRE, second].map(({ seed }) => signOrder(text, seed)) as [string, string]
  return spill({ pool, keys: route.house.keys, today, now: new Date() }, text, [one, two])
}

/** Two bodies state official 0, and the holder lets its days pass. */
async function national(route: Route): Promise<WaitingForOperator> {
  await route.push('H26', [official(0, 'H26.1')])
  await route.push('H56', [official(0, 'H56.1', { chieuCao: 199 })])
  assert.deepEqual(await waiting(route), [], 'it is the holder’s to answer')
  route.setToday('2023-07-05')
  await sweep(route.house)
  await route.settle()
  const [one, ...rest] = await waiting(route)
  assert.deepEqual(rest, [])
  return one!
}

test(
  'a national case is listed with a limit of its own, and decided by any of the answers',
  onRoute(async (route) => {
    const one = await national(route)
    const { id, kind, reason, sender, holder, due } = one
    assert.deepEqual([kind, reason, sender, holder, due], ['case', 'national', 'H56', 'H26', '2023-07-19'])
    assert.deepEqual(
      (await casesOf(route, 'H56')).map((line) => [line.state, line.due]),
      [
        ['open', '2023-07-04'],
        ['national', '2023-07-19'],
      ],
    )
    assert.deepEqual(await board(route), { held: 0, cases: 1, overdue: 0 })
    await refused('answer.notYours', decide(route, id, 'enter'))
    assert.equal((await decide(route, id, 'secondment')).state, 'secondment')
    await route.settle()
    assert.equal((await personOf(route, right)).values.chieuCao, 199)
    assert.deepEqual(await board(route), { held: 0, cases: 0, overdue: 0 })
  }),
)

test(
  'on its limit a national case stays with the holder, and both hear of it, once',
  onRoute(async (route) => {
    await national(route)
    route.setToday('2023-07-19')
    await sweep(route.house)
    assert.deepEqual(await board(route), { held: 0, cases: 1, overdue: 0 })
    route.setToday('2023-07-20')
    assert.deepEqual(await board(route), { held: 0, cases: 1, overdue: 1 })
    await Promise.all([sweep(route.house), sweep(route.house)])
    await route.settle()
    for (const sender of ['H26', 'H56'] as const)
      assert.deepEqual(
        (await casesOf(route, sender)).map((line) => line.state),
        ['open', 'national', 'kept'],
      )
    const person = await personOf(route, right)
    assert.deepEqual([person.holder, person.sach], ['H26', true])
    const { rows } = await route.owner.query('select decided_by from elsewhere_case')
    assert.deepEqual(rows, [{ decided_by: 'deadline' }])
    const open = await route.owner.query('select from held where closed_at is null')
    assert.equal(open.rows.length, 0, 'what the claimant sent no longer waits')
  }),
)

test(
  'the commands: the operator lists, signs with its own key, and has it carried out; nobody else',
  onRoute(async (route) => {
    const { id } = await held(route)
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-operator-'))
    try {
      const file = (name: string, text: string) => {
        writeFileSync(join(folder, name), text, { mode: 0o600 })
        return join(folder, name)
      }
      file('log.json', JSON.stringify({ sandbox: true, origin: route.log.name, seed: keyToText(route.log.seed) }))
      file('seal.json', JSON.stringify(route.sealKeys))
      const env = {
        ...process.env,
        ...{ DATABASE_URL: route.databaseUrl, CBCCVC_KEYS: folder, CBCCVC_SANDBOX: '1', CBCCVC_TODAY: today },
      }
      const main = fileURLToPath(new URL('../main.ts', import.meta.url))
      const run = async (...args: string[]) =>
        (await promisify(execFile)(process.execPath, [main, 'operator', ...args], { env })).stdout
      const key = (seed: Uint8Array, name: string) => file(name, JSON.stringify({ seed: keyToText(seed) }))
      const mine = key(route.keys.CENTRE.seed, 'mine.json')

      const listed = (await run('list', '--json')).trim().split('\n')
      assert.deepEqual(
        listed.map((line) => JSON.parse(line)),
        await waiting(route),
      )
      const table = await run('list')
      assert.match(table, new RegExp(`2023-07-04 +register.otherPerson +H26 +[0-9a-f-]{36} #2 +${id} +enter\\|return`))
      for (const value of [right, String(official(0, 'H26.1').hoTenKhaiSinh), String(other().hoTenKhaiSinh)])
        assert.equal(`${table}${listed}`.includes(value), false)

      await assert.rejects(run('sign', id, 'return', mine), /needs a reason/)
      await assert.rejects(run('sign', id, 'perhaps', mine), /operator sign ID ANSWER/)
      const stranger = file('stranger.jws', await run('sign', id, 'enter', key(route.keys.H26.seed, 'h26.json')))
      await assert.rejects(run('decide', stranger), /This key may not do that/)
      const signed = file('signed.jws', await run('sign', id, 'return', mine, 'Số của người khác'))
      for (let i = 0; i < 2; i++) assert.equal(JSON.parse(await run('decide', signed)).state, 'returned')
      const late = file('late.jws', await run('sign', id, 'enter', mine))
      await assert.rejects(run('decide', late), /This is closed already: returned/)
      assert.match(await run('list'), /Nothing waits/)
      await route.settle()
      assert.equal((await decisionsOf(route, 'H26')).length, 1)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }),
)

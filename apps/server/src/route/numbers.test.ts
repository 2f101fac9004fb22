/** A wrong personal number and its correction: one person in the book, under the right number, with the whole history. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { progress } from '@cbccvc/registry'
import { fold } from '../../../../packages/registry/src/register/index.ts'
import { personOf } from '../testing/book.ts'
import { finish } from '../testing/leases.ts'
import { cameTo, casesOf, lastOutcome } from '../testing/lines.ts'
import { official } from '../testing/people.ts'
import { withRegister } from '../testing/register.ts'
import { onRoute, type Route, type Sender, type SendOptions } from '../testing/route.ts'

type Fields = Record<string, unknown>
const numberOf = (i: number) => String(official(i, 'H26.1').soDinhDanh)
const under = (number: string, record: Fields): Fields => ({ ...record, soDinhDanh: number, soGiayTo: number })
/** Official 0, and a number that nobody else has. */
const right = numberOf(0)
const wrong = numberOf(300)
const me = (change: Fields = {}, unit = 'H26.1'): Fields => official(0, unit, change)
const mistaken = (change: Fields = {}): Fields => under(wrong, me(change))
const corrects = ($replaces: string, record: Fields = me()): Fields => ({
  ...record,
  $replaces,
  $trueFrom: '2023-03-31',
})

/** Sends one record; gives the digest of its entry. */
async function entered(route: Route, record: Fields, sender: Sender = 'H26', options: SendOptions = {}) {
  await route.push(sender, [record], options)
  return (await lastOutcome(route, sender)).outcome.entry!
}
const early = { asOf: '2023-03-31' }

/** Persons of whom something stands. */
async function people(route: Route): Promise<number> {
  const { rows } = await route.owner.query<{ n: number }>(`select count(*) as n from person where holder <> ''`)
  const { answer } = await route.client('CENTRE').call('board')
  assert.equal(answer.totals.people, rows[0]!.n, 'as counted')
  return rows[0]!.n
}
const nobodyHas = (route: Route, number: string) => assert.rejects(personOf(route, number), /nobody has the number/)
const kinds = async (route: Route, number: string) => (await personOf(route, number)).statements.map(({ kind }) => kind)

test(
  'the person gets the right number: the same row, its history whole on both axes, asked about anew',
  withRegister(async (route, register) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    await entered(route, { soDinhDanh: wrong, chieuCao: 170 }, 'H26', { asOf: '2023-04-30' })
    await route.settle(register)
    const before = await personOf(route, wrong)
    assert.equal(before.verified, 2)
    await route.push('H26', [corrects(entry)])
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined])
    await route.settle(register)
    const person = await personOf(route, right)
    assert.deepEqual([person.id, person.holder, person.verified], [before.id, 'H26', 1])
    assert.deepEqual(await kinds(route, right), ['statement', 'statement', 'correction'])
    assert.equal(person.values.chieuCao, 170, 'what was stated beside it stands')
    const { statements } = person
    assert.equal(fold(statements, { trueOn: '2023-03-31' }).values.soDinhDanh, right, 'it was so all along')
    const known = fold(statements, { knownBy: statements[1]!.recordedAt })
    assert.equal(known.values.soDinhDanh, wrong, 'but was not known')
    await nobodyHas(route, wrong)
    assert.equal(await people(route), 1)
    assert.equal((await lastOutcome(route, 'H26')).outcome.entry, statements[2]!.digest)
  }),
)

test(
  'whichever entry is named, every statement says the right number from then on; each can be corrected further',
  onRoute(async (route) => {
    await entered(route, mistaken(), 'H26', early)
    const second = await entered(route, { soDinhDanh: wrong, chieuCao: 170 }, 'H26', { asOf: '2023-04-30' })
    await route.push('H26', [{ ...me({ chieuCao: 171 }), $replaces: second, $trueFrom: '2023-04-30' }])
    assert.deepEqual(await kinds(route, right), ['statement', 'statement', 'correction', 'renumbered'])
    const on = async (trueOn: string) => {
      const { soDinhDanh, chieuCao } = fold((await personOf(route, right)).statements, { trueOn }).values
      return [soDinhDanh, chieuCao]
    }
    assert.deepEqual(await on('2023-03-31'), [right, me().chieuCao])
    assert.deepEqual(await on('2023-04-30'), [right, 171])
    const [first] = (await personOf(route, right)).statements
    await route.push('H26', [corrects(first!.digest, me({ chieuCao: 160 }))])
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined], 'by the digest that the body knows')
    assert.deepEqual(await on('2023-03-31'), [right, 160])
    assert.deepEqual(await on('2023-04-30'), [right, 171])
  }),
)

test(
  'a second correction goes on from the first, also back to the number that it was',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    const { id } = await personOf(route, wrong)
    const next = await entered(route, corrects(entry))
    const third = numberOf(301)
    const last = await entered(route, corrects(next, under(third, me())))
    assert.equal((await personOf(route, third)).id, id)
    await entered(route, corrects(last, mistaken()))
    assert.equal((await personOf(route, wrong)).id, id)
    await nobodyHas(route, right)
    assert.equal(await people(route), 1)
  }),
)

test(
  'the same correction twice, in turn and in two parcels at once, corrects once',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    for (let i = 0; i < 2; i++) await route.send('H26', [corrects(entry)])
    await Promise.all([progress(route.house), progress(route.house)])
    await finish(route)
    const words = (await route.feed('H26')).flatMap((line) => (line.kind === 'outcome' ? [line.outcome.outcome] : []))
    assert.deepEqual(words.slice(1).sort(), ['entered', 'unchanged'])
    await route.push('H26', [corrects(entry)])
    assert.deepEqual(await cameTo(route, 'H26'), ['unchanged', undefined])
    assert.equal(await people(route), 1)
  }),
)

test(
  'a number that becomes somebody else’s while it is given: the part is done again, and a case opens',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    // H56's part waits with its new person not committed yet.
    await route.owner.query(
      `create function wait() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(42); return new; end $$;
       create trigger wait before insert on entry for each row when (new.source = 'H56') execute function wait()`,
    )
    const lock = await route.owner.connect()
    const waiting = async (n: number) => {
      for (let found = 0; found < n; ) {
        const { rows } = await route.owner.query<{ n: number }>(
          `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        found = rows[0]!.n
      }
    }
    try {
      await lock.query('select pg_advisory_lock(42)')
      await route.send('H56', [me({}, 'H56.1')])
      const theirs = progress(route.house)
      await waiting(1)
      await route.send('H26', [corrects(entry)])
      const ours = progress(route.house)
      await waiting(2)
      await lock.query('select pg_advisory_unlock(42)')
      await Promise.all([theirs, ours])
    } finally {
      lock.release()
    }
    assert.equal((await personOf(route, wrong)).holder, 'H26', 'nothing of it was entered')
    await finish(route)
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.heldElsewhere'])
    assert.equal((await personOf(route, right)).holder, 'H56')
    assert.equal((await personOf(route, wrong)).holder, '')
    assert.equal(await people(route), 1)
  }),
)

test(
  'what its source states under the old number again is held; another one, or another body, has the number',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    await entered(route, corrects(entry))
    await route.push('H26', [mistaken({ chieuCao: 171 })])
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.formerNumber'])
    assert.equal(await people(route), 1)
    await route.push('H56', [under(wrong, me({}, 'H56.1'))])
    assert.deepEqual(await cameTo(route, 'H56'), ['entered', undefined])
    assert.equal((await personOf(route, wrong)).holder, 'H56')
    assert.equal(await people(route), 2)
  }),
)

test(
  'the old number, once it is of an official of the same body in truth, is that one’s',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    await entered(route, corrects(entry))
    await route.push('H26', [official(300, 'H26.2')])
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined])
    const { values, statements } = await personOf(route, wrong)
    assert.equal(values.hoTenKhaiSinh, official(300, 'H26.2').hoTenKhaiSinh)
    assert.equal(statements.length, 1)
    assert.equal(await people(route), 2)
  }),
)

/** Official 1 under the number of official 0, by a slip of H26. */
const slip = (change: Fields = {}) => under(right, official(1, 'H26.1', change))
const one = (change: Fields = {}) => official(1, 'H26.1', change)

test(
  'the holder leaves a person whom another body claims: that one gets it, and the correction makes its own',
  withRegister(async (route, register) => {
    const entry = await entered(route, slip(), 'H26', early)
    await entered(route, { soDinhDanh: right, chieuCao: 150 }, 'H26', { asOf: '2023-04-30' })
    await route.push('H56', [me({}, 'H56.1')])
    assert.equal((await casesOf(route, 'H56')).at(-1)!.state, 'open')
    await route.push('H26', [corrects(entry, one())])
    for (const sender of ['H26', 'H56'] as const)
      assert.deepEqual(
        (await casesOf(route, sender)).map(({ state }) => state),
        ['open', 'released'],
      )
    const theirs = await personOf(route, right)
    assert.deepEqual([theirs.holder, theirs.sach, theirs.unit], ['H56', true, 'H56.1'])
    assert.deepEqual({ ...theirs.values }, me({}, 'H56.1'), 'nothing of somebody else is left in it')
    const ours = await personOf(route, numberOf(1))
    assert.deepEqual([ours.holder, ours.values.chieuCao], ['H26', 150], 'and what was stated beside came along')
    assert.deepEqual(await kinds(route, numberOf(1)), ['correction', 'renumbered'])
    assert.equal(fold(ours.statements, { trueOn: '2023-03-31' }).values.chieuCao, one().chieuCao)
    assert.equal(await people(route), 2)
    await route.settle(register)
    assert.deepEqual([(await personOf(route, right)).verified, (await personOf(route, numberOf(1))).verified], [1, 1])
    await route.push('H26', [slip({ chieuCao: 149 })])
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.formerNumber'], 'its old software is told')
  }),
)

test(
  'a claimant that corrects its number closes its case: it was a wrong number',
  onRoute(async (route) => {
    await route.push('H56', [me({}, 'H56.1')])
    const entry = await entered(route, slip())
    assert.equal((await casesOf(route, 'H26')).at(-1)!.state, 'open')
    await route.push('H26', [corrects(entry, one())])
    for (const sender of ['H26', 'H56'] as const)
      assert.deepEqual(
        (await casesOf(route, sender)).map(({ state }) => state),
        ['open', 'wrongNumber'],
      )
    assert.deepEqual(
      [(await personOf(route, right)).holder, (await personOf(route, numberOf(1))).holder],
      ['H56', 'H26'],
    )
    assert.equal((await personOf(route, right)).sach, true)
    assert.equal(await people(route), 2)
    const { rows } = await route.owner.query('select from held where closed_at is null')
    assert.equal(rows.length, 0, 'nothing waits any more')
  }),
)

test(
  'a person that a body has twice is one again, under the right number',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken({ tenGoiKhac: 'Ba' }), 'H26', early)
    await entered(route, me({ tenGoiKhac: 'Tư' }), 'H26', { asOf: '2023-05-31' })
    assert.equal(await people(route), 2)
    await route.push('H26', [corrects(entry, me({ tenGoiKhac: 'Ba' }))])
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', undefined])
    assert.equal(await people(route), 1)
    const { statements, values } = await personOf(route, right)
    assert.equal(values.tenGoiKhac, 'Tư', 'what was stated later stands')
    assert.equal(fold(statements, { trueOn: '2023-04-01' }).values.tenGoiKhac, 'Ba')
    assert.deepEqual([(await personOf(route, wrong)).holder, await kinds(route, wrong)], ['', ['statement', 'moved']])
    await route.push('H26', [mistaken()])
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.formerNumber'])
    await route.push('H26', [corrects(entry, me({ tenGoiKhac: 'Ba' }))])
    assert.equal((await lastOutcome(route, 'H26')).outcome.outcome, 'unchanged')
  }),
)

test(
  'where another body has the right number, a case opens, and the old one is left',
  onRoute(async (route) => {
    await route.push('H56', [me({}, 'H56.1')])
    const entry = await entered(route, mistaken({ tenGoiKhac: 'Ba' }), 'H26', early)
    await route.push('H26', [corrects(entry, me({ tenGoiKhac: 'Ba' }))])
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.heldElsewhere'])
    assert.equal(await people(route), 1)
    assert.equal((await personOf(route, wrong)).holder, '')
    const line = (await casesOf(route, 'H56')).at(-1)!
    assert.deepEqual([line.state, line.side, line.other], ['open', 'holder', 'H26'])
    await route.answer('H56', line.id, 'dual')
    await route.settle()
    const { values, admitted } = await personOf(route, right)
    assert.deepEqual([values.tenGoiKhac, admitted], ['Ba', ['H26']])
  }),
)

test(
  'where the right number is of someone else nothing is moved: two who have each other’s are corrected under their own',
  onRoute(async (route) => {
    const mine = await entered(route, under(numberOf(1), me()), 'H26', early)
    const other = await entered(route, slip(), 'H26', early)
    await route.push('H26', [corrects(mine, me())])
    assert.deepEqual(await cameTo(route, 'H26'), ['held', 'register.numberTaken'])
    assert.match((await lastOutcome(route, 'H26')).findings.at(-1)!.en, /correct each record under its own number/)
    assert.equal((await personOf(route, right)).values.hoTenKhaiSinh, one().hoTenKhaiSinh)
    await route.push('H26', [corrects(other, me()), corrects(mine, one())])
    for (const i of [0, 1])
      assert.equal((await personOf(route, numberOf(i))).values.hoTenKhaiSinh, official(i, 'H26.1').hoTenKhaiSinh)
    assert.equal(await people(route), 2)
  }),
)

test(
  'twice in one parcel asks: the old number and its correction, or two corrections',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    const { parcelId } = await route.push('H26', [
      corrects(entry),
      mistaken({ chieuCao: 171 }),
      corrects(entry, under(numberOf(301), me())),
    ])
    const lines = (await route.feed('H26')).flatMap((l) => (l.kind === 'outcome' && l.parcelId === parcelId ? [l] : []))
    assert.deepEqual(
      lines.map(({ outcome, findings }) => [outcome.outcome, findings.at(-1)?.rule.replace(/^(?!register).*/, '')]),
      [
        ['entered', lines[0]!.findings.at(-1) ? '' : undefined],
        ['held', 'register.twiceInParcel'],
        ['held', 'register.twiceInParcel'],
      ],
    )
    assert.equal(await people(route), 1)
    assert.equal((await personOf(route, right)).holder, 'H26')
  }),
)

test(
  'only its own source corrects a number, and only a key that speaks for the unit',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    await route.push('H56', [corrects(entry, me({}, 'H56.1'))])
    assert.deepEqual(await cameTo(route, 'H56'), ['entered', 'register.replacesUnknown'])
    assert.equal((await personOf(route, wrong)).holder, 'H26')
    await route.owner.query(
      `update sender_key set unit_id = (select unit_id from unit_code where code = 'H26.2') where kid = $1`,
      [route.keys.H26.kid],
    )
    const third = numberOf(301)
    await route.push('H26', [corrects(entry, under(third, me({}, 'H26.2')))], { unit: 'H26.2' })
    assert.deepEqual(await cameTo(route, 'H26'), ['entered', 'register.replacesUnknown'])
    assert.equal((await personOf(route, wrong)).holder, 'H26')
    assert.equal(await people(route), 3)
  }),
)

test(
  'a digest that was mistaken joins no two people: the record says who it is about, or it corrects no number',
  onRoute(async (route) => {
    const first = await entered(route, me())
    await entered(route, one())
    const attempts: [Fields, number][] = [
      [{ soDinhDanh: numberOf(1), chieuCao: 171 }, 1],
      [one({ chieuCao: 172 }), 1],
      [official(2, 'H26.1'), 2],
    ]
    for (const [record, i] of attempts) {
      await route.push('H26', [{ ...record, $replaces: first }])
      assert.deepEqual(await cameTo(route, 'H26'), ['entered', 'register.replacesUnknown'])
      assert.equal((await personOf(route, numberOf(i))).values.hoTenKhaiSinh, official(i, 'H26.1').hoTenKhaiSinh)
      assert.equal((await personOf(route, right)).statements.length, 1)
    }
    assert.equal(await people(route), 3)
  }),
)

test(
  'what was offered and asked under the wrong number ends with it',
  withRegister(async (route, register) => {
    // The register knows the wrong number under another birth date only, so it offers that one.
    const { ngaySinh } = official(300, 'H26.1')
    const twin = { ...official(300, 'H26.1'), ngaySinh: '1980-02-03' }
    assert.notEqual(ngaySinh, twin.ngaySinh)
    const entry = await entered(route, twin, 'H26', early)
    await route.settle(register)
    const offer = (await route.feed('H26')).find((line) => line.kind === 'proposal')!
    await route.answer('H26', offer.id, 'accept')
    await entered(route, { soDinhDanh: wrong, hoTenKhaiSinh: 'Trần Văn Khác' })
    await route.settle(register)
    const open = (await route.feed('H26')).findLast((line) => line.kind === 'proposal')!
    await entered(route, { soDinhDanh: wrong, email: 'a@hanoi.example.vn', hoTenKhaiSinh: 'Trần Văn Nữa' })
    await route.push('H26', [corrects(entry, under(numberOf(301), twin))])
    const person = await personOf(route, numberOf(301))
    assert.equal(person.values.ngaySinh, twin.ngaySinh, 'the value of the other number no longer stands')
    assert.ok(person.statements.some(({ kind }) => kind === 'moved'))
    const { rows } = await route.owner.query<{ state: string }>('select state from proposal where id = $1', [open.id])
    assert.deepEqual(rows, [{ state: 'expired' }])
    const asked = await route.owner.query<{ n: number }>('select coalesce(sum(n), 0)::int as n from question')
    assert.equal(asked.rows[0]!.n, 1, 'one question is left: about the right number')
    await route.settle(register)
  }),
)

test(
  'taken back, the correction gives the old number again',
  withRegister(async (route, register) => {
    await entered(route, mistaken(), 'H26', early)
    const second = await entered(route, { soDinhDanh: wrong, chieuCao: 170 }, 'H26', { asOf: '2023-04-30' })
    const { parcelId } = await route.push('H26', [{ ...me({ chieuCao: 171 }), $replaces: second }])
    await route.settle(register)
    assert.equal((await personOf(route, right)).verified, 1)
    const withdrawal = await route.withdraw('H26', parcelId)
    await route.settle(register)
    const { values, verified, statements } = await personOf(route, wrong)
    assert.deepEqual([values.chieuCao, verified], [170, 2])
    await nobodyHas(route, right)
    assert.equal(await people(route), 1)
    const told = (await route.feed('H26')).filter((line) => line.parcelId === withdrawal.parcelId)
    assert.deepEqual(
      told.map((line) => (line.kind === 'withdrawal' ? line.restored : line.kind === 'withdrawn' && line.restored)),
      [true, 1],
      'one record, one line',
    )
    assert.equal(statements.filter(({ kind }) => kind === 'withdrawal').length, 2)
    await entered(route, { ...me(), $replaces: second })
    assert.equal((await personOf(route, right)).holder, 'H26', 'and it can be corrected again')
  }),
)

test(
  'taken back after the old number became somebody else’s, the correction stays and the body hears why',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    const { parcelId } = await route.push('H26', [corrects(entry)])
    await route.push('H56', [official(300, 'H56.1')])
    const withdrawal = await route.withdraw('H26', parcelId)
    await route.settle()
    const told = (await route.feed('H26')).find((l) => l.kind === 'withdrawal' && l.parcelId === withdrawal.parcelId)
    assert.ok(told?.kind === 'withdrawal')
    assert.deepEqual([told.restored, told.finding?.rule], [false, 'register.withdrawalNumber'])
    assert.deepEqual([(await personOf(route, right)).holder, (await personOf(route, wrong)).holder], ['H26', 'H56'])
  }),
)

test(
  'a person that was left stands again when the correction is taken back, unless it is somebody else’s by then',
  onRoute(async (route) => {
    const entry = await entered(route, mistaken(), 'H26', early)
    await entered(route, me(), 'H26', { asOf: '2023-05-31' })
    const { parcelId } = await route.push('H26', [corrects(entry)])
    assert.equal(await people(route), 1)
    await route.withdraw('H26', parcelId)
    await route.settle()
    assert.equal(await people(route), 2)
    assert.deepEqual([(await personOf(route, wrong)).holder, (await personOf(route, right)).holder], ['H26', 'H26'])
    assert.deepEqual(await route.check(), [])

    const again = await route.push('H26', [corrects(entry)])
    assert.equal(await people(route), 1)
    await route.push('H56', [official(300, 'H56.1')])
    assert.equal((await personOf(route, wrong)).holder, 'H56')
    await route.withdraw('H26', again.parcelId)
    await route.settle()
    assert.equal(await people(route), 2)
    assert.equal((await personOf(route, wrong)).holder, 'H56')
  }),
)

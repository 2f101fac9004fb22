/** A person whom two bodies state. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sealStatement } from '@cbccvc/evidence'
import { sweep } from '@cbccvc/registry'
import { personOf } from '../testing/book.ts'
import { casesOf, lastOutcome } from '../testing/lines.ts'
import { official } from '../testing/people.ts'
import { withRegister } from '../testing/register.ts'
import { onRoute, type Route, refused, type Sender } from '../testing/route.ts'

const at = (unit: string, change = {}) => official(0, unit, change)
const number = at('H26').soDinhDanh as string

/** H26 holds the person, H56 states it too. */
async function twoBodies(route: Route, change = {}): Promise<string> {
  await route.push('H26', [at('H26.1')], { asOf: '2023-05-31' })
  await route.push('H56', [at('H56.1', change)], { asOf: '2023-06-15' })
  const [line] = await casesOf(route, 'H56')
  assert.ok(line)
  return line.id
}

test(
  'both see the case; the first stays the present record, and what the second stated is kept',
  onRoute(async (route) => {
    const id = await twoBodies(route, { chieuCao: 199 })
    const [holder, claimant] = [await casesOf(route, 'H26'), await casesOf(route, 'H56')]
    const due = '2023-07-04'
    assert.deepEqual(
      holder.map(({ id, state, side, other, due }) => [id, state, side, other, due]),
      [[id, 'open', 'holder', 'H56', due]],
    )
    assert.deepEqual(
      claimant.map(({ id, state, side, other, due }) => [id, state, side, other, due]),
      [[id, 'open', 'claimant', 'H26', due]],
    )
    const person = await personOf(route, number)
    assert.deepEqual([person.holder, person.unit, person.sach, person.statements.length], ['H26', 'H26.1', false, 2])
    assert.notEqual(person.values.chieuCao, 199)
    const outcome = (await route.feed('H56')).find((line) => line.kind === 'outcome')
    assert.equal(outcome?.outcome.outcome, 'held')
    assert.match(outcome.findings.at(-1)!.en, /The body H26 holds the record/)
    await route.push('H56', [at('H56.1', { chieuCao: 199 })])
    await route.push('H56', [at('H56.1', { chieuCao: 198 })])
    assert.equal((await casesOf(route, 'H56')).length, 1, 'one case, however often it is stated')
    await route.push('H26', [at('H26.1')])
    assert.equal((await personOf(route, number)).sach, false, 'not clean while the case is open')
  }),
)

const answers = {
  release: { state: 'released', holder: 'H56', unit: 'H56.1', admitted: ['H56'], height: 199 },
  keep: { state: 'kept', holder: 'H26', unit: 'H26.1', admitted: [], height: undefined },
  dual: { state: 'dual', holder: 'H26', unit: 'H26.1', admitted: ['H56'], height: 199 },
  secondment: { state: 'secondment', holder: 'H26', unit: 'H26.1', admitted: ['H56'], height: 199 },
} as const

for (const [answer, then] of Object.entries(answers)) {
  test(
    `${answer}: both hear of it, once, and the present record follows`,
    onRoute(async (route) => {
      const id = await twoBodies(route, { chieuCao: 199 })
      const answerId = randomUUID()
      const { state, jws } = await route.answer('H26', id, answer as keyof typeof answers, answerId)
      assert.equal(state, then.state)
      const again = await Promise.all([1, 2].map(() => route.client('H26').call('answer', { body: jws })))
      for (const { answer: same } of again) assert.deepEqual(same, { id: answerId, state: then.state })
      await route.settle()
      for (const sender of ['H26', 'H56'] as const)
        assert.deepEqual(
          (await casesOf(route, sender)).map((line) => line.state),
          ['open', then.state],
        )
      const person = await personOf(route, number)
      assert.deepEqual(
        [person.holder, person.unit, person.admitted, person.sach],
        [then.holder, then.unit, then.admitted, true],
      )
      if (then.height) assert.equal(person.values.chieuCao, then.height)
      const entered = then.state === 'kept' ? 'held' : 'entered'
      await route.push('H56', [at('H56.1', { chieuCao: 198 })])
      const last = (await route.feed('H56')).filter((line) => line.kind === 'outcome').at(-1)
      assert.equal(last?.outcome.outcome, entered)
      assert.equal((await personOf(route, number)).unit, then.unit, 'the unit is where the holder has the person')
    }),
  )
}

test(
  'the same answer sent twice at the same moment is carried out once',
  onRoute(async (route) => {
    const id = await twoBodies(route)
    const statement = { v: 1, id: randomUUID(), sender: 'H26', to: id, answer: 'dual', at: new Date().toISOString() }
    const jws = sealStatement(statement, route.keys.H26.seed)
    const both = await Promise.all([1, 2, 3].map(() => route.client('H26').call('answer', { body: jws })))
    assert.deepEqual(new Set(both.map(({ answer }) => answer.state)), new Set(['dual']))
    await route.settle()
    assert.equal((await casesOf(route, 'H56')).length, 2)
  }),
)

test(
  'only the holder answers, and after the due date only the operator',
  onRoute(async (route) => {
    const id = await twoBodies(route)
    await refused('answer.notYours', route.answer('H56', id, 'release'))
    await refused('answer.unknown', route.answer('G01', id, 'release'))
    await refused('answer.notYours', route.answer('H26', id, 'accept'))
    route.setToday('2023-07-04')
    await sweep(route.house)
    await route.settle()
    assert.equal((await casesOf(route, 'H26')).length, 1, "the last day is still the holder's")
    route.setToday('2023-07-05')
    await Promise.all([sweep(route.house), sweep(route.house)])
    await route.settle()
    for (const sender of ['H26', 'H56'] as const)
      assert.deepEqual(
        (await casesOf(route, sender)).map((line) => line.state),
        ['open', 'national'],
      )
    await refused('answer.closed', route.answer('H26', id, 'keep'))
    const { state } = await route.answer('CENTRE', id, 'release')
    assert.equal(state, 'released')
    await refused('answer.closed', route.answer('CENTRE', id, 'keep'))
    await route.settle()
    assert.equal((await personOf(route, number)).holder, 'H56')
  }),
)

test(
  "a third body's claim goes to whoever holds the person by then",
  onRoute(async (route) => {
    const second = await twoBodies(route)
    await route.push('G01', [at('G01.1')])
    const [third] = await casesOf(route, 'G01')
    await route.answer('H26', second, 'release')
    await refused('answer.unknown', route.answer('H26', third!.id, 'release'))
    assert.equal((await personOf(route, number)).sach, false, 'one case is still open')
    assert.equal((await route.answer('H56', third!.id, 'release')).state, 'released')
    await route.settle()
    const { holder, unit, sach } = await personOf(route, number)
    assert.deepEqual([holder, unit, sach], ['G01', 'G01.1', true])
  }),
)

/** Somebody else's number by a slip: another name and another birth date than the register has. */
const slip = (unit: string): Record<string, unknown> => {
  return { ...official(1, unit), soDinhDanh: number, soGiayTo: number, ngayCapGiayTo: null }
}

test(
  "a match settles the claimant's wrong number by itself, whichever is asked first",
  withRegister(async (route, register) => {
    await route.push('H26', [at('H26.1')])
    await route.push('H56', [slip('H56.1')])
    const outcome = (await route.feed('H56')).find((line) => line.kind === 'outcome')
    assert.deepEqual(
      outcome?.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('register.')),
      ['register.otherPerson', 'register.heldElsewhere'],
    )
    await route.settle(register)
    for (const sender of ['H26', 'H56'] as const)
      assert.deepEqual(
        (await casesOf(route, sender)).map((line) => line.state),
        ['open', 'wrongNumber'],
      )
    const person = await personOf(route, number)
    assert.deepEqual([person.holder, person.verified, person.sach], ['H26', 1, true])
    assert.equal(person.values.hoTenKhaiSinh, at('H26.1').hoTenKhaiSinh)
  }),
)

test(
  'a match of the claimant gives it the person whom the holder has under a wrong number',
  withRegister(async (route, register) => {
    await route.push('H26', [slip('H26.1')])
    await route.settle(register)
    assert.equal((await personOf(route, number)).verified, 2)
    const right = at('H56.1')
    await route.push('H56', [right])
    await route.settle(register)
    for (const sender of ['H26', 'H56'] as const)
      assert.deepEqual(
        (await casesOf(route, sender)).map((one) => one.state),
        ['open', 'released'],
      )
    const person = await personOf(route, number)
    assert.deepEqual([person.holder, person.unit, person.verified, person.sach], ['H56', 'H56.1', 1, true])
    assert.deepEqual({ ...person.values }, { ...right }, 'nothing of somebody else is left in it')
  }),
)

test(
  'where neither matches, the case stays for people',
  withRegister(async (route, register) => {
    await route.push('H26', [{ ...at('H26.1'), hoTenKhaiSinh: 'Trần Văn Khác' }])
    await route.push('H56', [{ ...at('H56.1'), hoTenKhaiSinh: 'Lê Thị Lạ' }])
    await route.settle(register)
    assert.deepEqual(
      (await casesOf(route, 'H26')).map((one) => one.state),
      ['open'],
    )
  }),
)

test(
  'who is not inside gets no value of the register, and accepts none: the record of the holder stays its own',
  withRegister(async (route, register) => {
    await route.push('H26', [{ ...at('H26.1'), hoTenKhaiSinh: 'Trần Văn Khác' }])
    await route.push('H56', [{ ...at('H56.1'), hoTenKhaiSinh: 'Lê Thị Lạ' }])
    await route.settle(register)
    const proposals = async (sender: Sender) => (await route.feed(sender)).filter((line) => line.kind === 'proposal')
    assert.deepEqual(await proposals('H56'), [])
    assert.equal((await proposals('H26')).length, 1)
    const { rows } = await route.owner.query<{ n: number }>('select count(*)::int as n from lookup_log')
    assert.equal(rows[0]!.n, 1, 'nor is one looked up')
    assert.equal((await route.feed('H56')).filter((line) => line.kind === 'verdict').length, 1)
  }),
)

test(
  'a proposal is answered only by who is inside by then',
  withRegister(async (route, register) => {
    await route.push('H26', [{ ...at('H26.1'), hoTenKhaiSinh: 'Trần Văn Khác' }])
    await route.settle(register)
    const proposal = (await route.feed('H26')).find((line) => line.kind === 'proposal')!
    await route.owner.query(`update person set holder = 'H56', first_holder = 'H56'`)
    await refused('answer.notYours', route.answer('H26', proposal.id, 'accept'))
    await refused('answer.notYours', route.answer('H26', proposal.id, 'contest'))
    await route.owner.query(`update person set holder = 'H26', first_holder = 'H26'`)
    assert.equal((await route.answer('H26', proposal.id, 'accept')).state, 'accepted')
  }),
)

test(
  "after a match gave the person to a claimant, the other claims are the new holder's to answer, and it hears of them",
  withRegister(async (route, register) => {
    await route.push('H26', [slip('H26.1')])
    await route.push('G01', [{ ...at('G01.1'), hoTenKhaiSinh: 'Lê Thị Lạ' }])
    await route.settle(register)
    const [third] = await casesOf(route, 'G01')
    await route.push('H56', [at('H56.1')])
    await route.settle(register)
    assert.equal((await personOf(route, number)).holder, 'H56')
    const line = (await casesOf(route, 'H56')).find(({ id }) => id === third!.id)
    assert.deepEqual([line?.state, line?.side, line?.other, line?.due], ['open', 'holder', 'G01', third!.due])
    const told = (await casesOf(route, 'G01')).at(-1)
    assert.deepEqual([told?.id, told?.state, told?.side, told?.other], [third!.id, 'open', 'claimant', 'H56'])
    await refused('answer.unknown', route.answer('H26', third!.id, 'release'))
    assert.equal((await route.answer('H56', third!.id, 'release')).state, 'released')
    await route.settle()
    assert.equal((await personOf(route, number)).holder, 'G01')
  }),
)

test(
  'the answer about the holder counts, though a claimant stated later and was asked about first',
  withRegister(async (route, register) => {
    await route.push('H26', [at('H26.1')])
    await route.owner.query(`update question set leased_until = 'infinity'`)
    await route.push('H56', [{ ...at('H56.1'), hoTenKhaiSinh: 'Lê Thị Lạ' }])
    await route.settle(register)
    assert.equal((await personOf(route, number)).verified, 0)
    await route.owner.query(`update question set leased_until = '-infinity'`)
    await route.settle(register)
    assert.equal((await personOf(route, number)).verified, 1)
  }),
)

test(
  'a claim that is only written otherwise is nobody else: no match settles it as a wrong number',
  withRegister(async (route, register) => {
    const plain = (at('H56.1').hoTenKhaiSinh as string).normalize('NFD').replace(/\p{M}/gu, '')
    const year = (at('H56.1').ngaySinh as string).slice(0, 4)
    await route.push('H26', [at('H26.1')])
    await route.push('H56', [{ ...at('H56.1'), hoTenKhaiSinh: plain, ngaySinh: year }])
    await route.settle(register)
    const verdict = (await route.feed('H56')).find((line) => line.kind === 'verdict')
    assert.deepEqual([verdict?.fields.hoTenKhaiSinh, verdict?.fields.ngaySinh], ['differs', 'differs'])
    assert.deepEqual(
      (await casesOf(route, 'H56')).map(({ state }) => state),
      ['open'],
    )
  }),
)

test(
  'what was decided is not opened by saying the same again, and the finding says so; a changed claim opens it',
  onRoute(async (route) => {
    const id = await twoBodies(route)
    await route.answer('H26', id, 'keep')
    await route.push('H56', [at('H56.1')])
    const last = async () => (await route.feed('H56')).filter((line) => line.kind === 'outcome').at(-1)!
    const { outcome, findings } = await last()
    assert.deepEqual([outcome.outcome, findings.at(-1)!.rule], ['held', 'register.keptElsewhere'])
    assert.match(findings.at(-1)!.en, /The body H26 holds .* that is decided/)
    assert.deepEqual(
      (await casesOf(route, 'H56')).map(({ state }) => state),
      ['open', 'kept'],
    )
    await route.push('H56', [at('H56.1', { chieuCao: 199 })])
    assert.equal((await last()).findings.at(-1)!.rule, 'register.heldElsewhere')
    assert.equal((await casesOf(route, 'H56')).length, 3)
  }),
)

/** H26 held the person and released it to H56; only H26 ever stated another name. */
async function released(route: Route): Promise<void> {
  await route.push('H26', [at('H26.1', { tenGoiKhac: 'Ba' })], { asOf: '2023-05-31' })
  await route.push('H56', [at('H56.1', { tenGoiKhac: undefined })], { asOf: '2023-06-15' })
  await route.answer('H26', (await casesOf(route, 'H56'))[0]!.id, 'release')
  await route.settle()
}

test(
  "after a release the former holder's next statement opens a case; what it stated before counts on",
  onRoute(async (route) => {
    await released(route)
    await route.push('H26', [at('H26.1', { tenGoiKhac: 'Ba' })])
    assert.equal((await lastOutcome(route, 'H26')).findings.at(-1)!.rule, 'register.keptElsewhere', 'nothing new')
    await route.push('H26', [at('H26.1', { tenGoiKhac: 'Tư', chieuCao: 155 })])
    const { outcome: came, findings } = await lastOutcome(route, 'H26')
    assert.deepEqual([came.outcome, findings.at(-1)!.rule], ['held', 'register.heldElsewhere'])
    const person = await personOf(route, number)
    assert.deepEqual([person.holder, person.admitted, person.sach], ['H56', ['H56'], false])
    assert.deepEqual([person.values.tenGoiKhac, person.values.coQuanSuDung], ['Ba', 'H56.1'])
    const { id, state, side, other } = (await casesOf(route, 'H26')).at(-1)!
    assert.deepEqual([state, side, other], ['open', 'claimant', 'H56'])

    await route.answer('H56', id, 'dual')
    await route.settle()
    const both = await personOf(route, number)
    assert.deepEqual([both.holder, both.admitted, both.sach], ['H56', ['H26', 'H56'], true])
    assert.deepEqual([both.values.tenGoiKhac, both.values.chieuCao], ['Tư', 155], 'what it stated meanwhile counts now')
    await route.push('H26', [at('H26.1', { tenGoiKhac: 'Năm' })])
    assert.equal((await lastOutcome(route, 'H26')).outcome.outcome, 'entered')
    assert.equal((await personOf(route, number)).values.tenGoiKhac, 'Năm')
  }),
)

test(
  'released to and fro, the person is of whoever holds it; the other one has left each time',
  onRoute(async (route) => {
    await released(route)
    const rounds = [
      ['H26', 'H56'],
      ['H56', 'H26'],
    ] as const
    for (const [i, [claimant, holder]] of rounds.entries()) {
      await route.push(claimant, [at(`${claimant}.1`, { tenGoiKhac: `lần ${i}` })])
      const { id } = (await casesOf(route, claimant)).at(-1)!
      await refused('answer.notYours', route.answer(claimant, id, 'release'))
      await route.answer(holder, id, 'release')
      await route.settle()
      const person = await personOf(route, number)
      assert.deepEqual([person.holder, person.admitted], [claimant, [claimant]])
      assert.equal(person.values.tenGoiKhac, `lần ${i}`)
      assert.equal(person.unit, `${claimant}.1`)
      assert.deepEqual(await route.check(), [])
    }
  }),
)

test(
  'a body that has left takes back what it stated, and that no longer counts',
  onRoute(async (route) => {
    await route.push('H26', [at('H26.1', { tenGoiKhac: undefined })], { asOf: '2023-05-30' })
    const wrong = await route.push('H26', [at('H26.1', { tenGoiKhac: 'Ba' })], { asOf: '2023-05-31' })
    await route.push('H56', [at('H56.1', { tenGoiKhac: undefined })])
    await route.answer('H26', (await casesOf(route, 'H56'))[0]!.id, 'release')
    assert.equal((await personOf(route, number)).values.tenGoiKhac, 'Ba')
    await route.withdraw('H26', wrong.parcelId)
    await route.settle()
    const { values, holder } = await personOf(route, number)
    assert.deepEqual([values.tenGoiKhac, holder], [undefined, 'H56'])
  }),
)

test(
  'where the new holder takes all back, the person is again of whoever held it before',
  onRoute(async (route) => {
    await route.push('H26', [at('H26.1')], { asOf: '2023-05-31' })
    const claim = await route.push('H56', [at('H56.1')])
    await route.answer('H26', (await casesOf(route, 'H56'))[0]!.id, 'release')
    await route.push('G01', [at('G01.1')])
    const [third] = await casesOf(route, 'G01')
    await route.withdraw('H56', claim.parcelId)
    await route.settle()
    assert.deepEqual((await personOf(route, number)).holder, 'H26')
    const told = (await casesOf(route, 'H26')).at(-1)!
    assert.deepEqual([told.id, told.side, told.other], [third!.id, 'holder', 'G01'], 'and hears of the claim')
    assert.equal((await route.answer('H26', third!.id, 'keep')).state, 'kept')
    await route.settle()
    await route.push('H26', [at('H26.1', { chieuCao: 150 })])
    assert.equal((await lastOutcome(route, 'H26')).outcome.outcome, 'entered')
  }),
)

test(
  'whoever takes over a person of whom nothing stands is asked by the one who took all back',
  onRoute(async (route) => {
    const first = await route.push('H26', [at('H26.1')])
    await route.withdraw('H26', first.parcelId)
    await route.settle()
    await route.push('H56', [at('H56.1')])
    await route.push('H26', [at('H26.1')])
    assert.equal((await lastOutcome(route, 'H26')).findings.at(-1)!.rule, 'register.heldElsewhere')
    assert.equal((await personOf(route, number)).holder, 'H56')
  }),
)

test(
  'after a match gave the person away, what was of somebody else never counts again, even beside a dual post',
  withRegister(async (route, register) => {
    await route.push('H26', [slip('H26.1')])
    await route.settle(register)
    await route.push('H56', [at('H56.1')])
    await route.settle(register)
    const right = { ...at('H26.1'), chieuCao: 155 }
    await route.push('H26', [right])
    await route.answer('H56', (await casesOf(route, 'H26')).at(-1)!.id, 'dual')
    await route.settle(register)
    const { values, admitted, holder } = await personOf(route, number)
    assert.deepEqual([holder, admitted], ['H56', ['H26', 'H56']])
    assert.deepEqual({ ...values }, { ...right })
  }),
)

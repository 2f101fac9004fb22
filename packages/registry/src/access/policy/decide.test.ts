/** The policy against its plain re-statement: a million random decisions, and every row and condition proved to matter. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionIds } from '@cbccvc/standard'
import { ROLES, type Subject } from '../subject.ts'
import { type Decide, decide, decider } from './decide.ts'
import { type Intention, noStanding } from './intention.ts'
import { CONDITIONS, type Row, type Scope, table } from './table.ts'
import { type PlainAnswer, plainly } from './testing/restatement.ts'
import { at, intentionOf, plainTree, randomOf, subjectOf, treeOf } from './testing/world.ts'

const tree = treeOf()
const rounds = 1_000_000

const random = randomOf(2026_11_25)
const subjects = Array.from({ length: 4_000 }, () => subjectOf(random))
const intentions = Array.from({ length: 20_000 }, () => intentionOf(random))

/** The n-th question: the same for every run, and all pairs differ for as long as the pools last. */
function questionAt(n: number): [Subject, Intention] {
  return [
    subjects[(n * 7919) % subjects.length]!,
    intentions[(n + Math.floor(n / intentions.length)) % intentions.length]!,
  ]
}

function answerOf(by: Decide, [subject, intention]: [Subject, Intention]): PlainAnswer {
  const decision = by(subject, intention, tree, at)
  return decision.kind === 'refused'
    ? decision.code
    : { forms: decision.forms, only: decision.only, leavesOut: decision.leavesOut }
}

const same = (a: PlainAnswer, b: PlainAnswer) =>
  typeof a === 'string' || typeof b === 'string' ? a === b : JSON.stringify(a) === JSON.stringify(b)

test('the table and its plain re-statement agree on a million random decisions', (t) => {
  const said = new Map<string, number>()
  for (let n = 0; n < rounds; n++) {
    const question = questionAt(n)
    const [subject, intention] = question
    const ours = answerOf(decide, question)
    const plain = plainly(subject, intention, plainTree, at)
    if (!same(ours, plain)) assert.deepEqual({ ours, subject, intention }, { ours: plain, subject, intention })
    const word = typeof ours === 'string' ? ours : 'allowed'
    said.set(word, (said.get(word) ?? 0) + 1)
  }
  t.diagnostic(`${rounds.toLocaleString('en')} decisions: ${JSON.stringify(Object.fromEntries(said))}`)
  for (const word of [
    'allowed',
    'access.notFound',
    'access.notAllowed',
    'access.purpose',
    'caller.secondFactor',
    'caller.stepUp',
  ])
    assert.ok((said.get(word) ?? 0) > 1000, `${word} was hardly tried`)
})

test('they agree on what a restriction closes, asked of whom it may close and of others', () => {
  const closed = /viewer|leader|recruiter|consumerSystem/
  const askers = subjects.filter(({ grants }) => grants.some(({ role }) => closed.test(role)))
  const looks = intentions.filter(
    ({ action, standing }) => /^record\.(read|history|list|search)$/.test(action) && standing.restricted !== null,
  )
  const draw = randomOf(11)
  const said = { refused: 0, cut: 0, leavesOut: 0 }
  for (let n = 0; n < 300_000; n++) {
    const subject = askers[Math.floor(draw() * askers.length)]!
    const intention = looks[Math.floor(draw() * looks.length)]!
    const ours = answerOf(decide, [subject, intention])
    const plain = plainly(subject, intention, plainTree, at)
    if (!same(ours, plain)) assert.deepEqual({ ours, subject, intention }, { ours: plain, subject, intention })
    if (ours === 'access.restricted') said.refused++
    else if (typeof ours !== 'string' && ours.leavesOut) said.leavesOut++
    else if (typeof ours !== 'string' && Object.keys(ours.only).length > 0) said.cut++
  }
  for (const [what, n] of Object.entries(said)) assert.ok(n > 100, `${what}: ${n}`)
})

/** Every way to spoil one row: to lose it, one of its conditions, its form, one of its roles, or its bounds. */
function spoiltRows(row: Row): { how: string; row: Row | null }[] {
  const wider: Record<Scope, Scope> = {
    self: 'anywhere',
    unit: 'granted',
    granted: 'anywhere',
    nation: 'granted',
    anywhere: 'nation',
  }
  return [
    { how: 'without the row', row: null },
    { how: `scope ${wider[row.scope]}`, row: { ...row, scope: wider[row.scope] } },
    ...row.needs.map((one) => ({ how: `without ${one}`, row: { ...row, needs: row.needs.filter((n) => n !== one) } })),
    ...row.roles.map((role) => ({
      how: `without ${role}`,
      row: { ...row, roles: row.roles.filter((r) => r !== role) },
    })),
    ...row.actions.map((a) => ({ how: `without ${a}`, row: { ...row, actions: row.actions.filter((b) => b !== a) } })),
    ...(row.form === null
      ? []
      : [
          {
            how: 'another form',
            row: { ...row, form: row.form === 'clear' ? ('masked' as const) : ('clear' as const) },
          },
        ]),
  ]
}

test('the comparison finds a table that is spoilt in any one place', (t) => {
  const draw = randomOf(7)
  const byAction = Map.groupBy(intentions, ({ action }) => action)
  let spoilt = 0
  const unseen = table.flatMap((row, place) =>
    spoiltRows(row).flatMap(({ how, row: other }) => {
      spoilt++
      const by = decider(table.flatMap((one, i) => (i === place ? (other ?? []) : one)))
      // Only what the row speaks of can differ: its actions, asked by whoever holds one of its roles.
      const holds = ({ grants, personId }: Subject) =>
        row.roles.some((role) =>
          role === 'public' ? true : role === 'person' ? personId !== null : grants.some((g) => g.role === role),
        )
      const askers = subjects.filter(holds)
      const asked = row.actions.flatMap((action) => byAction.get(action) ?? [])
      for (let n = 0; n < 200_000; n++) {
        const question: [Subject, Intention] = [
          askers[Math.floor(draw() * askers.length)]!,
          asked[Math.floor(draw() * asked.length)]!,
        ]
        if (!same(answerOf(by, question), answerOf(decide, question))) return []
      }
      return [`${row.roles} ${row.actions} ${row.classes}: ${how}`]
    }),
  )
  t.diagnostic(`${spoilt} spoilt tables`)
  assert.deepEqual(unseen, [])
})

test('every role and every action stands in the table, values have a form and acts have none', () => {
  for (const role of ROLES)
    assert.ok(
      table.some((row) => row.roles.includes(role)),
      role,
    )
  for (const action of actionIds)
    assert.ok(
      table.some((row) => row.actions.includes(action)),
      action,
    )
  for (const row of table) {
    assert.equal(row.classes.length === 0, row.form === null)
    for (const action of row.actions)
      assert.equal(/^(record|directory)\./.test(action), row.form !== null, `${action}: classes where values are given`)
    assert.deepEqual(
      row.needs,
      CONDITIONS.filter((one) => row.needs.includes(one)),
      'conditions in their order',
    )
  }
})

test('what the requirement says by name', () => {
  const rows = (find: (row: Row) => boolean) => table.filter(find)
  const isOwn = ({ scope }: Row) => scope === 'self'
  const secret = ({ classes }: Row) => classes.includes('restricted') || classes.includes('sealed')
  // Whoever sees somebody else's data passed a second factor, or is a system with a bound key.
  for (const row of rows((one) => one.form !== null && one.form !== 'ceiling' && !isOwn(one))) {
    assert.ok(row.needs.includes('secondFactor') || row.needs.includes('system'))
    assert.ok(row.needs.includes('purpose'), 'every look names a purpose')
  }
  // Sealed values need a step-up, always, and stand in no list, choice or copy.
  for (const row of rows(({ classes }) => classes.includes('sealed'))) {
    assert.ok(row.needs.includes('stepUp'))
    for (const action of row.actions) assert.match(action, /^record\.(read|history|declare)$/)
  }
  // Restricted values are never in the clear in a list, and nobody chooses by them.
  for (const row of rows((one) => secret(one) && one.actions.some((action) => /list|search|export/.test(action))))
    assert.equal(row.form, 'masked')
  assert.deepEqual(
    rows((one) => secret(one) && one.actions.some((action) => /filter|sort|count|facet/.test(action))),
    [],
  )
  // Step-up before export and approval; the one who runs the machines sees nobody; the public sees under the ceiling.
  for (const row of rows(({ actions }) => actions.some((action) => /export$|approve$|accept$/.test(action))))
    assert.ok(row.needs.includes('stepUp'))
  assert.deepEqual(
    rows((one) => one.roles.includes('dataCentreAdministrator') && one.form !== null),
    [],
  )
  for (const row of rows((one) => one.roles.includes('public') && one.form !== null)) {
    assert.equal(row.form, 'ceiling')
    assert.deepEqual(row.classes, ['public'])
  }
})

test('closed by default: what is not known, not dated or not said is refused', () => {
  const officer: Subject = {
    kind: 'account',
    accountId: 'account',
    sessionId: null,
    personId: null,
    sender: null,
    grants: [{ id: 'g', role: 'officer', unitId: 2, via: 'issued', validFrom: '2026-01-01', validTo: null }],
    secondFactor: true,
    steppedUpAt: at.now,
    address: '192.0.2.1',
  }
  const look: Intention = {
    action: 'record.read',
    target: { kind: 'person', personId: 7, unitId: 4 },
    classes: ['restricted'],
    purpose: { code: 'personnel', ground: 'nd27Personnel' },
    standing: noStanding,
  }
  const code = (subject: Subject, intention: Intention) => {
    const decision = decide(subject, intention, tree, at)
    return decision.kind === 'refused' ? decision.code : 'allowed'
  }
  const sealed: Intention = { ...look, classes: ['sealed'] }
  assert.equal(code(officer, look), 'allowed')
  assert.equal(code(officer, sealed), 'allowed')
  for (const steppedUpAt of [null, new Date(Number.NaN), new Date(at.now.getTime() + 1), new Date(0)])
    assert.equal(code({ ...officer, steppedUpAt }, sealed), 'caller.stepUp')
  for (const action of ['record.erase', 'constructor', '__proto__', ''])
    assert.equal(code(officer, { ...look, action: action as 'record.read' }), 'access.notAllowed')
  assert.equal(code(officer, { ...look, classes: ['everything' as 'public'] }), 'access.notAllowed')
  assert.equal(code(officer, { ...look, classes: [] }), 'access.notAllowed')
  for (const purpose of ['constructor', 'toString'])
    assert.equal(
      code(officer, { ...look, purpose: { code: purpose as 'personnel', ground: 'tt06' } }),
      'access.purpose',
    )
  for (const unitId of [99, Number.NaN, -1])
    assert.equal(code(officer, { ...look, target: { kind: 'person', personId: 7, unitId } }), 'access.notFound')
  // Without a second factor nobody learns from a refusal whether somebody is within reach.
  for (const unitId of [4, 7, 99])
    assert.equal(
      code({ ...officer, secondFactor: false }, { ...look, target: { kind: 'person', personId: 7, unitId } }),
      'caller.secondFactor',
    )
  // One class too many, and nothing is given.
  const approver: Subject = { ...officer, grants: [{ ...officer.grants[0]!, role: 'bodyApprover' }] }
  assert.equal(code(approver, { ...look, classes: ['public', 'sealed'] }), 'access.notAllowed')
})

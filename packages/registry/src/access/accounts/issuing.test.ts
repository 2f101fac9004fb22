/** Who may give what over what: the rules as sentences, tried on every role and place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UnitTree } from '../../units/index.ts'
import { table } from '../policy/index.ts'
import { type Grant, ROLES, type Role } from '../subject.ts'
import { covers, isGrantable, mayHandOn, needsFourEyes, type Over } from './issuing.ts'
import { deadBecause } from './leavers.ts'

const unit = (id: number, lft: number, rgt: number) => ({ id, code: `U${id}`, name: `U${id}`, body: 'H26', lft, rgt })
/** 1 ⊃ 2 ⊃ 3; 4 beside 2; 5 another body. */
const tree = new UnitTree([unit(1, 1, 8), unit(2, 2, 5), unit(3, 3, 4), unit(4, 6, 7), unit(5, 9, 10)])
/** Handed on, and grantable at all. */
const mayIssue = (grants: readonly Grant[], over: Over) => isGrantable(over, tree) && mayHandOn(grants, over, tree)
const places = [null, 1, 2, 3, 4, 5, 99]
const grant = (role: Role, unitId: number | null, via: Grant['via'] = 'issued'): Grant => {
  return { id: 'g', role, unitId, via, validFrom: '2023-01-01', validTo: null }
}

test('a part of the tree is the unit and all below it; the nation is everything; an unknown unit lies nowhere', () => {
  const inside = places.filter((place) => covers(2, place, tree))
  assert.deepEqual(inside, [2, 3])
  assert.deepEqual(
    places.filter((place) => covers(null, place, tree)),
    places,
  )
  assert.equal(covers(99, 2, tree), false)
})

test('nobody but a national operator and an administrator of a body gives any role', () => {
  for (const holder of ROLES) {
    const given = ROLES.filter((role) => places.some((unitId) => mayIssue([grant(holder, null)], { role, unitId })))
    assert.equal(given.length > 0, ['nationalOperator', 'bodyAdministrator'].includes(holder), holder)
  }
})

test('the ministry gives administrators, not officers; a body gives officers within its own part, nothing above it', () => {
  const ministry = [grant('nationalOperator', null)]
  assert.equal(mayIssue(ministry, { role: 'bodyAdministrator', unitId: 5 }), true)
  assert.equal(mayIssue(ministry, { role: 'officer', unitId: 5 }), false)
  const body = [grant('bodyAdministrator', 2)]
  for (const unitId of places) {
    for (const role of ['officer', 'viewer', 'bodyApprover', 'bodyAdministrator', 'leader'] as const) {
      assert.equal(mayIssue(body, { role, unitId }), unitId === 2 || unitId === 3, `${role} ${unitId}`)
    }
    for (const role of ['nationalOperator', 'nationalAuditor', 'dataCentreAdministrator', 'consumerSystem'] as const) {
      assert.equal(mayIssue(body, { role, unitId }), false, `${role} ${unitId}`)
    }
  }
})

test('national roles are over the nation, roles of a body over units; person and public are never given', () => {
  const all = ROLES.map((role) => grant(role, null))
  for (const unitId of places) {
    assert.equal(mayIssue(all, { role: 'nationalAuditor', unitId }), unitId === null)
    assert.equal(mayIssue(all, { role: 'bodyAdministrator', unitId }), unitId !== null && unitId !== 99)
    assert.equal(mayIssue(all, { role: 'person', unitId }), false)
    assert.equal(mayIssue(all, { role: 'public', unitId }), false)
  }
})

test('what is held by delegation gives nothing on; whoever acts for another does', () => {
  assert.equal(mayIssue([grant('bodyAdministrator', 2, 'delegated')], { role: 'officer', unitId: 3 }), false)
  assert.equal(mayIssue([grant('bodyAdministrator', 2, 'acting')], { role: 'officer', unitId: 3 }), true)
})

test('every role that makes others powerful or approves it, and every national one, needs four eyes', () => {
  const approves = new Set(
    table.filter(({ actions }) => actions.includes('account.approve')).flatMap(({ roles }) => roles),
  )
  assert.ok(approves.size >= 2)
  for (const role of ROLES) {
    const gives = ROLES.some((other) => places.some((unitId) => mayIssue([grant(role, null)], { role: other, unitId })))
    if (gives || approves.has(role) || role.startsWith('national')) assert.equal(needsFourEyes(role), true, role)
  }
  assert.equal(needsFourEyes('officer'), false)
})

test('who hands on a role may also invite by the table of rights, and who may invite hands something on', () => {
  const invites = new Set(
    table.filter(({ actions }) => actions.includes('account.invite')).flatMap(({ roles }) => roles),
  )
  for (const role of ROLES) {
    const gives = ROLES.some((other) => places.some((unitId) => mayIssue([grant(role, null)], { role: other, unitId })))
    assert.equal(gives, invites.has(role), role)
  }
})

test('a grant dies when its holder works outside of it or no longer works; below it and at it is inside', () => {
  const why = (unitId: number | null, atWork = true) => deadBecause({ unitId: 2 }, { unitId, atWork }, tree)
  assert.deepEqual([why(2), why(3), why(1), why(4), why(null)], [null, null, 'elsewhere', 'elsewhere', 'elsewhere'])
  assert.equal(why(2, false), 'notAtWork')
  assert.equal(deadBecause({ unitId: null }, { unitId: null, atWork: true }, tree), null)
  assert.equal(deadBecause({ unitId: null }, { unitId: 2, atWork: false }, tree), 'notAtWork')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeyRing, Queryable } from '../database/index.ts'
import { openParcel } from '../exchange/index.ts'
import { readFeed } from '../insight/index.ts'
import { UnitTree } from '../units/index.ts'
import {
  type Caller,
  ForgedPermitError,
  insist,
  type KeyPermit,
  permit,
  permitFeed,
  permitSubmission,
  type SubmissionPermit,
} from './index.ts'
import { noStanding } from './policy/index.ts'
import type { Subject } from './subject.ts'

const top = { id: 1, code: 'H26', name: 'Sở', body: 'H26', lft: 1, rgt: 6 }
const part = { id: 2, code: 'H26.1', name: 'Phòng', body: 'H26', lft: 2, rgt: 3 }
const beside = { id: 3, code: 'H26.2', name: 'Phòng', body: 'H26', lft: 4, rgt: 5 }
const other = { id: 4, code: 'H56', name: 'Sở', body: 'H56', lft: 7, rgt: 8 }
const tree = new UnitTree([top, part, beside, other])
const caller: Caller = {
  kid: 'k',
  sender: 'H26',
  role: 'body',
  publicKey: new Uint8Array(),
  unitId: 2,
  sandbox: false,
}

test('a key submits for the units below its own, and for no others', () => {
  assert.equal(permitSubmission(caller, part, tree)?.unit, part)
  for (const unit of [top, beside, other]) assert.equal(permitSubmission(caller, unit, tree), null)
  assert.equal(permitSubmission({ ...caller, unitId: null }, top, tree)?.caller.sender, 'H26')
  assert.equal(permitSubmission({ ...caller, unitId: 99 }, part, tree), null)
  assert.equal(permitSubmission({ ...caller, role: 'operator' }, part, tree), null)
})

test('only access makes a permit: a cast, a copy and a permit for something else are found out at run time', async () => {
  const feed = permitFeed(caller)
  const submission = permitSubmission(caller, part, tree)!
  insist(feed, 'feed.read')
  const forged = [
    { ...feed },
    { action: 'feed.read', caller },
    structuredClone(caller),
    Object.create(feed),
    submission,
  ]
  // Nothing is reached: the permit is asked for before the database is.
  const nowhere = {} as Queryable
  for (const one of forged)
    await assert.rejects(
      readFeed(nowhere, {} as KeyRing, one as unknown as KeyPermit<'feed.read'>, '', 1),
      ForgedPermitError,
    )
  for (const one of [feed, { ...submission }])
    await assert.rejects(
      openParcel(nowhere as never, {} as KeyRing, one as unknown as SubmissionPermit, '', {} as never),
      ForgedPermitError,
    )
})

test('a permit of an account carries what was decided and cannot be widened afterwards', () => {
  const at = { now: new Date('2026-11-25T03:00:00Z'), today: '2026-11-25' }
  const subject: Subject = {
    kind: 'account',
    accountId: 'account',
    sessionId: 'session',
    personId: null,
    sender: null,
    grants: [{ id: 'g', role: 'viewer', unitId: 1, via: 'issued', validFrom: '2026-01-01', validTo: null }],
    secondFactor: true,
    steppedUpAt: null,
    address: '192.0.2.1',
  }
  const look = {
    action: 'record.read',
    target: { kind: 'person', personId: 7, unitId: 2 },
    classes: ['public', 'restricted'],
    purpose: { code: 'personnel', ground: 'tt06' },
    standing: noStanding,
  } as const
  const given = permit(subject, look, tree, at)
  assert.ok(typeof given === 'object')
  assert.deepEqual(given.forms, { public: 'clear', restricted: 'masked' })
  insist(given, 'record.read')
  assert.throws(() => insist(given, 'record.export' as never), ForgedPermitError)
  assert.throws(() => Object.assign(given, { action: 'record.export' }), TypeError)
  assert.throws(() => Object.assign(given.forms, { sealed: 'clear' }), TypeError)
  assert.throws(() => Object.assign(given.target, { personId: 8 }), TypeError)
  assert.equal(permit(subject, { ...look, classes: ['sealed'] }, tree, at), 'access.notAllowed')
  assert.equal(permit(subject, { ...look, target: { ...look.target, unitId: 4 } }, tree, at), 'access.notFound')
})

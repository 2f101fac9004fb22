/** The walk's questions to the routes of accounts. */
import { randomUUID } from 'node:crypto'
import type { AccountRouteName } from '@cbccvc/contract'
import { today } from '../route.ts'
import { act, once, open, over, self, there } from './acts.ts'
import type { Probe } from './probe.ts'
import type { Place } from './world.ts'

const own = act('session.own', self)

/** A role is given over units of today only. */
const ended = ({ relation }: Place) => relation === 'merged' || relation === 'split'
const login = () => `w${randomUUID().slice(0, 13)}`
const dates = { via: 'issued', validFrom: today, validTo: null } as const
/** The roles that the national operator and a body's administrator hand on; a second person approves the second. */
const handed = ['leader', 'bodyApprover'] as const

export const accountProbes = {
  signIn: open('tells nobody whether a login exists; signin/attacks.test.ts'),
  signInCode: open('asks for the token of a first step'),
  openInvitation: open('asks for a code of 256 bits'),
  acceptInvitation: open('asks for a code of 256 bits'),
  checkPassword: open('says of what is sent with it whether it could be chosen; keeps nothing'),
  me: once(async () => [{ says: 'who am I', knock: {}, asks: [own] }]),
  myUnits: once(async () => [{ says: 'units that I reach', knock: {}, asks: [own] }]),
  myDelegations: once(async () => [{ says: 'what I passed on', knock: {}, asks: [own] }]),
  mySessions: once(async () => [{ says: 'my sessions', knock: {}, asks: [own] }]),
  endMySession: once(async (world, visitor) => {
    const spare = await world.spareSession(visitor)
    const { accountId, sessionId } = await world.colleague(null)
    return [
      { says: 'a session of mine', knock: { params: { sessionId: spare.sessionId } }, asks: [own] },
      {
        says: `a session of ${accountId}`,
        ...{ knock: { params: { sessionId } }, asks: [], hides: ['session.unknown'], never: true as const },
      },
    ]
  }),
  signOut: once(async (world, visitor) => {
    const { token } = await world.spareSession(visitor)
    return [{ says: 'sign out', knock: {}, asks: [own], ...(visitor.token !== null && { token }) }]
  }),
  stepUp: once(async () => [
    {
      says: 'a wrong code',
      knock: { body: { code: '000000' } },
      asks: [own],
      through: ['signin.refused', 'signin.wait'],
    },
  ]),
  changePassword: once(async () => [
    {
      says: 'a wrong password',
      knock: { body: { old: 'không phải', chosen: 'một câu dài chỉ mình biết' } },
      ...{ asks: [own], through: ['signin.refused', 'signin.wait'], stricter: true },
    },
  ]),
  delegateGrant: there(async (world, { subject }, place) => {
    const { accountId } = await world.colleague(place.unitId)
    const login = `w${accountId.slice(0, 8)}`
    const [grant] = subject.grants
    const grantId = grant?.id ?? randomUUID()
    const body = { login, unit: place.unitCode, validFrom: today, validTo: today }
    return [
      {
        says: `to ${place.relation}`,
        knock: { params: { grantId }, body },
        asks: [over('delegation.give', place)],
        ...(ended(place) && { never: true as const }),
      },
    ]
  }),
  accounts: once(async (world) => {
    const colleagues = await Promise.all(
      world.places.map(async (place) => ({ place, ...(await world.colleague(place.unitId)) })),
    )
    const lists = colleagues.map(({ place, accountId }) => ({ sign: accountId, asks: over('account.read', place) }))
    return [{ says: 'accounts', knock: {}, asks: [], lists }]
  }),
  inviteAccount: there((_world, _visitor, place) =>
    handed.map((role) => ({
      says: `a ${role} of ${place.relation}`,
      knock: { body: { login: login(), name: 'Ai đó', soDinhDanh: null, role, unit: place.unitCode, ...dates } },
      ...{ asks: [over('account.invite', place)], ...(ended(place) && { never: true as const }) },
    })),
  ),
  openInvitations: once(async (world) => {
    const lists = await Promise.all(
      world.places.map(async (place) => ({
        sign: await world.invitation(place.unitId),
        asks: over('account.invite', place),
      })),
    )
    return [{ says: 'open invitations', knock: {}, asks: [], lists, seenWithoutStepUp: true }]
  }),
  withdrawInvitation: there(async (world, _visitor, place) => [
    {
      says: `an invitation to ${place.relation}`,
      knock: { params: { invitationId: await world.invitation(place.unitId) } },
      ...{ asks: [over('account.invite', place)], hides: ['invitation.unknown'] },
    },
  ]),
  grantRole: there(async (world, _visitor, place) => {
    const { accountId } = await world.colleague(place.unitId)
    return handed.map((role) => ({
      says: `${role} over ${place.relation}`,
      knock: { params: { accountId }, body: { role, unit: place.unitCode, ...dates } },
      ...{ asks: [over('account.grant', place)], ...(ended(place) && { never: true as const }) },
    }))
  }),
  endGrant: there(async (world, _visitor, place) => {
    const { grantId } = await world.colleague(place.unitId, 'leader')
    return [
      {
        says: `a grant over ${place.relation}`,
        ...{ knock: { params: { grantId } }, asks: [over('account.grant', place)], hides: ['grant.unknown'] },
      },
    ]
  }),
  approvals: once(async (world) => {
    const lists = await Promise.all(
      world.places.map(async (place) => ({
        sign: await world.request(place.unitId),
        asks: over('account.approve', place),
      })),
    )
    return [{ says: 'what waits', knock: {}, asks: [], lists, seenWithoutStepUp: true }]
  }),
  decideApproval: there(async (world, _visitor, place) => [
    {
      says: `a request over ${place.relation}`,
      knock: { params: { requestId: await world.request(place.unitId) }, body: { approve: false } },
      ...{ asks: [over('account.approve', place)], hides: ['approval.unknown'] },
    },
  ]),
  suspendAccount: there(async (world, _visitor, place) => [
    {
      says: `an account of ${place.relation} rests`,
      knock: { params: { accountId: (await world.colleague(place.unitId)).accountId } },
      ...{ asks: [over('account.suspend', place)], hides: ['account.unknown'] },
    },
  ]),
  resumeAccount: there(async (world, _visitor, place) => [
    {
      says: `an account of ${place.relation} goes on`,
      knock: { params: { accountId: (await world.colleague(place.unitId)).accountId } },
      ...{ asks: [over('account.suspend', place)], hides: ['account.unknown'], stricter: true },
    },
  ]),
  closeAccount: there(async (world, _visitor, place) => [
    {
      says: `an account of ${place.relation} ends`,
      knock: { params: { accountId: (await world.colleague(place.unitId)).accountId } },
      ...{ asks: [over('account.suspend', place)], hides: ['account.unknown'], stricter: true },
    },
  ]),
  resetFactors: there(async (world, _visitor, place) => [
    {
      says: `the factors of an account of ${place.relation}`,
      knock: { params: { accountId: (await world.colleague(place.unitId)).accountId } },
      ...{ asks: [over('account.invite', place)], hides: ['account.unknown'], stricter: true },
    },
  ]),
  accountSessions: there(async (world, _visitor, place) => {
    const { accountId } = await world.colleague(place.unitId)
    return [
      {
        says: `sessions in ${place.relation}`,
        ...{ knock: { params: { accountId } }, asks: [over('session.end', place)], hides: ['account.unknown'] },
      },
    ]
  }),
  endAccountSession: there(async (world, _visitor, place) => {
    const { accountId, sessionId } = await world.colleague(place.unitId)
    return [
      {
        says: `a session in ${place.relation}`,
        ...{
          knock: { params: { accountId, sessionId } },
          asks: [over('session.end', place)],
          hides: ['account.unknown'],
        },
      },
    ]
  }),
} as const satisfies Record<AccountRouteName, Probe>

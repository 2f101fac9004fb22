/** The walk's questions to the routes of factors and of other systems. */
import { randomUUID } from 'node:crypto'
import type { FactorRouteName, SystemRouteName } from '@cbccvc/contract'
import { today } from '../route.ts'
import { act, mine, nation, once, open } from './acts.ts'
import type { Probe } from './probe.ts'

const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
const made = { ...credential, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } }
const shown = { ...credential, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } }
/** One's own, with something in it that is refused once the rights are passed. */
const factor = (says: string, body?: object): Probe =>
  mine(says, 'session.own', { ...(body && { knock: { body } }), through: 'other', stricter: true })
const passkey = (says: string, body: object = {}): Probe =>
  mine(says, 'session.own', {
    ...{ knock: { params: { passkeyId: randomUUID() }, body }, through: 'other', stricter: true },
  })

export const factorProbes = {
  signInPasskeyQuestion: open('asks for the token of a first step'),
  signInPasskey: open('asks for the token of a first step'),
  stepUpPasskeyQuestion: factor('a question to a passkey'),
  stepUpPasskey: factor('a false answer', { response: shown }),
  myFactors: factor('my factors'),
  offerPasskey: factor('an offer'),
  addPasskey: factor('a false passkey', { name: 'Khóa', response: made }),
  renamePasskey: passkey('a passkey that is not there', { name: 'Khóa' }),
  removePasskey: passkey('a passkey that is not there'),
  offerTotp: factor('a seed'),
  renewTotp: factor('a false code', { seed: 'AAAA', code: '000000' }),
  removeTotp: factor('the app, which is not there'),
  renewRecoveryCodes: factor('new codes'),
  linkEid: factor('a way to the e-ID, which is not set up'),
  unlinkEid: factor('the e-ID, which is not linked'),
  stepUpEid: factor('a way to the e-ID, which is not set up'),
} as const satisfies Record<FactorRouteName, Probe>

const key = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }
/** One that is not there: whoever passed the rights is told so. */
const nowhere = () => ({ systemId: randomUUID(), partyId: `w${randomUUID().slice(0, 8)}` })
/** What a second person must approve. */
const asking = (says: string, body: object = {}): Probe =>
  once((_world, { subject }) => [
    {
      ...{ says, knock: { params: nowhere(), body }, asks: [act('account.invite', nation)], through: 'other' },
      // Only who issues for the nation hands this role on.
      ...(subject.grants.some(({ role }) => role === 'nationalOperator') ? {} : { hides: ['access.notAllowed'] }),
    },
  ])
const stopping = (says: string): Probe =>
  once(() => [{ says, knock: { params: nowhere() }, asks: [act('account.suspend', nation)], through: 'other' }])

export const systemProbes = {
  systems: once(() => [{ says: 'all systems', knock: {}, asks: [act('account.read', nation)] }]),
  registerSystem: asking('a system', {
    ...{ clientId: 'walked.system', name: 'Hệ thống', publicKey: key, purposes: ['sharing'], peopleADay: 10 },
    ...{ unit: null, validFrom: today, validTo: today },
  }),
  changeSystemKey: asking('the key of a system', { publicKey: key }),
  changeSystemBudget: asking('the budget of a system', { peopleADay: 10 }),
  suspendSystem: stopping('a system rests'),
  resumeSystem: asking('a system goes on'),
  endSystem: stopping('a system ends'),
  parties: once(() => [{ says: 'all relying parties', knock: {}, asks: [act('account.read', nation)] }]),
  registerParty: asking('a relying party', {
    ...{ partyId: 'walked.party', name: 'Hệ thống', redirectUris: ['https://he.example/back'], scopes: ['openid'] },
    ...{ postLogoutRedirectUris: [], backchannelLogoutUri: null, publicKeys: [key] },
  }),
  changePartyKeys: asking('the keys of a relying party', { publicKeys: [key] }),
  suspendParty: stopping('a relying party rests'),
  resumeParty: asking('a relying party goes on'),
  endParty: stopping('a relying party ends'),
} as const satisfies Record<SystemRouteName, Probe>

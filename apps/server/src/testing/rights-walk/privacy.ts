/** The walk's questions to the routes of consents and of requests of the data subject. */
import type { PrivacyRouteName } from '@cbccvc/contract'
import type { PurposeCode } from '@cbccvc/standard'
import { purposes } from '@cbccvc/standard'
import { today } from '../route.ts'
import { act, mine, nation, once, self, there } from './acts.ts'
import type { Probe, Question } from './probe.ts'
import type { Place, Visitor, World } from './world.ts'

const giving = act('consent.give', self)
const consent = { fields: ['hoTenKhaiSinh'], validTo: today }
/** Somebody else's question to somebody: nobody answers it but the person who is asked. */
const ofHome = (says: string, body: object): Probe =>
  once(async (world, { subject }) => {
    const [home] = world.places
    const other = world.places.at(-1)!
    const question = async (place: Place): Promise<Question> => ({
      says: `${says} a question to ${place.relation}`,
      knock: { params: { consentId: await world.consentAsked(place) }, body },
      ...{
        asks: [giving],
        hides: ['consent.unknown'],
        ...(subject.personId !== place.personId && { never: true as const }),
      },
    })
    return [await question(home!), await question(other)]
  })

const answering = ({ unitId }: Place, caseNo: string) =>
  act('request.answer', { kind: 'unit', unitId }, { code: 'subjectRequest', ground: 'personalData', caseNo })
/** The officer's where there is one; the national operator's only where there is none. */
const hasOfficer = ({ relation }: Place) => ['home', 'child', 'merged'].includes(relation)
function request(says: string, body: object): Probe {
  return there(async (world: World, { role }: Visitor, place: Place) => {
    const { requestId, no } = await world.subjectRequest(place)
    return [
      {
        says: `${says} a request from ${place.relation}`,
        ...{ knock: { params: { requestId }, body }, asks: [answering(place, no)], hides: ['subject.unknown'] },
        ...(role === 'nationalOperator' && hasOfficer(place) && { never: true as const }),
      },
    ]
  })
}

export const privacyProbes = {
  askConsent: once((_world, { role }) =>
    (['recruitment', 'sharing', 'personnel'] as const).map((code: PurposeCode) => ({
      says: `about nobody, for ${code}`,
      knock: {
        body: {
          ...{ purpose: { code }, code: null, soDinhDanh: '001099999999', fields: ['hoTenKhaiSinh'] },
          ...{ reason: 'Tuyển dụng', until: today },
        },
      },
      asks: [act('consent.ask', nation, { code, ground: purposes[code].grounds[0] })],
      ...((role === 'recruiter' || role === 'consumerSystem') && { through: 'other' as const }),
    })),
  ),
  // What one has asked oneself: whoever may not ask has asked nothing. A system has no session, and asks for sharing.
  askedConsents: once((_world, { role }) => [
    {
      ...{ says: 'what I asked for', knock: {} },
      asks: [
        role === 'consumerSystem'
          ? act('consent.ask', nation, { code: 'sharing', ground: 'nd278' })
          : act('session.own', self),
      ],
    },
  ]),
  consentCode: mine('a code', 'consent.give', { through: 'other' }),
  ownConsents: mine('my consents', 'consent.give'),
  giveConsent: ofHome('yes to', consent),
  refuseConsent: ofHome('no to', {}),
  withdrawConsent: once(async (world) => [
    {
      says: 'a consent that was not given',
      knock: { params: { consentId: await world.consentAsked(world.places[0]!) } },
      ...{ asks: [giving], through: ['consent.unknown'] },
    },
  ]),
  makeRequest: mine('to see my data', 'request.make', {
    ...{ knock: { body: { kind: 'see', fields: [], words: 'Xin xem' } }, through: 'other' },
  }),
  ownRequests: mine('my requests', 'request.make'),
  requestsToAnswer: once(async (world, { role }) => {
    const lists = await Promise.all(
      world.places
        .filter((place) => role !== 'nationalOperator' || !hasOfficer(place))
        .map(async (place) => {
          const { requestId, no } = await world.subjectRequest(place)
          return { sign: requestId, asks: answering(place, no) }
        }),
    )
    return [{ says: 'what waits for an answer', knock: {}, asks: [], lists }]
  }),
  openRequest: request('open', {}),
  answerRequest: request('answer', { outcome: 'done', words: 'Đã cung cấp', ground: null, parcel: null }),
  liftRestriction: mine('a restriction that is not there', 'request.make', {
    ...{ knock: { params: { requestId: '00000000-0000-4000-8000-000000000000' } }, through: ['subject.unknown'] },
  }),
} as const satisfies Partial<Record<PrivacyRouteName, Probe>>

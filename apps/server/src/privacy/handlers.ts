/** One handler a route of privacy: from the JSON of the contract to one act of the registry, and back. */
import type { PrivacyRouteName, PrivacyShapes, Purpose } from '@cbccvc/contract'
import {
  type AccountsFrame,
  answerSubject,
  askedConsents,
  askForConsent,
  consentCode,
  giveConsent,
  groundOf,
  type House,
  liftRestriction,
  openRequest,
  ownConsents,
  ownRequests,
  parcelsAbout,
  refuseConsent,
  requestOfSubject,
  requestsToAnswer,
  type StatedPurpose,
  type Subject,
  type SubjectRequestLine,
  withdrawConsent,
} from '@cbccvc/registry'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import { answered, nextOfRequest } from './words.ts'

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly subject?: Subject | undefined
}
type Handler = (house: House, call: Call) => Promise<unknown>

const done = { done: true } as const
const body = <T>({ request }: Call): T => request.body as T

/** The path's parameter, where it has the form of an id; anything else is an id that nothing has. */
function id({ request }: Call, name: string): string {
  const text = (request.params as Record<string, string>)[name] ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('request.notFound')
  return text
}

function asker({ subject }: Call): Subject {
  if (!subject) throw new Refusal('caller.session')
  return subject
}

/** The purpose with the ground that it rests on first. */
const stated = ({ code, caseNo }: Purpose): StatedPurpose => ({ code, ground: groundOf(code), caseNo })

async function unitOf(house: House, unitId: number | null) {
  const unit = unitId === null ? undefined : (await house.units.current()).calledOf(unitId)
  return { unit: unit?.code ?? null, unitName: unit?.name ?? null }
}

export function privacyHandlers(accounts: AccountsFrame): Record<PrivacyRouteName, Handler> {
  return {
    async askConsent(house, call) {
      const { purpose, code, soDinhDanh, ...ask } = body<NewConsent>(call)
      if ((code === null) === (soDinhDanh === null)) throw new Refusal('request.shape', { detail: 'code | soDinhDanh' })
      const whom = code === null ? { soDinhDanh: soDinhDanh! } : { code }
      const asked = await askForConsent(house, accounts, asker(call), whom, { ...ask, purpose: stated(purpose) })
      call.reply.code(202)
      return { ...asked, state: 'asked' as const }
    },
    async askedConsents(house, call): Promise<PrivacyShapes.AskedConsents> {
      const lines = await askedConsents(accounts, asker(call))
      return {
        consents: lines.map(({ personId, askedAt, ...line }) => ({
          ...{ ...line, askedAt: askedAt.toISOString() },
          person: personId === null ? null : house.keys.refOf(personId),
        })),
      }
    },
    async consentCode(_house, call) {
      const { code, expiresAt } = await consentCode(accounts, asker(call))
      call.reply.code(201)
      return { code, expiresAt: expiresAt.toISOString() }
    },
    async ownConsents(house, call): Promise<PrivacyShapes.OwnConsents> {
      const lines = (await ownConsents(accounts, asker(call))).map(async ({ unitId, askedAt, looks, ...line }) => ({
        ...{ ...line, ...(await unitOf(house, unitId)), askedAt: askedAt.toISOString() },
        looks: looks.map(({ at, classes, ...look }) => ({ ...look, at: at.toISOString(), classes: [...classes] })),
      }))
      return { consents: (await Promise.all(lines)) as PrivacyShapes.OwnConsents['consents'] }
    },
    async giveConsent(_house, call) {
      await giveConsent(accounts, asker(call), id(call, 'consentId'), body<{ fields: string[]; validTo: string }>(call))
      return done
    },
    async refuseConsent(_house, call) {
      await refuseConsent(accounts, asker(call), id(call, 'consentId'))
      return done
    },
    async withdrawConsent(_house, call) {
      await withdrawConsent(accounts, asker(call), id(call, 'consentId'))
      return done
    },
    async makeRequest(house, call) {
      call.reply.code(201)
      return requestOfSubject(house, accounts, asker(call), body<PrivacyShapes.NewRequest>(call))
    },
    async ownRequests(house, call): Promise<PrivacyShapes.OwnRequests> {
      const lines = await ownRequests(accounts, asker(call))
      return { requests: await Promise.all(lines.map((line) => told(house, line))) }
    },
    async requestsToAnswer(house, call): Promise<PrivacyShapes.RequestsToAnswer> {
      const lines = await requestsToAnswer(accounts, asker(call))
      return { requests: await Promise.all(lines.map((line) => told(house, line))) }
    },
    async openRequest(house, call): Promise<PrivacyShapes.OpenedRequest> {
      const { personId, madeAt, ...line } = await openRequest(accounts, asker(call), id(call, 'requestId'))
      const parcels = (await parcelsAbout(house, personId, madeAt)).map(({ parcelId, recordedAt }) => ({
        ...{ parcelId, recordedAt: recordedAt.toISOString() },
      }))
      return { ...(await told(house, line)), person: house.keys.refOf(personId), parcels }
    },
    async answerRequest(house, call) {
      await answerSubject(
        ...([house, accounts, asker(call), id(call, 'requestId'), body<PrivacyShapes.RequestAnswer>(call)] as const),
      )
      return done
    },
    async liftRestriction(_house, call) {
      await liftRestriction(accounts, asker(call), id(call, 'requestId'))
      return done
    },
  }
}

/** A line of a request with its unit by code and what comes next in words. */
async function told<L extends SubjectRequestLine>(house: House, { unitId, ...line }: L) {
  const next = line.owner === null ? answered : nextOfRequest[line.owner]
  return { ...line, ...(await unitOf(house, unitId)), next }
}

interface NewConsent {
  readonly purpose: Purpose
  readonly code: string | null
  readonly soDinhDanh: string | null
  readonly fields: string[]
  readonly reason: string
  readonly until: string
}

/** One handler a route of what follows a look: refs and codes in, one act of the registry, refs and names out. */
import type { LookRouteName, LookShapes, Purpose } from '@cbccvc/contract'
import {
  type AccountsFrame,
  accountOfLogin,
  alarmsSeenBy,
  breakGlass,
  closeComplaint,
  complaintsSeenBy,
  decideInspection,
  drill,
  endInspection,
  glassesSeenBy,
  groundOf,
  type House,
  heldAt,
  inspectionsSeenBy,
  type Looker,
  lookersOf,
  openInspection,
  ownLooks,
  refusedSeenBy,
  registerComplaint,
  reviewGlass,
  type SeenLook,
  type StatedPurpose,
  type Subject,
  searchLooks,
  settleAlarm,
  type WatchFrame,
} from '@cbccvc/registry'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import { breachNotice } from './notice.ts'

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly subject?: Subject | undefined
}
type Handler = (house: House, call: Call) => Promise<unknown>

const done = { done: true } as const
const body = <T>({ request }: Call): T => (request.body ?? {}) as T

function signedIn({ subject }: Call): Subject {
  if (!subject) throw new Refusal('caller.session')
  return subject
}

/** The path's parameter, where it has the form of an id; anything else is an id that nothing has. */
function id({ request }: Call, name: string): string {
  const text = (request.params as Record<string, string>)[name] ?? ''
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('request.notFound')
  return text
}

const stated = (purpose: Purpose | undefined): StatedPurpose | null =>
  purpose ? { code: purpose.code, ground: groundOf(purpose.code), caseNo: purpose.caseNo } : null

/** Ids begin at 1: a ref or a login that means nobody stands for none. */
const nobody = 0
const noAccount = '00000000-0000-0000-0000-000000000000'

export function lookHandlers(watch: WatchFrame, accounts: AccountsFrame): Record<LookRouteName, Handler> {
  const lookers = (ids: readonly (string | null)[]) => lookersOf(accounts.pool, ids)
  return {
    async myLooks(house, call): Promise<LookShapes.MyLooks> {
      const me = signedIn(call)
      const { looks, next } = await ownLooks(watch, me, body<LookShapes.SearchLooks>(call))
      const known = await lookers(looks.map(({ accountId }) => accountId))
      const lines = looks.map(async (look) => {
        const who = await lookerTold(house, known.get(look.accountId ?? ''), look.at)
        return { ...lookTold(look), own: look.accountId === me.accountId, who }
      })
      return { looks: await Promise.all(lines), next }
    },
    async searchLooks(house, call): Promise<LookShapes.FoundLooks> {
      const { purpose, unit, person, login, forPurpose, emergency, from, to, ...rest } =
        body<LookShapes.SearchLooks>(call)
      const sought = {
        ...rest,
        unitId: unit === undefined ? null : await unitByCode(house, unit),
        ...(person !== undefined && { personId: house.keys.personOfRef(person) ?? nobody }),
        ...(login !== undefined && { accountId: (await accountOfLogin(accounts.pool, login)) ?? noAccount }),
        ...{ purpose: forPurpose, glass: emergency },
        ...{ from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to) },
      }
      const { looks, next } = await searchLooks(watch, signedIn(call), stated(purpose), sought)
      const known = await lookers(looks.map(({ accountId }) => accountId))
      const lines = looks.map(async (look) => {
        const who = known.get(look.accountId ?? '')
        return {
          ...{ no: look.no, ...lookTold(look), person: house.keys.refOf(look.personId), address: look.address },
          ...{ login: who?.login ?? null, who: await lookerTold(house, who, look.at) },
        }
      })
      return { looks: await Promise.all(lines), next }
    },
    async openInspection(house, call) {
      const { persons, units, ...wish } = body<LookShapes.NewInspection>(call)
      const about = {
        persons: persons.map((ref) => house.keys.personOfRef(ref) ?? nobody),
        units: await Promise.all(units.map((code) => unitByCode(house, code))),
      }
      return openInspection(watch, signedIn(call), { ...wish, ...about })
    },
    async inspections(house, call): Promise<LookShapes.Inspections> {
      const all = await inspectionsSeenBy(watch, signedIn(call))
      const known = await lookers(all.flatMap(({ openedBy, decidedBy }) => [openedBy, decidedBy]))
      const lines = all.map(async ({ openedAt, answerBy, endedAt, persons, units, ...line }) => ({
        ...line,
        ...{ openedAt: openedAt.toISOString(), answerBy: answerBy?.toISOString() ?? null },
        endedAt: endedAt?.toISOString() ?? null,
        openedBy: await lookerTold(house, known.get(line.openedBy), openedAt),
        decidedBy: await lookerTold(house, known.get(line.decidedBy ?? ''), openedAt),
        persons: persons.map(house.keys.refOf),
        units: await Promise.all(units.map((unitId) => placeOf(house, unitId))),
      }))
      return { inspections: await Promise.all(lines) }
    },
    async decideInspection(_house, call) {
      await decideInspection(watch, signedIn(call), id(call, 'inspectionId'), body<{ approve: boolean }>(call).approve)
      return done
    },
    async endInspection(_house, call) {
      await endInspection(watch, signedIn(call), id(call, 'inspectionId'))
      return done
    },
    async registerComplaint(house, call) {
      const { persons, units, ...wish } = body<LookShapes.NewComplaint>(call)
      const about = {
        persons: persons.map((ref) => house.keys.personOfRef(ref) ?? nobody),
        units: await Promise.all(units.map((code) => unitByCode(house, code))),
      }
      return registerComplaint(watch, signedIn(call), { ...wish, ...about })
    },
    async complaints(house, call): Promise<LookShapes.Complaints> {
      const all = await complaintsSeenBy(watch, signedIn(call))
      const known = await lookers(all.map(({ registeredBy }) => registeredBy))
      const lines = all.map(async ({ registeredAt, closedAt, persons, units, registeredBy, ...line }) => ({
        ...{ ...line, registeredAt: registeredAt.toISOString(), closedAt: closedAt?.toISOString() ?? null },
        registeredBy: await lookerTold(house, known.get(registeredBy), registeredAt),
        persons: persons.map(house.keys.refOf),
        units: await Promise.all(units.map((unitId) => placeOf(house, unitId))),
      }))
      return { complaints: await Promise.all(lines) }
    },
    async closeComplaint(_house, call) {
      await closeComplaint(watch, signedIn(call), id(call, 'complaintId'))
      return done
    },
    async breakGlass(house, call) {
      const { person, purpose, ...wish } = body<LookShapes.NewGlass>(call)
      const personId = house.keys.personOfRef(person) ?? nobody
      const { until, ...glass } = await breakGlass(watch, signedIn(call), stated(purpose), { ...wish, personId })
      return { ...glass, until: until.toISOString() }
    },
    async glasses(house, call): Promise<LookShapes.Glasses> {
      const all = await glassesSeenBy(watch, signedIn(call))
      const known = await lookers(all.flatMap(({ accountId, reviewedBy }) => [accountId, reviewedBy]))
      const lines = all.map(async ({ accountId, personId, openedAt, until, reviewedAt, ...line }) => ({
        ...{ ...line, person: house.keys.refOf(personId) },
        ...{ openedAt: openedAt.toISOString(), until: until.toISOString() },
        reviewedAt: reviewedAt?.toISOString() ?? null,
        who: await lookerTold(house, known.get(accountId), openedAt),
        reviewedBy: await lookerTold(house, known.get(line.reviewedBy ?? ''), reviewedAt ?? openedAt),
      }))
      return { glasses: await Promise.all(lines) }
    },
    async reviewGlass(_house, call) {
      const review = body<{ justified: boolean; word: string }>(call)
      await reviewGlass(watch, signedIn(call), id(call, 'glassId'), review)
      return done
    },
    async alarms(house, call): Promise<LookShapes.Alarms> {
      const all = await alarmsSeenBy(watch, signedIn(call))
      const known = await lookers(all.flatMap(({ about }) => [about?.accountId ?? null, about?.settledBy ?? null]))
      const lines = all.map(async ({ at, settledAt, about, ...line }) => {
        const times = { at: at.toISOString(), settledAt: settledAt?.toISOString() ?? null }
        if (!about) return { ...line, ...times, about: null }
        const who = known.get(about.accountId ?? '')
        const told = {
          ...{ lookNo: about.lookNo, facts: about.facts, word: about.word, login: who?.login ?? null },
          person: about.personId === null ? null : house.keys.refOf(about.personId),
          who: await lookerTold(house, who, at),
          settledBy: await lookerTold(house, known.get(about.settledBy ?? ''), settledAt ?? at),
        }
        return { ...line, ...times, about: told }
      })
      return { alarms: await Promise.all(lines) }
    },
    async refusals(_house, call): Promise<LookShapes.Refusals> {
      const { sums, lines } = await refusedSeenBy(watch, signedIn(call))
      return { sums, lines: lines.map(({ hour, ...line }) => ({ ...line, hour: hour.toISOString() })) }
    },
    async drill(house, call): Promise<LookShapes.Drilled> {
      const { login, purpose, after, limit, detectedAt, ...words } = body<LookShapes.Drill>(call)
      const [from, to] = [new Date(words.from), new Date(words.to)]
      const touch = { accountId: (await accountOfLogin(accounts.pool, login)) ?? noAccount, from, to }
      const page = { after: after === undefined ? undefined : (house.keys.personOfRef(after) ?? nobody), limit }
      const { summary, people, next } = await drill(watch, signedIn(call), stated(purpose), touch, page)
      // Only who may drill is told whether there is such an account.
      if (touch.accountId === noAccount) throw new Refusal('drill.account')
      const found = detectedAt === undefined ? house.now() : new Date(detectedAt)
      const { dueAt, ...notice } = breachNotice(summary, { ...words, login, from, to, detectedAt: found })
      const { glass, firstAt, lastAt, ...counts } = summary
      return {
        ...{ ...counts, counts: [...counts.counts], emergencies: glass },
        ...{ firstAt: firstAt?.toISOString() ?? null, lastAt: lastAt?.toISOString() ?? null },
        people: people.map(({ personId, ...one }) => ({
          ...{ person: house.keys.refOf(personId), looks: one.looks, actions: [...one.actions] },
          ...{ firstAt: one.firstAt.toISOString(), lastAt: one.lastAt.toISOString() },
          classes: classesTold(one.classes),
        })),
        next: next === null ? null : house.keys.refOf(next),
        notice: { ...notice, dueAt: dueAt.toISOString() },
      }
    },
    async settleAlarm(_house, call) {
      await settleAlarm(watch, signedIn(call), id(call, 'alarmId'), body<{ word: string }>(call).word)
      return done
    },
  }
}

function lookTold({ at, action, classes, purpose, ground, caseNo, glass }: SeenLook) {
  return {
    ...{ at: at.toISOString(), action, purpose, ground, caseNo, emergency: glass !== null },
    classes: classesTold(classes),
  }
}

function classesTold(classes: readonly string[]) {
  return classes.map((one) => {
    const [of = '', form = ''] = one.split(':')
    return { class: of, form }
  })
}

async function lookerTold(house: House, looker: Looker | undefined, at: Date): Promise<LookShapes.Looker | null> {
  if (!looker) return null
  const roles = heldAt(looker, at).map(async ({ role, unitId }) => ({ role, ...(await placeOf(house, unitId)) }))
  return { name: looker.name, roles: await Promise.all(roles) }
}

async function placeOf(house: House, unitId: number | null) {
  const unit = unitId === null ? undefined : (await house.units.current()).calledOf(unitId)
  return { unit: unit?.code ?? null, unitName: unit?.name ?? null }
}

async function unitByCode(house: House, code: string): Promise<number> {
  const unit = await house.units.find(code)
  // A unit that does not exist is one that nobody has rights over.
  if (!unit) throw new Refusal('access.notAllowed')
  return unit.id
}

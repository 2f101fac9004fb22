/** One handler a route of looking at records: who is meant, a permit for it, one read of the registry, and no id goes out. */
import type { RecordRouteName, RecordShapes } from '@cbccvc/contract'
import {
  decideRecord,
  type House,
  type Pool,
  personOfNumber,
  type Reason,
  readHistory,
  readPeople,
  readPlace,
  readRecord,
  type SeenRecord,
  type SeenVersion,
  type Subject,
  soughtWords,
  targetOfRef,
  writePlace,
} from '@cbccvc/registry'
import type { FieldClass } from '@cbccvc/standard'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly subject?: Subject | undefined
}
type Handler = (house: House, call: Call) => Promise<unknown>

const self = { kind: 'self' } as const

function signedIn({ subject }: Call): Subject {
  if (!subject) throw new Refusal('caller.session')
  return subject
}
const body = <T>({ request }: Call): T => (request.body ?? {}) as T
const param = ({ request }: Call, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** `desk` works as the role cbccvc_desk. */
export function recordHandlers(desk: Pool): Record<RecordRouteName, Handler> {
  return {
    async record(house, call) {
      const { classes, purpose } = body<RecordShapes.Look>(call)
      const target = await targetOfRef(house, desk, param(call, 'ref'))
      const given = await decideRecord(house, signedIn(call), 'record.read', target, ...asked({ classes, purpose }))
      return recordTold(house, target.personId, await readRecord(desk, house.keys, given))
    },
    async recordAsOf(house, call) {
      const { trueOn, knownBy, ...look } = body<RecordShapes.LookAsOf>(call)
      const target = await targetOfRef(house, desk, param(call, 'ref'))
      const given = await decideRecord(house, signedIn(call), 'record.history', target, ...asked(look))
      return recordTold(house, target.personId, await readRecord(desk, house.keys, given, time({ trueOn, knownBy })))
    },
    async recordHistory(house, call) {
      const target = await targetOfRef(house, desk, param(call, 'ref'))
      const look = asked(body<RecordShapes.Look>(call))
      const given = await decideRecord(house, signedIn(call), 'record.history', target, ...look)
      return historyTold(house, target.personId, await readHistory(desk, house.keys, given))
    },
    async unitPeople(house, call) {
      const { after, limit, ...look } = body<RecordShapes.LookAtPeople>(call)
      const target = await unitTarget(house, param(call, 'code'))
      const given = await decideRecord(house, signedIn(call), 'record.list', target, ...asked(look))
      return peopleTold(
        house,
        await readPeople(desk, house.keys, given, await house.units.current(), page(house, { after, limit })),
      )
    },
    async searchUnitPeople(house, call) {
      const { after, limit, name, number, classes, purpose } = body<RecordShapes.SearchPeople>(call)
      const words = name === undefined ? [] : soughtWords(name)
      if ((words.length === 0) === (number === undefined)) throw new Refusal('search.what')
      const target = await unitTarget(house, param(call, 'code'))
      // To find by the number is to be told that it is somebody's: for those only who may see that there is one.
      const usual: readonly FieldClass[] = classes ?? ['public', 'internal']
      const wanted = number === undefined ? classes : [...new Set<FieldClass>([...usual, 'restricted'])]
      const look = asked({ classes: wanted, purpose })
      const given = await decideRecord(house, signedIn(call), 'record.search', target, ...look)
      const sought = number === undefined ? { words } : { personId: await personOfNumber(house, number) }
      const tree = await house.units.current()
      return peopleTold(
        house,
        await readPeople(desk, house.keys, given, tree, { sought, ...page(house, { after, limit }) }),
      )
    },
    async myRecord(house, call) {
      const { classes, trueOn, knownBy } = body<RecordShapes.OwnLook>(call)
      const me = signedIn(call)
      const past = trueOn !== undefined || knownBy !== undefined
      const action = past ? 'record.history' : 'record.read'
      const given = await decideRecord(house, me, action, self, classes ?? null, null)
      return recordTold(house, me.personId!, await readRecord(desk, house.keys, given, time({ trueOn, knownBy })))
    },
    async myHistory(house, call) {
      const me = signedIn(call)
      const { classes } = body<RecordShapes.OwnLook>(call)
      const given = await decideRecord(house, me, 'record.history', self, classes ?? null, null)
      return historyTold(house, me.personId!, await readHistory(desk, house.keys, given))
    },
  }
}

/** What a look asks for, as the decision takes it. */
function asked({
  classes,
  purpose,
}: {
  readonly classes?: readonly FieldClass[] | undefined
  readonly purpose?: Reason | undefined
}): [readonly FieldClass[] | null, Reason | null] {
  return [classes ?? null, purpose ?? null]
}

function time({ trueOn, knownBy }: { trueOn?: string | undefined; knownBy?: string | undefined }) {
  return { ...(trueOn !== undefined && { trueOn }), ...(knownBy !== undefined && { knownBy: new Date(knownBy) }) }
}

function page(house: House, { after, limit }: { after?: string | undefined; limit?: number | undefined }) {
  if (after === undefined) return { ...(limit !== undefined && { limit }) }
  const place = readPlace(house.keys, after)
  if (!place) throw new Refusal('list.cursor')
  return { after: place, ...(limit !== undefined && { limit }) }
}

async function unitTarget(house: House, code: string) {
  const unit = await house.units.find(code)
  // Which units there are is public; one that does not exist is one that nobody has rights over.
  if (!unit) throw new Refusal('access.notAllowed')
  return { kind: 'unit', unitId: unit.id } as const
}

async function placeOf(house: House, unitId: number) {
  const unit = (await house.units.current()).byId(unitId)
  return { unit: unit?.code ?? null, unitName: unit?.name ?? null }
}

async function recordTold(house: House, personId: number, seen: SeenRecord | null): Promise<RecordShapes.SeenRecord> {
  if (!seen) throw new Refusal('access.notFound')
  const { holder, unitId, fields } = seen
  return { person: house.keys.refOf(personId), holder, ...(await placeOf(house, unitId)), fields }
}

async function historyTold(
  house: House,
  personId: number,
  versions: readonly SeenVersion[] | null,
): Promise<RecordShapes.SeenHistory> {
  if (!versions) throw new Refusal('access.notFound')
  const told = versions.map(async ({ unitId, recordedAt, ...version }) => {
    return { ...version, ...(await placeOf(house, unitId)), recordedAt: recordedAt.toISOString() }
  })
  return { person: house.keys.refOf(personId), versions: await Promise.all(told) }
}

async function peopleTold(
  house: House,
  { people, next }: Awaited<ReturnType<typeof readPeople>>,
): Promise<RecordShapes.SeenPeople> {
  const told = people.map(async ({ personId, unitId, status, fields }) => {
    return { person: house.keys.refOf(personId), ...(await placeOf(house, unitId)), status, fields }
  })
  return { people: await Promise.all(told), next: next && writePlace(house.keys, next) }
}

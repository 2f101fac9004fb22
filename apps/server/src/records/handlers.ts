/** One handler a route of looking at records: who is meant, a permit for it, one read of the registry, and no id goes out. */
import type { RecordRouteName, RecordShapes } from '@cbccvc/contract'
import {
  type ClosedClass,
  type Condition,
  type CountedValue,
  calledOn,
  classesOf,
  closedTo,
  decideDirectory,
  decideRecord,
  decideStatistics,
  type House,
  hasEncryptedStatistics,
  hasStatistics,
  isOneCell,
  listPermit,
  type Pool,
  type ProtectedSum,
  personOfNumber,
  type Reason,
  readCounts,
  readDirectory,
  readEncryptedStatistics,
  readHistory,
  readPeople,
  readPlace,
  readRecord,
  readStatistics,
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
import { codeNames } from './names.ts'

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
      const { names, ...look } = body<RecordShapes.Look>(call)
      const target = await targetOfRef(house, desk, param(call, 'ref'))
      const given = await decideRecord(house, signedIn(call), 'record.read', target, ...asked(look))
      const closed = await closedTo(house, signedIn(call), given, look.purpose ?? null)
      return recordTold(house, target.personId, await readRecord(desk, house.keys, given), { closed, names })
    },
    async recordAsOf(house, call) {
      const { trueOn, knownBy, names, ...look } = body<RecordShapes.LookAsOf>(call)
      const target = await targetOfRef(house, desk, param(call, 'ref'))
      const given = await decideRecord(house, signedIn(call), 'record.history', target, ...asked(look))
      const closed = await closedTo(house, signedIn(call), given, look.purpose ?? null)
      const seen = await readRecord(desk, house.keys, given, time({ trueOn, knownBy }))
      return recordTold(house, target.personId, seen, { closed, names, day: trueOn })
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
    async filterUnitPeople(house, call) {
      const { after, limit, filter, sort, ...look } = body<RecordShapes.FilterPeople>(call)
      const me = signedIn(call)
      const reason = look.purpose ?? null
      const target = await unitTarget(house, param(call, 'code'))
      const given = await decideRecord(house, me, 'record.list', target, ...asked(look))
      const chosen = {
        permit: await decideRecord(house, me, 'record.filter', target, choosing(filter), reason),
        conditions: filter,
      }
      const sorted = sort && {
        permit: await decideRecord(house, me, 'record.sort', target, choosing([sort], 'public'), reason),
        field: sort.field,
        down: sort.down ?? false,
      }
      const wish = { chosen, ...(sorted && { sorted }), ...page(house, { after, limit }) }
      return peopleTold(house, await readPeople(desk, house.keys, given, await house.units.current(), wish))
    },
    async countUnitPeople(house, call) {
      const { filter, purpose = null } = body<RecordShapes.CountPeople>(call)
      const [counted, isProtected] = await counts(house, call, 'record.count', filter, undefined, purpose)
      return { count: counted[0]?.count ?? null, protected: isProtected }
    },
    async facetUnitPeople(house, call) {
      const { filter = [], field, purpose = null } = body<RecordShapes.FacetPeople>(call)
      const [values, isProtected] = await counts(house, call, 'record.facet', filter, field, purpose)
      return { values, protected: isProtected }
    },
    async statistics(house, call): Promise<RecordShapes.Statistics> {
      const { unit, field } = body<RecordShapes.AskStatistics>(call)
      const target = unit === null ? ({ kind: 'nation' } as const) : await unitTarget(house, unit)
      const given = await decideStatistics(house, signedIn(call), target)
      const oneWay = hasEncryptedStatistics(field)
      if (!oneWay && !hasStatistics(field)) throw new Refusal('filter.field', { field: printable(field) })
      const read = oneWay ? readEncryptedStatistics : readStatistics
      const { whole, parts } = await read(desk, house.keys, given, await house.units.current(), field)
      const told = async ({ unitId, people, values }: ProtectedSum) => {
        const place = unitId === null ? { unit: null, unitName: null } : await placeOf(house, unitId)
        return { ...place, people, values: [...values] }
      }
      return { field, whole: await told(whole), parts: await Promise.all(parts.map(told)) }
    },
    async directoryLeaders(house, call) {
      return directory(house, call, param(call, 'code'), call.request.query as RecordShapes.DirectoryPage)
    },
    async searchDirectory(house, call) {
      const { unit, name, ...wish } = body<RecordShapes.SearchDirectory>(call)
      const words = soughtWords(name)
      if (words.join('').length < 2) throw new Refusal('search.what')
      return directory(house, call, unit, wish, words)
    },
    async myRecord(house, call) {
      const { classes, trueOn, knownBy, names } = body<RecordShapes.OwnLook>(call)
      const me = signedIn(call)
      const past = trueOn !== undefined || knownBy !== undefined
      const action = past ? 'record.history' : 'record.read'
      const given = await decideRecord(house, me, action, self, classes ?? null, null)
      const closed = await closedTo(house, me, given, null)
      const seen = await readRecord(desk, house.keys, given, time({ trueOn, knownBy }))
      return recordTold(house, me.personId!, seen, { closed, names, day: trueOn })
    },
    async myHistory(house, call) {
      const me = signedIn(call)
      const { classes } = body<RecordShapes.OwnLook>(call)
      const given = await decideRecord(house, me, 'record.history', self, classes ?? null, null)
      return historyTold(house, me.personId!, await readHistory(desk, house.keys, given))
    },
  }

  /** A page of the public directory: leaders, or who is sought by name. */
  async function directory(
    house: House,
    { request }: Call,
    code: string,
    { after, limit }: RecordShapes.DirectoryPage,
    words?: readonly string[],
  ): Promise<RecordShapes.Directory> {
    const given = await decideDirectory(house, request.ip, await unitTarget(house, code))
    const last = after === undefined ? null : house.keys.personOfRef(after)
    if (after !== undefined && last === null) throw new Refusal('list.cursor')
    const wish = { after: last, ...(limit !== undefined && { limit }), ...(words && { words }) }
    const seen = await readDirectory(desk, house.keys, given, await house.units.current(), wish)
    if (!seen) throw new Refusal('list.cursor')
    const told = seen.people.map(async ({ unitId, fields }) => ({ ...(await placeOf(house, unitId)), fields }))
    return { people: await Promise.all(told), next: seen.next === null ? null : house.keys.refOf(seen.next) }
  }

  /** Counts, and whether they are protected: exact only for who may see the list of the people behind them. */
  async function counts(
    house: House,
    call: Call,
    action: 'record.count' | 'record.facet',
    conditions: readonly Condition[],
    field: string | undefined,
    reason: Reason | null,
  ): Promise<[CountedValue[], boolean]> {
    const me = signedIn(call)
    const target = await unitTarget(house, param(call, 'code'))
    const classes = choosing([...conditions, ...(field === undefined ? [] : [{ field }])])
    const given = await decideRecord(house, me, action, target, classes, reason)
    const list = await listPermit(house, me, target, classes, reason)
    // Noise is drawn for every code that a list has; years have none.
    const by = field ?? conditions[0]?.field
    if (!list && by !== undefined && !hasStatistics(by)) throw new Refusal('filter.field', { field: printable(by) })
    if (!list && !isOneCell(field, conditions)) throw new Refusal('filter.oneField')
    const tree = await house.units.current()
    return [[...(await readCounts(desk, house.keys, given, tree, { field, conditions, list }))], list === null]
  }
}

/** The classes of these fields, the public one where there is none. */
function choosing(chosen: readonly { readonly field: string }[], only?: 'public'): readonly FieldClass[] {
  for (const { field } of chosen)
    if (classesOf([field], only) === null) throw new Refusal('filter.field', { field: printable(field) })
  const classes = classesOf(chosen.map(({ field }) => field)) ?? []
  return classes.length === 0 ? ['public'] : classes
}

/** A field's id as it was sent, where it could be one: nothing else comes back in a refusal. */
const printable = (field: string) => (/^[a-zA-Z]{1,64}$/.test(field) ? field : '?')

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
  // Who stands in a unit that has ended is shown where its people stand today.
  const tree = await house.units.current()
  const unit = tree.placeOf(unitId) ?? tree.calledOf(unitId)
  return { unit: unit?.code ?? null, unitName: unit?.name ?? null }
}

/** The place as the tree of that day has it. */
async function placeOn(house: House, unitId: number, day: string) {
  const unit = await calledOn(house.pool, unitId, day)
  return { unit: unit?.code ?? null, unitName: unit?.name ?? null }
}

/** `day`: as of which the record is read; left out: today. */
async function recordTold(
  house: House,
  personId: number,
  seen: SeenRecord | null,
  { closed, names, day }: { closed: readonly ClosedClass[]; names: boolean | undefined; day?: string | undefined },
): Promise<RecordShapes.SeenRecord> {
  if (!seen) throw new Refusal('access.notFound')
  const { holder, unitId, fields, restricted } = seen
  const place = day === undefined ? await placeOf(house, unitId) : await placeOn(house, unitId, day)
  return {
    ...{ person: house.keys.refOf(personId), holder, ...place, fields, closed: [...closed] },
    restricted: restricted && [...restricted],
    ...(names && { names: await codeNames(house, fields) }),
  }
}

async function historyTold(
  house: House,
  personId: number,
  versions: readonly SeenVersion[] | null,
): Promise<RecordShapes.SeenHistory> {
  if (!versions) throw new Refusal('access.notFound')
  const told: RecordShapes.SeenHistory['versions'] = []
  for (const { unitId, recordedAt, ...version } of versions)
    told.push({
      ...version,
      ...(await placeOn(house, unitId, version.trueFrom)),
      recordedAt: recordedAt.toISOString(),
    })
  return { person: house.keys.refOf(personId), versions: told }
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

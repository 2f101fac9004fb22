/**
 * Whatever somebody asks, no answer and no refusal holds a value of a class that the table of rights does not give them:
 * random questions of every role to every route of records, each text searched for what stands in the record of each
 * official of the walk's world. What may be there is asked of the table, person by person and class by class.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RecordRouteName } from '@cbccvc/contract'
import { routes } from '@cbccvc/contract'
import { type FieldClass, fieldClasses, purposeCodes, purposes, type RecordAction } from '@cbccvc/standard'
import { chosenFields, decide, purposeRoles } from '../../../../packages/registry/src/access/index.ts'
import { randomOf } from '../../../../packages/registry/src/access/policy/testing/world.ts'
import { buildWorld, type Place, type Visitor, type World } from '../testing/rights-walk/world.ts'
import { openRoute, today } from '../testing/route.ts'

const rounds = 3000

/** By which actions values are given on a route; none: sums and the directory, which shows nobody who is not published. */
const gives: Readonly<Record<RecordRouteName, readonly RecordAction[]>> = {
  record: ['record.read'],
  recordAsOf: ['record.history'],
  recordHistory: ['record.history'],
  unitPeople: ['record.list'],
  searchUnitPeople: ['record.search'],
  filterUnitPeople: ['record.list'],
  countUnitPeople: [],
  facetUnitPeople: [],
  statistics: [],
  directoryLeaders: [],
  searchDirectory: [],
  myRecord: ['record.read', 'record.history'],
  myHistory: ['record.history'],
}
const names = Object.keys(gives) as RecordRouteName[]

type Draw = <T>(list: readonly T[]) => T

interface Asked {
  readonly name: RecordRouteName
  readonly path: string
  readonly body: Record<string, unknown>
}

/** A question, mostly a good one: every part of it may also be of the wrong kind. */
function question(world: World, { role }: Visitor, draw: Draw, chance: () => number): Asked {
  const name = draw(names)
  const place = draw(world.places)
  const other = draw(world.places)
  const field = draw([...chosenFields.keys(), 'tonGiao', 'soDinhDanh', 'nhanXetDanhGia'])
  const theirs = purposeCodes.filter((one) => (purposeRoles[one] as readonly string[]).includes(role))
  const code = draw(theirs.length > 0 && chance() < 0.8 ? theirs : purposeCodes)
  const wanted = chance() < 0.6 ? [draw(fieldClasses)] : fieldClasses.filter(() => chance() < 0.5)
  const filter = chance() < 0.5 ? [] : [{ field, anyOf: [draw(['1', '01', place.name, other.soDinhDanh])] }]
  const body: Record<string, unknown> = {
    ...(chance() < 0.9 && { purpose: { code, ...(purposes[code].needsCase && { caseNo: 'VV-1' }) } }),
    ...(wanted.length > 0 && chance() < 0.8 && { classes: wanted }),
    ...(chance() < 0.3 && { limit: draw([1, 2, 200]), ...(chance() < 0.2 && { after: draw(['x', place.ref]) }) }),
    ...(/search/i.test(name) && { name: draw([place.name, other.name, '%', 'a']), unit: place.unitCode }),
    ...(name === 'searchUnitPeople' && chance() < 0.3 && { number: other.soDinhDanh, name: undefined }),
    ...(/filter|count|facet/.test(name) && { filter }),
    ...(/facet|statistics/.test(name) && { field }),
    ...(name === 'statistics' && { unit: draw([null, place.unitCode]) }),
    ...(name === 'filterUnitPeople' && chance() < 0.5 && { sort: { field } }),
  }
  const path = routes[name].path
    .replace(':ref', draw([place.ref, place.ref, place.ref, place.soDinhDanh, 'x']))
    .replace(':code', place.unitCode)
  return { name, path, body }
}

/** Whether the table gives this class of this official in the clear to who asks, by what the route gives values. */
async function mayTell(world: World, visitor: Visitor, { name, body }: Asked, place: Place, of: FieldClass) {
  const { subject } = visitor
  const standing = await world.standingOf(visitor, place)
  const stated = body.purpose as { code: keyof typeof purposes; caseNo?: string } | undefined
  const own = name.startsWith('my')
  const purpose = stated && !own ? { ...stated, ground: purposes[stated.code].grounds[0] } : null
  const target = own
    ? ({ kind: 'self' } as const)
    : ({ kind: 'person', personId: place.personId, unitId: place.unitId } as const)
  if (own && subject.personId !== place.personId) return false
  const tree = await world.route.house.units.current()
  const at = { now: new Date(), today }
  return gives[name].some((action) => {
    const decision = decide(subject, { action, target, classes: [of], purpose, standing }, tree, at)
    return decision.kind === 'allowed' && decision.forms[of] === 'clear'
  })
}

test(`${rounds} random questions: no answer and no refusal tells a value of a class that the table does not give`, async (t) => {
  const route = await openRoute()
  try {
    const world = await buildWorld(route)
    const random = randomOf(2026_1125)
    const draw: Draw = (list) => list[Math.floor(random() * list.length)]!
    const told: string[] = []
    const came = { allowed: 0, refused: 0, marks: 0 }
    for (let i = 0; i < rounds; i++) {
      const visitor = draw(world.visitors)
      const asked = question(world, visitor, draw, random)
      const { method } = routes[asked.name]
      const response = await fetch(`${route.url}${asked.path}`, {
        method,
        headers: {
          ...{ 'x-cbccvc': '1', 'sec-fetch-site': 'same-origin' },
          ...(method === 'POST' && { 'content-type': 'application/json' }),
          ...(visitor.token !== null && { cookie: `session=${visitor.token}` }),
        },
        ...(method === 'POST' && { body: JSON.stringify(asked.body) }),
      })
      const text = (await response.text()) + JSON.stringify([...response.headers])
      came[response.status < 300 ? 'allowed' : 'refused']++
      for (const place of world.places)
        for (const of of fieldClasses) {
          const found = place.marks[of].find((mark) => text.includes(JSON.stringify(mark).slice(1, -1)))
          if (found === undefined) continue
          came.marks++
          const allowed = response.status < 300 && (await mayTell(world, visitor, asked, place, of))
          if (!allowed) told.push(`${asked.name} tells ${visitor.name} ${of} of ${place.relation} (${response.status})`)
        }
    }
    t.diagnostic(JSON.stringify(came))
    assert.deepEqual(told, [])
    assert.ok(came.allowed > 100 && came.refused > 500 && came.marks > 200, JSON.stringify(came))
    assert.deepEqual(route.faults, [])
  } finally {
    // Units were ended by hand, which the counters of the book do not follow.
    await route.close({ dirty: true })
  }
})

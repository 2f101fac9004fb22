/** The walk's questions to the routes of records: every class by itself and all at once, with a good purpose and a bad one. */
import type { RecordRouteName } from '@cbccvc/contract'
import { edition, type FieldClass, fieldClasses, type PurposeCode, purposes, type RecordAction } from '@cbccvc/standard'
import type { Intention, Standing, Target } from '../../../../../packages/registry/src/access/policy/intention.ts'
import type { Probe, Question } from './probe.ts'
import type { Place, Visitor, World } from './world.ts'

const asked: readonly (readonly FieldClass[])[] = [
  ...fieldClasses.map((of) => [of]),
  ['public', 'internal', 'restricted'],
  fieldClasses,
]

/** What each role may say, and something that another role says; written from the text, as the re-statement is. */
const reasons: Readonly<Record<string, readonly PurposeCode[]>> = {
  officer: ['personnel', 'inspection'],
  bodyApprover: ['approval', 'transfer'],
  bodyAdministrator: ['dataQuality', 'elsewhere'],
  viewer: ['management', 'dataQuality'],
  leader: ['management', 'approval'],
  nationalOperator: ['elsewhere', 'emergency', 'personnel'],
  nationalApprover: ['dataQuality', 'complaint'],
  nationalAuditor: ['inspection', 'personnel'],
  recruiter: ['recruitment', 'sharing'],
  consumerSystem: ['sharing', 'recruitment'],
}
const reasonsOf = ({ role }: Visitor): readonly (PurposeCode | null)[] => [...(reasons[role] ?? ['personnel']), null]

/** The purposes that a visitor tries, as the policy sees them and as they are sent. */
export function statedBy(visitor: Visitor, openCase: string | null = null) {
  return reasonsOf(visitor).map((code) => {
    const caseNo = code !== null && purposes[code].needsCase ? (openCase ?? '99/QD') : undefined
    return {
      code,
      purpose: code === null ? null : { code, ground: purposes[code].grounds[0], caseNo },
      reason: code === null ? {} : { purpose: { code, ...(caseNo !== undefined && { caseNo }) } },
    }
  })
}

interface Look {
  readonly action: RecordAction
  readonly target: (place: Place) => Target
  readonly params: (place: Place) => Record<string, string>
  readonly more?: (place: Place) => object
  /** Whose values may stand in the answer. */
  readonly shows: (world: World, place: Place) => readonly Place[]
  readonly never?: (place: Place) => boolean
}

function looks(of: Look): Probe {
  return {
    door: 'account',
    about: 'places',
    async questions(world, visitor, place) {
      const standing = await world.standingOf(visitor, place)
      const questions: Question[] = []
      for (const classes of asked)
        for (const { code, purpose, reason } of statedBy(visitor, standing.openCase)) {
          const intention: Intention = {
            ...{ action: of.action, target: of.target(place), classes, purpose },
            standing: of.target(place).kind === 'person' ? standing : ofMany(standing),
          }
          questions.push({
            says: `${classes.join('+')} of ${place.relation} for ${code}`,
            knock: { params: of.params(place), body: { classes, ...reason, ...of.more?.(place) } },
            ...{ asks: [intention], shows: of.shows(world, place) },
            ...(of.never?.(place) && { never: true }),
          })
        }
      return questions
    },
  }
}

/** What one person restricted closes no list: it leaves that person out of it. */
const ofMany = (standing: Standing): Standing => ({ ...standing, restricted: null })

const person = ({ personId, unitId }: Place): Target => ({ kind: 'person', personId, unitId })
const unit = ({ unitId }: Place): Target => ({ kind: 'unit', unitId })
const alone = (_world: World, place: Place) => [place]
/** Everybody who stands in the unit today or below it, those of units that were merged into it among them. */
const under = ({ places, reaches }: World, place: Place) => places.filter(({ unitId }) => reaches(place.unitId, unitId))
/** A list is asked of a unit of today. */
const ended = ({ relation }: Place) => relation === 'merged' || relation === 'split'

const one = (action: 'record.read' | 'record.history', more?: Look['more']): Probe =>
  looks({ action, target: person, params: ({ ref }) => ({ ref }), shows: alone, ...(more && { more }) })
const many = (action: RecordAction, shows: Look['shows'], more?: Look['more']): Probe =>
  looks({
    action,
    target: unit,
    params: ({ unitCode }) => ({ code: unitCode }),
    shows,
    never: ended,
    ...(more && { more }),
  })

/** One's own: who has none is refused, and nobody else's comes. */
function own(actions: readonly RecordAction[], more: object = {}): Probe {
  return {
    door: 'account',
    about: 'nothing',
    async questions(world, { subject }) {
      const shows = world.places.filter(({ personId }) => personId === subject.personId)
      return asked.map((classes) => ({
        says: `own ${classes.join('+')}`,
        knock: { body: { classes, ...more } },
        asks: actions.map((action) => ({
          ...{ action, target: { kind: 'self' } as const, classes, purpose: null, standing: world.nothingStands },
        })),
        shows,
      }))
    },
  }
}

/** Fields to choose by: one of each class. Nobody chooses by the last two, whoever they are. */
const fields = { public: 'gioiTinh', internal: 'nhomMau', restricted: 'danToc', sealed: 'tinhTrangSucKhoe' } as const
const codesOf = (field: string) =>
  edition()
    .codeList(edition().byId.get(field)!.codeList!)
    .items.slice(0, 50)
    .map(({ code }) => code)

/** Choosing among the people of a unit by one field, for each class of field. `also`: rights that it takes besides. */
function choosing(
  action: RecordAction,
  body: (field: string) => object,
  also: readonly Intention['action'][] = [],
  shows: Look['shows'] = () => [],
): Probe {
  return {
    door: 'account',
    about: 'places',
    async questions(world, visitor, place) {
      const standing = await world.standingOf(visitor, place)
      return fieldClasses.flatMap((of) =>
        statedBy(visitor).map(({ code, purpose, reason }): Question => {
          const ask = (one: Intention['action'], classes: readonly FieldClass[]): Intention => ({
            ...{ action: one, target: unit(place), classes, purpose, standing: ofMany(standing) },
          })
          return {
            says: `${fields[of]} in ${place.relation} for ${code}`,
            knock: { params: { code: place.unitCode }, body: { ...body(fields[of]), ...reason } },
            // What is shown is asked first: its forms are those of the answer.
            asks: [...also.map((one) => ask(one, ['public'])), ask(action, [of])],
            ...{ through: ['filter.oneField', 'filter.field'], hides: ['filter.field'], shows: shows(world, place) },
            ...((ended(place) || of === 'restricted' || of === 'sealed') && { never: true as const }),
          }
        }),
      )
    },
  }
}

const filter = (field: string) => ({ filter: [{ field, anyOf: codesOf(field) }] })
const sums: Probe = {
  door: 'account',
  about: 'places',
  questions: (world, _visitor, place) => [
    {
      says: `sums of ${place.relation}`,
      knock: { body: { unit: place.unitCode, field: fields.public } },
      asks: [
        {
          ...{ action: 'statistics.read', target: unit(place), classes: [], purpose: null },
          standing: world.nothingStands,
        },
      ],
      ...(ended(place) && { never: true as const }),
    },
  ],
}

export const recordProbes = {
  record: one('record.read'),
  recordAsOf: one('record.history', () => ({ trueOn: '2023-06-20' })),
  recordHistory: one('record.history'),
  unitPeople: many('record.list', under),
  searchUnitPeople: many(
    'record.search',
    (world, place) => under(world, place).filter(({ personId }) => personId === place.personId),
    ({ name }) => ({ name }),
  ),
  filterUnitPeople: choosing(
    'record.filter',
    (field) => ({ ...filter(field), classes: ['public'], sort: { field: fields.public } }),
    ['record.list', 'record.sort'],
    under,
  ),
  countUnitPeople: choosing('record.count', filter),
  facetUnitPeople: choosing('record.facet', (field) => ({ field })),
  statistics: sums,
  myRecord: own(['record.read']),
  myHistory: own(['record.history']),
} as const satisfies Partial<Record<RecordRouteName, Probe>>

/** The walk's questions to the routes of who looked, inspections, broken glasses, alarms, and to the board. */
import { randomUUID } from 'node:crypto'
import type { LookRouteName, RouteName } from '@cbccvc/contract'
import { type Action, type PurposeCode, purposes } from '@cbccvc/standard'
import { today } from '../route.ts'
import { act, mine, nation, once, over, there } from './acts.ts'
import type { Knock, Probe, Question } from './probe.ts'
import type { Place } from './world.ts'

const stated = (code: PurposeCode, caseNo?: string) => ({ code, ground: purposes[code].grounds[0], caseNo })
const national = (says: string, action: Action, knock: Knock = {}): Probe =>
  once(() => [{ says, knock, asks: [act(action, nation)], through: 'other' }])
const ended = ({ relation }: Place) => relation === 'merged' || relation === 'split'
const ofNone = (name: string, body: object) => ({ params: { [name]: randomUUID() }, body })

export const lookProbes = {
  myLooks: mine('who looked at me', 'look.own'),
  searchLooks: there((_world, _visitor, place) =>
    [null, stated('inspection', '12/QD'), stated('personnel')].map((purpose): Question => {
      const { code, caseNo } = purpose ?? {}
      const asked = { unit: place.unitCode, ...(code && { purpose: { code, ...(caseNo && { caseNo }) } }) }
      return {
        says: `looks at ${place.relation} for ${code}`,
        ...{ knock: { body: asked }, asks: [act('look.read', { kind: 'unit', unitId: place.unitId }, purpose)] },
        ...(ended(place) && { never: true }),
      }
    }),
  ),
  openInspection: once((world) => [
    {
      says: 'an inspection',
      knock: {
        body: {
          ...{ caseNo: `${randomUUID().slice(0, 6)}/QD`, decisionNo: '1/QD', validFrom: today, validTo: today },
          ...{ hiddenGround: null, persons: [world.places.at(-1)!.ref], units: [] },
        },
      },
      asks: [act('inspection.open', nation)],
    },
  ]),
  inspections: national('inspections', 'inspection.read'),
  decideInspection: national('an inspection', 'inspection.approve', ofNone('inspectionId', { approve: true })),
  endInspection: national('an inspection', 'inspection.end', ofNone('inspectionId', {})),
  registerComplaint: once((world) => [
    {
      says: 'a complaint',
      knock: {
        body: {
          ...{ caseNo: `${randomUUID().slice(0, 6)}/KN`, kind: 'khieuNai', receivedOn: today, takenUpOn: today },
          ...{ persons: [world.places.at(-1)!.ref], units: [] },
        },
      },
      asks: [act('complaint.register', nation)],
    },
  ]),
  complaints: national('complaints', 'complaint.read'),
  closeComplaint: national('a complaint', 'complaint.close', ofNone('complaintId', {})),
  breakGlass: there((_world, _visitor, place) =>
    (['emergency', 'personnel'] as const).map((code) => ({
      says: `about ${place.relation} for ${code}`,
      knock: { body: { person: place.ref, purpose: { code }, reason: 'Cấp cứu', minutes: 1 } },
      ...{ asks: [act('breakGlass.open', nation, stated(code))], through: 'other' as const },
    })),
  ),
  glasses: national('broken glasses', 'breakGlass.review'),
  reviewGlass: national('a glass', 'breakGlass.review', ofNone('glassId', { justified: true, word: 'Đúng' })),
  drill: once(() =>
    [null, stated('inspection', '12/QD'), stated('personnel')].map((purpose): Question => {
      const { code, caseNo } = purpose ?? {}
      const times = { from: `${today}T00:00:00Z`, to: `${today}T01:00:00Z` }
      const asked = { login: 'khong.co', ...times, ...(code && { purpose: { code, ...(caseNo && { caseNo }) } }) }
      const asks = [act('look.drill', nation, purpose)]
      return { says: `what nobody touched for ${code}`, knock: { body: asked }, asks, through: 'other' }
    }),
  ),
  refusals: national('what was refused', 'alarm.read'),
  alarms: national('alarms', 'alarm.read'),
  settleAlarm: national('an alarm', 'alarm.settle', ofNone('alarmId', { word: 'Đã xem' })),
} as const satisfies Record<LookRouteName, Probe>

export const boardProbes = {
  board: once((world) => {
    const outside = world.places.find(({ relation }) => relation === 'outside')!
    const lists = [{ sign: '"H56"', asks: over('board.read', outside) }]
    return [{ says: 'the board', knock: {}, asks: [], lists }]
  }),
  // Whoever may not see a unit is told the same as of one that has sent nothing.
  boardParcels: there((_world, _visitor, place) =>
    ended(place)
      ? []
      : [
          {
            says: `parcels of ${place.relation}`,
            ...{ knock: { query: { sender: place.unitCode } }, asks: [] },
            lists: [{ sign: place.parcelId, asks: over('board.read', place) }],
          },
        ],
  ),
  boardFindings: there((_world, _visitor, place) => [
    {
      says: `findings of ${place.relation}`,
      knock: { params: { parcelId: place.parcelId } },
      ...{ asks: [over('board.read', place)], hides: ['parcel.unknown'] },
    },
  ]),
} as const satisfies Partial<Record<RouteName, Probe>>

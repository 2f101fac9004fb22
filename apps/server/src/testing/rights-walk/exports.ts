/** The walk's questions to the routes of copies. Nothing is copied here: an order holds no value, and the file is its asker's. */
import type { ExportRouteName } from '@cbccvc/contract'
import { fieldClasses } from '@cbccvc/standard'
import type { Intention } from '../../../../../packages/registry/src/access/policy/intention.ts'
import { mine, once, over, there } from './acts.ts'
import type { Probe } from './probe.ts'
import { statedBy } from './records.ts'
import type { Place } from './world.ts'

const fields = { public: 'gioiTinh', internal: 'nhomMau', restricted: 'danToc', sealed: 'kyLuat' } as const
const ended = ({ relation }: Place) => relation === 'merged' || relation === 'split'

export const exportProbes = {
  askExport: there((world, visitor, place) =>
    fieldClasses.flatMap((of) =>
      statedBy(visitor).flatMap(({ purpose, reason }) => {
        if (purpose === null) return []
        const intention: Intention = {
          ...{ action: 'record.export', target: { kind: 'unit', unitId: place.unitId }, purpose },
          // The name stands in every copy.
          ...{ classes: [...new Set(['public', of] as const)], standing: world.nothingStands },
        }
        return [
          {
            says: `${of} of ${place.relation} for ${purpose.code}`,
            knock: { body: { unit: place.unitCode, fields: [fields[of]], format: 'csv', ...reason } },
            ...{ asks: [intention], through: 'other' as const, ...(ended(place) && { never: true as const }) },
          },
        ]
      }),
    ),
  ),
  // One's own: whoever may copy nothing has asked for nothing.
  myExports: mine('my copies', 'session.own'),
  exportBudget: mine('my budget of copies', 'session.own'),
  exportsToRelease: once(async (world) => {
    const lists = await Promise.all(
      world.places.map(async (place) => ({
        sign: await world.exportOrder(place),
        asks: over('export.release', place),
      })),
    )
    return [{ says: 'copies that wait', knock: {}, asks: [], lists, seenWithoutStepUp: true }]
  }),
  decideExport: there(async (world, _visitor, place) => [
    {
      says: `a copy of ${place.relation}`,
      knock: { params: { exportId: await world.exportOrder(place) }, body: { release: false } },
      ...{ asks: [over('export.release', place)], hides: ['export.unknown'] },
    },
  ]),
  fetchExport: there(async (world, _visitor, place) => [
    {
      says: `somebody else's copy of ${place.relation}`,
      knock: { params: { exportId: await world.exportOrder(place, 'ready') } },
      ...{ asks: [], hides: ['export.unknown'], never: true },
    },
  ]),
} as const satisfies Record<ExportRouteName, Probe>

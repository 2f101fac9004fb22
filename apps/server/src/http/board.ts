/** The board: by the centre's key as a whole, by an account in the part of the tree that is its own. Counts, no values. */
import {
  type House,
  placesOf,
  readBoard,
  readParcelFindings,
  readParcels,
  type Unit,
  type UnitTree,
} from '@cbccvc/registry'
import type { Handler, Visit } from './handlers.ts'
import { Refusal } from './refusal.ts'

/** Our numbers of the topmost units whose board the caller may read; null: the nation. */
async function places(house: House, { subject }: Visit): Promise<readonly number[] | null> {
  // Without a subject it was the operator's key that knocked.
  if (!subject) return null
  const found = placesOf(subject, 'board.read', await house.units.current(), {
    now: house.now(),
    today: house.today(),
  })
  if (typeof found === 'string') throw new Refusal(found === 'caller.secondFactor' ? found : 'access.notAllowed')
  return found
}

/** Units of `unit` that the places reach; null where nothing needs to be left out. */
function shownOf(unit: Unit, tops: readonly number[] | null, tree: UnitTree): readonly number[] | null {
  if (tops === null && unit.code === unit.body) return null
  return tree.below(unit.id).filter((id) => tops === null || tops.some((top) => tree.reaches(top, id)))
}

export function boardHandlers(
  parcelId: (visit: Visit) => string,
): Record<'board' | 'boardParcels' | 'boardFindings', Handler> {
  return {
    board: async (house, visit) => readBoard(house.pool, house.today(), await places(house, visit)),
    async boardParcels(house, visit) {
      const { sender = '', after = '', limit = 50 } = visit.request.query as Record<string, string | number | undefined>
      const tops = await places(house, visit)
      const unit = await house.units.find(String(sender))
      // A unit that does not exist sent nothing; one out of reach is told the same.
      if (!unit) return { parcels: [], next: null }
      const units = shownOf(unit, tops, await house.units.current())
      return readParcels(house.pool, { sender: unit.body, units, after: String(after), limit: Number(limit) })
    },
    async boardFindings(house, visit) {
      const { sender } = visit.request.query as { sender?: string }
      const tops = await places(house, visit)
      const tree = await house.units.current()
      const units = tops === null ? null : tops.flatMap((top) => tree.below(top))
      const body = sender === undefined ? null : ((await house.units.find(sender))?.body ?? sender)
      return readParcelFindings(house.pool, parcelId(visit), body, units)
    },
  }
}

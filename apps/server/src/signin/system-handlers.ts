/** One handler a route of other systems that may read. */
import type { SystemRouteName, SystemShapes } from '@cbccvc/contract'
import { endSystem, readSystemKey, registerSystem, systemsSeenBy } from '@cbccvc/registry'
import { acted, body, done, type Handler, id, type SignInDesk, signedIn, told, unitByCode } from './handlers.ts'

export function systemHandlers(desk: SignInDesk): Record<SystemRouteName, Handler> {
  const { accounts } = desk
  return {
    async systems(house, call): Promise<SystemShapes.Systems> {
      const tree = await house.units.current()
      const lines = await systemsSeenBy(accounts, signedIn(call))
      return {
        systems: lines.map(({ id: systemId, unitId, endedAt, ...line }) => ({
          ...{ systemId, ...line, nation: unitId === null, endedAt: endedAt?.toISOString() ?? null },
          unit: unitId === null ? null : (tree.byId(unitId)?.code ?? null),
        })),
      }
    },
    async registerSystem(house, call) {
      const { unit, publicKey, ...wish } = body<SystemShapes.NewSystem>(call)
      const unitId = unit === null ? null : await unitByCode(house, unit)
      const asked = {
        kind: 'system',
        role: 'consumerSystem',
        unitId,
        publicKey: readSystemKey(publicKey),
        ...wish,
      } as const
      return told(await acted(desk, registerSystem(accounts, signedIn(call), asked)))
    },
    async endSystem(_house, call) {
      await acted(desk, endSystem(accounts, signedIn(call), id(call, 'systemId')))
      return done
    },
  }
}

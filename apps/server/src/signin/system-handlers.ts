/** One handler a route of other systems that may read, and of relying parties. */
import type { SystemRouteName, SystemShapes } from '@cbccvc/contract'
import {
  askPartyChange,
  askSystemChange,
  endParty,
  endSystem,
  partiesSeenBy,
  readSystemKey,
  registerParty,
  registerSystem,
  suspendParty,
  suspendSystem,
  systemsSeenBy,
} from '@cbccvc/registry'
import {
  acted,
  body,
  type Call,
  done,
  type Handler,
  id,
  type SignInDesk,
  signedIn,
  told,
  unitByCode,
} from './handlers.ts'

const instant = (at: Date | null) => at?.toISOString() ?? null
/** The id of a relying party: a name, which the registry looks up as it is. */
const partyId = ({ request }: Call) => (request.params as Record<string, string>).partyId ?? ''

export function systemHandlers(desk: SignInDesk): Record<SystemRouteName, Handler> {
  const { accounts, plain } = desk
  const act = <T>(work: Promise<T>) => acted(desk, work)
  return {
    async systems(house, call): Promise<SystemShapes.Systems> {
      const tree = await house.units.current()
      const lines = await systemsSeenBy(accounts, signedIn(call))
      return {
        systems: lines.map(({ id: systemId, unitId, keySince, suspendedAt, endedAt, ...line }) => ({
          ...{ systemId, ...line, nation: unitId === null, keySince: keySince.toISOString() },
          ...{ suspendedAt: instant(suspendedAt), endedAt: instant(endedAt) },
          unit: unitId === null ? null : (tree.calledOf(unitId)?.code ?? null),
        })),
      }
    },
    async registerSystem(house, call) {
      const { unit, publicKey, ...wish } = body<SystemShapes.NewSystem>(call)
      const unitId = unit === null ? null : await unitByCode(house, unit)
      const of = { kind: 'system', role: 'consumerSystem', unitId, publicKey: readSystemKey(publicKey) } as const
      return told(await act(registerSystem(accounts, signedIn(call), { ...of, ...wish })))
    },
    async changeSystemKey(_house, call) {
      const { publicKey } = body<SystemShapes.NewSystemKey>(call)
      const change = { kind: 'key', publicKey: readSystemKey(publicKey) } as const
      return told(await act(askSystemChange(accounts, signedIn(call), id(call, 'systemId'), change)))
    },
    async changeSystemBudget(_house, call) {
      const { peopleADay } = body<SystemShapes.NewSystemBudget>(call)
      const change = { kind: 'budget', peopleADay } as const
      return told(await act(askSystemChange(accounts, signedIn(call), id(call, 'systemId'), change)))
    },
    async suspendSystem(_house, call) {
      await act(suspendSystem(accounts, signedIn(call), id(call, 'systemId')))
      return done
    },
    async resumeSystem(_house, call) {
      return told(await act(askSystemChange(accounts, signedIn(call), id(call, 'systemId'), { kind: 'resume' })))
    },
    async endSystem(_house, call) {
      await act(endSystem(accounts, signedIn(call), id(call, 'systemId')))
      return done
    },
    async parties(_house, call): Promise<SystemShapes.Parties> {
      const lines = await partiesSeenBy(accounts, signedIn(call))
      return {
        parties: lines.map(({ id, keysSince, registeredAt, suspendedAt, endedAt, logoutGivenUpAt, ...line }) => ({
          ...{ partyId: id, ...line, redirectUris: [...line.redirectUris], scopes: [...line.scopes] },
          ...{ postLogoutRedirectUris: [...line.postLogoutRedirectUris], keys: [...line.keys] },
          ...{ keysSince: keysSince.toISOString(), registeredAt: registeredAt.toISOString() },
          ...{ suspendedAt: instant(suspendedAt), endedAt: instant(endedAt) },
          logoutGivenUpAt: instant(logoutGivenUpAt),
        })),
      }
    },
    async registerParty(_house, call) {
      const { partyId: id, publicKeys, ...wish } = body<SystemShapes.NewParty>(call)
      const party = { id, ...wish, publicKeys: publicKeys.map(readSystemKey) }
      return told(await act(registerParty(accounts, signedIn(call), party, { plain })))
    },
    async changePartyKeys(_house, call) {
      const { publicKeys } = body<SystemShapes.NewPartyKeys>(call)
      const change = { kind: 'key', publicKeys: publicKeys.map(readSystemKey) } as const
      return told(await act(askPartyChange(accounts, signedIn(call), partyId(call), change)))
    },
    async suspendParty(_house, call) {
      await act(suspendParty(accounts, signedIn(call), partyId(call)))
      return done
    },
    async resumeParty(_house, call) {
      return told(await act(askPartyChange(accounts, signedIn(call), partyId(call), { kind: 'resume' })))
    },
    async endParty(_house, call) {
      await act(endParty(accounts, signedIn(call), partyId(call)))
      return done
    },
  }
}

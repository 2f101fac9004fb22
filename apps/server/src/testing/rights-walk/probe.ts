/**
 * How the walk knocks at a route: one probe a route of the contract, so that a new route without one does not compile. A
 * probe makes questions; the plain re-statement of the policy says what must come of each.
 */
import type { CallOptions } from '@cbccvc/contract'
import type { Intention } from '../../../../../packages/registry/src/access/policy/intention.ts'
import type { Place, Visitor, World } from './world.ts'

/** What is sent: parts of the path, query, and a body of JSON. */
export interface Knock {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
}

export interface Question {
  /** What is asked, for messages. */
  readonly says: string
  readonly knock: Knock
  /** What it means for the policy: all of them must be allowed. Empty where the visitor's own things are meant. */
  readonly asks: readonly Intention[]
  /**
   * Codes that only those hear who passed the rights (a wrong code, a login that is taken). `other`: every code that is
   * not about rights.
   */
  readonly through?: readonly string[] | 'other'
  /** The act asks for a fresh second factor where the table does not. */
  readonly stricter?: true
  /** What a refusal reads like here whatever the policy's word is: an id that one has no rights over is unknown. */
  readonly hides?: readonly string[]
  /**
   * Where the answer is a list: whose things stand in it must be what the policy allows, one by one. The answer itself is
   * given to whoever may read any of it.
   */
  readonly lists?: readonly { readonly sign: string; readonly asks: Intention }[]
  /** Nobody may, whatever the policy says of the action: somebody else's session, a right over a unit that has ended. */
  readonly never?: true
  /** Asked as if the second factor had just been passed: what waits is shown without a step-up. */
  readonly seenWithoutStepUp?: true
  /** Whose values may stand in the answer, in the forms that the policy gives; nobody else's ever does. */
  readonly shows?: readonly Place[]
  /** With this session instead of the visitor's own, where the question ends it. */
  readonly token?: string
  /** Further checks of what came, when it was allowed. */
  readonly check?: (answer: unknown) => void
}

export type Probe =
  /** Anybody may knock; no personal data stands behind it. `why` says how that is known. */
  | { readonly door: 'open'; readonly why: string }
  /**
   * For keys of bodies: no session opens it, and no body's key another body's things. `strangersGet`: the codes that the
   * key of another body gets; any refusal; or an answer with its own things only.
   */
  | {
      readonly door: 'key'
      call(world: World, of: 'own' | 'other'): CallOptions
      readonly strangersGet: readonly string[] | 'refusal' | 'ownOnly'
    }
  /** For accounts: asked about each place, or once where no place matters. */
  | {
      readonly door: 'account'
      readonly about: 'places' | 'nothing'
      questions(world: World, visitor: Visitor, place: Place): Promise<readonly Question[]> | readonly Question[]
    }

/**
 * The `Permit`: proof that access said yes, and the only way to personal data. Every function that gives or takes values
 * asks for one, and nothing outside this file can make one: the type is branded with a symbol that is not exported, and
 * whoever goes around the type with a cast is found out at run time, because a permit is known here by its identity. A
 * permit is frozen, speaks of one action, and lives as long as the request that it was made for.
 */
import type { Action, FieldClass, RecordAction } from '@cbccvc/standard'
import type { Unit, UnitTree } from '../units/index.ts'
import { type Caller, maySubmit } from './callers.ts'
import { type Denial, decide } from './policy/decide.ts'
import type { Intention, Moment, StatedPurpose, Target } from './policy/intention.ts'
import type { Form } from './policy/table.ts'
import type { Subject } from './subject.ts'

declare const permitted: unique symbol

/** Proof that access allowed one action. */
export interface Permit<A extends Action = Action> {
  readonly [permitted]: A
  readonly action: A
}

/** What a key may do. */
export interface KeyPermit<A extends Action> extends Permit<A> {
  readonly caller: Caller
}

/** A key that may submit for this unit. */
export interface SubmissionPermit extends KeyPermit<'parcel.submit'> {
  readonly unit: Unit
}

/** What an account or a system may do without seeing values. */
export interface ActPermit<A extends Action = Action> extends Permit<A> {
  readonly subject: Subject
  readonly target: Target
  readonly purpose: StatedPurpose | null
}

/** What an account or a system may see: the classes that it asked for, each in its form. */
export interface RecordPermit<A extends RecordAction = RecordAction> extends ActPermit<A> {
  readonly forms: Readonly<Partial<Record<FieldClass, Form>>>
  /** Where a class rests on consent: the only fields of it that may be given. */
  readonly only: Readonly<Partial<Record<FieldClass, readonly string[]>>>
  /** Of many people, those who restricted processing are left out. */
  readonly leavesOut: boolean
  /** What this one person restricted, for the mark that is shown with it; null: nothing, or many people. */
  readonly restricted: readonly string[] | null
}

/** The permit of an action: with forms where it gives values. */
type PermitOf<A extends Action> = A extends RecordAction ? RecordPermit<A> : ActPermit<A>

/** A permit that access did not make, or one for another action: a fault of the program, never of the caller. */
export class ForgedPermitError extends Error {
  override readonly name = 'ForgedPermitError'
}

const made = new WeakSet<object>()

function make<P extends Permit>(facts: Omit<P, typeof permitted>): P {
  const permit = Object.freeze(facts)
  made.add(permit)
  return permit as P
}

/**
 * Stops unless access made this permit for this action. Stands at the top of every function that gives or takes values.
 * @throws ForgedPermitError
 */
export function insist<A extends Action>(permit: Permit<A>, ...actions: readonly A[]): void {
  if (!made.has(permit)) throw new ForgedPermitError('a permit that access did not make')
  if (!actions.includes(permit.action)) throw new ForgedPermitError(`a permit for ${permit.action}`)
}

/** A permit for what the subject means to do, or the code of the refusal. */
export function permit<A extends Action>(
  subject: Subject,
  intention: Intention<A>,
  tree: UnitTree,
  at: Moment,
): PermitOf<A> | Denial {
  const decision = decide(subject, intention, tree, at)
  if (decision.kind === 'refused') return decision.code
  const { action, target, purpose, standing } = intention
  const act = { action, subject, target: Object.freeze({ ...target }), purpose }
  const facts =
    intention.classes.length === 0
      ? act
      : {
          ...{ ...act, forms: Object.freeze(decision.forms), only: Object.freeze(decision.only) },
          ...{ leavesOut: decision.leavesOut, restricted: standing.restricted },
        }
  return make<Permit<A>>(facts) as PermitOf<A>
}

/** May this key submit for this unit? Null when not. */
export function permitSubmission(caller: Caller, unit: Unit, tree: UnitTree): SubmissionPermit | null {
  return maySubmit(caller, unit, tree) ? make<SubmissionPermit>({ action: 'parcel.submit', caller, unit }) : null
}

/** A key reads the feed of its own body, and of no other: the permit carries whose. */
export function permitFeed(caller: Caller): KeyPermit<'feed.read'> {
  return make<KeyPermit<'feed.read'>>({ action: 'feed.read', caller })
}

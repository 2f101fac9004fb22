/** What must not compile: each line below a `@ts-expect-error` is a way around the permit, and the type check fails if one opens. */
import { test } from 'node:test'
import type { KeyRing, Queryable } from '../database/index.ts'
import { readFeed } from '../insight/index.ts'
import type { Caller } from './callers.ts'
import { type ActPermit, insist, type Permit, type RecordPermit, type SubmissionPermit } from './index.ts'

declare const db: Queryable
declare const keys: KeyRing
declare const caller: Caller
declare const submission: SubmissionPermit
declare const read: RecordPermit<'record.read'>
declare const act: ActPermit<'month.approve'>

/** Never called: it is compiled, that is the test. */
export function doNotCompile(): void {
  // @ts-expect-error a caller is no permit
  readFeed(db, keys, caller, '', 10)
  // @ts-expect-error nor is the name of a sender
  readFeed(db, keys, 'H26', '', 10)
  // @ts-expect-error nor a permit for something else
  readFeed(db, keys, submission, '', 10)
  // @ts-expect-error the brand cannot be written by hand
  const forged: Permit<'feed.read'> = { action: 'feed.read' }
  // @ts-expect-error nor copied from another permit onto another action
  const widened: RecordPermit<'record.export'> = { ...read, action: 'record.export' }
  // @ts-expect-error a permit is not changed
  read.forms.sealed = 'clear'
  // @ts-expect-error an act gives no values
  act.forms
  // @ts-expect-error a permit is asked for by an action of the list
  insist(read, 'record.erase')
  // @ts-expect-error an act has no forms, so it has no permit to read
  const acting: RecordPermit<'month.approve'> = act
  void [forged, widened, acting]
}

test('what must not compile does not (npx tsc --noEmit)', () => {})

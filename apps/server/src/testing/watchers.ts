/** Those who watch, for one test: the founders, an auditor, a body's administrator and officer, somebody of the book. */
import assert from 'node:assert/strict'
import { decideFourEyes, type Role, requestsFor } from '@cbccvc/registry'
import type { Holder, Office } from './accounts.ts'
import { type Asker, asker, askerOf } from './askers.ts'
import { personOf } from './book.ts'
import { official, officials, testNation } from './people.ts'

export const number = (i: number): string => official(i, 'H26').soDinhDanh as string

/** Somebody who is at work by the record, so that an account bound to them keeps its grants. */
export const working = Array.from({ length: 60 }, (_, i) => i).filter(
  (i) => testNation.official(i).trangThaiCongTac === 'DLV',
)

/** A role over the nation: the operator asks, the approver approves. */
export async function national(
  office: Office,
  [operator, approver]: readonly [Holder, Holder],
  role: Role,
  login: string,
): Promise<Holder> {
  const asked = await office.invite(operator, role, null, login)
  assert.equal(asked.kind, 'asked')
  const by = await office.as(approver)
  const [request] = await requestsFor(office.accounts, by)
  return office.join(await decideFourEyes(office.accounts, by, request!.requestId, true))
}

export interface Watchers {
  readonly operator: Asker
  readonly approver: Asker
  readonly auditor: Asker
  readonly administrator: Asker
  /** Of H26.1. */
  readonly officer: Asker
  /** Bound to the first of `people`. */
  readonly person: Asker
  /** Refs of people of H26.1. */
  readonly people: readonly string[]
  readonly ids: readonly number[]
  /** The holders, to sign in once more. */
  readonly founders: readonly [Holder, Holder]
}

/** Twenty people in H26.1, and accounts around them. */
export async function watched(office: Office): Promise<Watchers> {
  await office.route.push('H26', officials(0, 20, 'H26.1'))
  const founders = await office.founders()
  const admin = await office.administrator(founders, 'H26', 'hn.admin')
  const ids: number[] = []
  for (const i of [working[0]!, 18, 19]) ids.push((await personOf(office.route, number(i))).id)
  return {
    founders,
    ids,
    people: ids.map(office.house.keys.refOf),
    auditor: await askerOf(office, await national(office, founders, 'nationalAuditor', 'bo.thanhtra')),
    officer: await asker(office, admin, 'officer', 'H26.1', 'hn.canbo'),
    person: await asker(office, admin, 'viewer', 'H26.2', 'hn.nguoi', ids[0]!),
    administrator: await askerOf(office, admin),
    operator: await askerOf(office, founders[0]),
    approver: await askerOf(office, founders[1]),
  }
}

/** Who acts, and whether they showed their second factor a moment ago. */
import { stepUpMilliseconds } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { AccountRefused } from './refusal.ts'

/** The account and the session of a subject that signed in; throws `caller.session` for any other. */
export function signedIn(by: Subject): { readonly accountId: string; readonly sessionId: string } {
  if (by.accountId === null || by.sessionId === null) throw new AccountRefused('caller.session')
  return { accountId: by.accountId, sessionId: by.sessionId }
}

/** Throws `caller.stepUp` unless the second factor was passed within the last ten minutes. */
export function needsStepUp(by: Subject, now: Date): void {
  const since = by.steppedUpAt === null ? Number.POSITIVE_INFINITY : now.getTime() - by.steppedUpAt.getTime()
  if (!by.secondFactor || since > stepUpMilliseconds) throw new AccountRefused('caller.stepUp')
}

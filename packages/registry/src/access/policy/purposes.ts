/** Which roles may look for which purpose. A purpose that a role may not use is no purpose. */
import { type GroundId, type PurposeCode, purposes } from '@cbccvc/standard'
import type { Role } from '../subject.ts'
import type { StatedPurpose } from './intention.ts'

export const purposeRoles = {
  personnel: ['officer', 'bodyAdministrator', 'bodyApprover', 'viewer', 'leader'],
  dataQuality: ['officer', 'bodyAdministrator', 'bodyApprover', 'nationalOperator', 'nationalApprover'],
  approval: ['bodyApprover', 'nationalApprover'],
  transfer: ['officer'],
  management: ['leader', 'viewer'],
  elsewhere: ['nationalOperator'],
  inspection: ['nationalAuditor'],
  complaint: ['nationalAuditor', 'nationalOperator'],
  sharing: ['consumerSystem'],
  recruitment: ['recruiter'],
  subjectRequest: ['officer', 'nationalOperator'],
  emergency: ['nationalOperator'],
} as const satisfies Record<PurposeCode, readonly Role[]>

/** Whether a role may look for this purpose, on this ground, with the case number that the purpose asks for. */
export function isPurposeOf(role: Role, stated: StatedPurpose | null): boolean {
  if (stated === null || !Object.hasOwn(purposes, stated.code)) return false
  const { grounds, needsCase } = purposes[stated.code]
  const roles: readonly Role[] = purposeRoles[stated.code]
  const rests = (grounds as readonly string[]).includes(stated.ground)
  return roles.includes(role) && rests && (!needsCase || (stated.caseNo ?? '').trim() !== '')
}

/** The ground that a look for this purpose names: the first of those on which the purpose may rest. */
export const groundOf = (code: PurposeCode): GroundId => purposes[code].grounds[0]

/** What somebody holds, in plain words. */
import { roleWords } from '@cbccvc/contract/words'
import type { Text } from '@cbccvc/standard'
import type { Grant } from '../api.ts'
import { w } from './words.ts'

export type RoleId = keyof typeof roleWords
const known: Readonly<Record<string, Text & { readonly does: Text }>> = roleWords

/** A role that this page does not know yet is called by its id. */
export const roleName = (role: string): Text => known[role] ?? { vi: role, en: role }
export const roleDoes = (role: string): Text => known[role]?.does ?? { vi: '', en: '' }

/** Over what: the unit's name, its code where it has none, or the nation. */
export const placeName = ({ unit, unitName }: Pick<Grant, 'unit' | 'unitName'>): Text =>
  unit === null ? w.nation : { vi: unitName ?? unit, en: unitName ?? unit }

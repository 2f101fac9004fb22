/** The words for a parcel's state and kind. */
import type { Text } from '@cbccvc/standard'
import type { BoardParcel } from '../api.ts'
import { w } from './words.ts'

const states = {
  open: w.open,
  received: w.stateReceived,
  concluded: w.concluded,
  refused: w.stateRefused,
} as const satisfies Record<BoardParcel['state'], Text>

const kinds: Readonly<Record<string, Text>> = { full: w.full, changes: w.changes, withdrawal: w.withdrawal }

export const stateWord = (state: BoardParcel['state']): Text => states[state]
/** A kind that this web does not know yet is shown as it is called. */
export const kindWord = (kind: string): Text => kinds[kind] ?? { vi: kind, en: kind }

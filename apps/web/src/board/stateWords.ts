/** The words for a parcel's state and kind: the house's own. */
import { capitalised, parcelKindWords, parcelStateWords } from '@cbccvc/contract/words'
import type { Text } from '@cbccvc/standard'
import type { BoardParcel } from '../api.ts'

const states: Record<BoardParcel['state'], Text> = parcelStateWords
const kinds: Readonly<Record<string, Text>> = parcelKindWords

export const stateWord = (state: BoardParcel['state']): Text => states[state]
/** A kind that this web does not know yet is shown as it is called. */
export const kindWord = (kind: string): Text => capitalised(kinds[kind] ?? { vi: kind, en: kind })

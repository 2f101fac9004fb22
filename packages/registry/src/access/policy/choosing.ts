/**
 * By which fields people may be chosen, sorted and counted at all, before it is asked by whom: coded fields of the classes
 * public and internal. To choose by a value is to be told it, so the restricted and sealed ones are not among them, and of
 * the others none that tells of health: a blood group, or what somebody is looked after for (war invalids are among them).
 * The body and the unit are the tree itself.
 */
import { edition, type FieldClass } from '@cbccvc/standard'

/** A class by which people may be chosen. */
export type ChosenClass = Extract<FieldClass, 'public' | 'internal'>

const tellsOfHealth = ['nhomMau', 'doiTuongChinhSach', 'conGiaDinhChinhSach']
const isTheTree = ['coQuanQuanLy', 'coQuanSuDung']
const never = new Set([...tellsOfHealth, ...isTheTree])

/** The field whose year alone is chosen by. */
const birth = 'ngaySinh'

export interface ChosenField {
  readonly id: string
  readonly class: ChosenClass
  /** The code list of its values; null: years. */
  readonly list: string | null
}

/** Field id → how it is chosen by, in the order of the standard. */
export const chosenFields: ReadonlyMap<string, ChosenField> = new Map(
  edition().fields.flatMap(({ id, type, multiple, codeList, class: of }): [string, ChosenField][] => {
    if (never.has(id) || multiple || (of !== 'public' && of !== 'internal')) return []
    if (id === birth) return [[id, { id, class: of, list: null }]]
    return type === 'code' && codeList !== undefined ? [[id, { id, class: of, list: codeList }]] : []
  }),
)

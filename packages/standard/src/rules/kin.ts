/** Relatives among the rows of the family lists (`quan-he-gia-dinh`). */

import { type Row, str } from './read.ts'

export const father = '03'
export const mother = '04'
export const wife = '05'
export const husband = '06'
export const child = '07'

export const isSpouse = (row: Row): boolean => row.quanHe === wife || row.quanHe === husband

/** Words in the remarks that say that a marriage is over. */
export const over = /(?<!\p{L})(mất|chết|qua đời|từ trần|hy sinh|ly hôn|li hôn|vợ cũ|chồng cũ)(?!\p{L})/iu

export const ended = (row: Row): boolean => over.test(str(row.thongTin))

/** The present wife or husband; a former one when there is no other. */
export const spouseOf = (list: readonly Row[]): Row | undefined => {
  let found: Row | undefined
  for (const row of list) if (isSpouse(row) && (found === undefined || !ended(row))) found = row
  return found
}

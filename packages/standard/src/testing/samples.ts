/**
 * Clean records of people as they really are: all 109 fields of edition 2023 answered, true on 20 June 2023, and no
 * reason for any rule to speak. Defects for tests are planted into copies of them.
 */

import type { WireRecord } from '../model.ts'
import { canBo } from './samples/can-bo.ts'
import { chiCoNamSinh } from './samples/chi-co-nam-sinh.ts'
import { congChuc } from './samples/cong-chuc.ts'
import { cuuBinh } from './samples/cuu-binh.ts'
import { giaoSu } from './samples/giao-su.ts'
import { hopDong } from './samples/hop-dong.ts'
import { tapSu } from './samples/tap-su.ts'
import { veHuu } from './samples/ve-huu.ts'
import { vienChuc } from './samples/vien-chuc.ts'

/** The day on which the samples are true. */
export const samplesToday = '2023-06-20'

/** Clean records by what kind of person it is. */
export const samples = {
  canBo,
  congChuc,
  vienChuc,
  hopDong,
  cuuBinh,
  chiCoNamSinh,
  veHuu,
  giaoSu,
  tapSu,
} as const satisfies Record<string, WireRecord>

export type SampleName = keyof typeof samples

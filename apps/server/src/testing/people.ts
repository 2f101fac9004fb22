/** People of the synthetic nation, placed into the units of the test route. */
import { type Nation, nation } from '@cbccvc/outside/nation'
import type { WireRecord } from '@cbccvc/standard'
import { plant } from './planted.ts'
import { today } from './route.ts'

/** The register of citizens stands in for the same nation, so that what they state is true there. */
export const testNation: Nation = nation({ people: 400, today, seed: 11 })
for (let i = 0; i < 400; i++) {
  const { soDinhDanh, hoTenKhaiSinh } = testNation.official(i)
  plant(String(soDinhDanh), String(hoTenKhaiSinh))
}

/** The clean record of official i, working in this unit. */
export function official(i: number, unit: string, change: WireRecord = {}): WireRecord {
  return { ...testNation.official(i), coQuanQuanLy: unit.slice(0, 3), coQuanSuDung: unit, ...change }
}

/** Several of them. */
export const officials = (from: number, count: number, unit: string): WireRecord[] =>
  Array.from({ length: count }, (_, i) => official(from + i, unit))

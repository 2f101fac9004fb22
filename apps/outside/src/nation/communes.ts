/**
 * The communes of before 1/7/2025, by province: old code, old district code, name. Read once from `data/communes.tsv`,
 * which holds the old side of the official conversion table.
 */
import { readFileSync } from 'node:fs'
import type { Dice } from './dice.ts'

export interface Commune {
  readonly province: string
  readonly district: string
  readonly code: string
  /** `Xã Kim Liên`, `Phường Trúc Bạch`, `Thị trấn Đông Anh`. */
  readonly name: string
  /** The name alone: `Kim Liên`; for a numbered ward `Phường 7`. */
  readonly bare: string
}

const byProvince = new Map<string, Commune[]>()
for (const line of readFileSync(new URL('data/communes.tsv', import.meta.url), 'utf8').split('\n')) {
  const [province, district, code, name] = line.split('\t')
  if (!province || !district || !code || !name) continue
  const bare = name.replace(/^(Xã|Phường|Thị trấn) (?!\d)/, '')
  const list = byProvince.get(province)
  const commune = { province, district, code, name, bare }
  if (list) list.push(commune)
  else byProvince.set(province, [commune])
}

/** Communes of a province by its statistical code. */
export function communesOf(province: string): readonly Commune[] {
  return byProvince.get(province) ?? []
}

export function communeAt(province: string, dice: Dice): Commune {
  return dice.pick(communesOf(province))
}

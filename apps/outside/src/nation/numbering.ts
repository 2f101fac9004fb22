/**
 * Numbers that look random and can be taken back to the citizen's index without a table: Feistel permutations over
 * decimal halves. The personal number (NĐ 137/2015, Đ13) is 3 digits of the province of birth registration, 1 digit of
 * century and sex, 2 digits of the birth year and 6 random digits; the 6 digits hide `index mod 10^6`, and the birth
 * year mod 8 tells which million. So at most 8,000,000 citizens fit, and none share a number.
 */
import { mix } from './dice.ts'

const MILLION = 1_000_000
/** How many millions of citizens the birth year can tell apart. */
export const MILLIONS = 8

/** Permutes 0..half²-1. */
function feistel(value: number, half: number, key: number): number {
  let left = Math.floor(value / half)
  let right = value % half
  for (let round = 0; round < 4; round++) {
    const next = (left + mix(key, round, right)) % half
    left = right
    right = next
  }
  return left * half + right
}

function unfeistel(value: number, half: number, key: number): number {
  let left = Math.floor(value / half)
  let right = value % half
  for (let round = 3; round >= 0; round--) {
    const before = (((right - mix(key, round, left)) % half) + half) % half
    right = left
    left = before
  }
  return left * half + right
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

/** Birth years of this citizen are congruent to this number modulo 8. */
export function yearResidue(seed: number, index: number): number {
  return (mix(seed, 41, index % MILLION) + Math.floor(index / MILLION)) % MILLIONS
}

/** Digit 4 of the personal number: 0/1 twentieth century male/female, 2/3 twenty-first. */
export function centuryDigit(birthYear: number, gender: '1' | '2'): number {
  return (Math.floor(birthYear / 100) - 19) * 2 + (gender === '2' ? 1 : 0)
}

export function personalNumber(
  seed: number,
  index: number,
  province: string,
  birthYear: number,
  gender: '1' | '2',
): string {
  const head = `0${province}${centuryDigit(birthYear, gender)}${pad(birthYear % 100, 2)}`
  return head + pad(feistel(index % MILLION, 1000, mix(seed, 42, Number(head))), 6)
}

/** The only index that may own this personal number, or null where it has no such form. The owner must be compared. */
export function indexOfPersonalNumber(seed: number, number: string): number | null {
  if (!/^0\d{11}$/.test(number)) return null
  const low = unfeistel(Number(number.slice(6)), 1000, mix(seed, 42, Number(number.slice(0, 6))))
  const year = 1900 + Math.floor(Number(number[3]) / 2) * 100 + Number(number.slice(4, 6))
  const million = (((year - mix(seed, 41, low)) % MILLIONS) + MILLIONS) % MILLIONS
  return million * MILLION + low
}

/** Some pairs of neighbours got the same nine-digit number from two provinces' old books: about one pair in 2,000. */
export function sharesOldNumber(seed: number, index: number): boolean {
  return mix(seed, 44, index >>> 1) % 2000 === 0
}

/** Nine digits (giấy chứng minh nhân dân): one of the issuing book, eight that hide the index. */
export function oldNumber(seed: number, index: number): string {
  const owner = sharesOldNumber(seed, index) ? index & ~1 : index
  return String(mix(seed, 46, owner) % 4) + pad(feistel(owner, 10_000, mix(seed, 43)), 8)
}

/** The citizens who own this nine-digit number: none, one or two. */
export function indicesOfOldNumber(seed: number, number: string): number[] {
  if (!/^[0-3]\d{8}$/.test(number)) return []
  const owner = unfeistel(Number(number.slice(1)), 10_000, mix(seed, 43))
  if (oldNumber(seed, owner) !== number) return []
  return sharesOldNumber(seed, owner) ? [owner, owner + 1] : [owner]
}

/** Ten digits of the social insurance number: province, then eight that no one else has. */
export function insuranceNumber(seed: number, index: number, province: string): string {
  return province + pad(feistel(index, 10_000, mix(seed, 45)), 8)
}

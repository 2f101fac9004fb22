/**
 * The road map of retirement ages (Labour Code 2019 Article 169, Decree 135/2020): men from 60 years 3 months in 2021
 * to 62 in 2028, women from 55 years 4 months in 2021 to 60 in 2035. Months are counted as year × 12 + month (0–11).
 */

const ageInYear = (year: number, woman: boolean): number =>
  woman
    ? Math.min(60 * 12, 55 * 12 + 4 * Math.max(0, year - 2020))
    : Math.min(62 * 12, 60 * 12 + 3 * Math.max(0, year - 2020))

/** The month in which a person born in `birthMonth` reaches the retirement age of that year. */
const reached = (birthMonth: number, woman: boolean): number => {
  for (let year = 2020; year < 2036; year++) {
    const month = birthMonth + ageInYear(year, woman)
    if (month < (year + 1) * 12) return month
  }
  return birthMonth + ageInYear(2036, woman)
}

const firstBirth = 1900 * 12
const births = 200 * 12
const men = Int32Array.from({ length: births }, (_, i) => reached(firstBirth + i, false))
const women = Int32Array.from({ length: births }, (_, i) => reached(firstBirth + i, true))

/**
 * The month in which the retirement age is reached at the latest that the birth date allows: of a birth year alone
 * December counts, so that nobody is called too old who may not be.
 *
 * @param birth partial date; @param woman by code of gender
 * @returns year × 12 + month (0–11), or NaN for a birth outside 1900–2099
 */
export const retirementMonth = (birth: string, woman: boolean): number => {
  const year = Number.parseInt(birth, 10)
  const month = birth.length > 4 ? (birth.charCodeAt(5) - 48) * 10 + birth.charCodeAt(6) - 48 : 12
  const index = (year - 1900) * 12 + month - 1
  const found = (woman ? women : men)[index]
  return found ?? Number.NaN
}

/** Month number of a full date. */
export const monthOf = (day: string): number =>
  Number.parseInt(day, 10) * 12 + (day.charCodeAt(5) - 48) * 10 + day.charCodeAt(6) - 49

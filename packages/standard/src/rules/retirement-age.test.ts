import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthOf, retirementMonth } from './retirement-age.ts'

/** Rows of Annex I of Decree 135/2020: first and last month of birth, age in years and months. */
const men = [
  ['1960-12', '1960-12', 60, 0],
  ['1961-01', '1961-09', 60, 3],
  ['1961-10', '1962-06', 60, 6],
  ['1962-07', '1963-03', 60, 9],
  ['1963-04', '1963-12', 61, 0],
  ['1964-01', '1964-09', 61, 3],
  ['1964-10', '1965-06', 61, 6],
  ['1965-07', '1966-03', 61, 9],
  ['1966-04', '1999-12', 62, 0],
] as const
const women = [
  ['1965-12', '1965-12', 55, 0],
  ['1966-01', '1966-08', 55, 4],
  ['1966-09', '1967-04', 55, 8],
  ['1967-05', '1967-12', 56, 0],
  ['1968-01', '1968-08', 56, 4],
  ['1968-09', '1969-04', 56, 8],
  ['1973-05', '1973-12', 59, 0],
  ['1974-01', '1974-08', 59, 4],
  ['1974-09', '1975-04', 59, 8],
  ['1975-05', '1999-12', 60, 0],
] as const

const birth = (month: string) => monthOf(`${month}-01`)

test('men and women reach the ages of the decree’s table', () => {
  for (const [table, woman] of [
    [men, false],
    [women, true],
  ] as const) {
    for (const [from, to, years, months] of table) {
      for (const month of [from, to]) {
        assert.equal(retirementMonth(month, woman) - birth(month), years * 12 + months, `${month} ${woman}`)
      }
    }
  }
})

test('of a birth year alone the latest month counts', () => {
  assert.equal(retirementMonth('1962', false), retirementMonth('1962-12', false))
  assert.equal(retirementMonth('1968', true), retirementMonth('1968-12-31', true))
  assert.ok(Number.isNaN(retirementMonth('1850', false)))
})

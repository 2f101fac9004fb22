import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Me } from '../api.ts'
import { fold, found } from './fold.ts'
import {
  formatDate,
  formatInstant,
  formatLength,
  formatNumber,
  formatQuantity,
  formatShare,
  formatSize,
} from './format.ts'
import { fill } from './language.ts'
import { findPage, firstPage, navigationOf, parcelHref } from './pages.ts'

test('search forgives diacritics, case, đ, order and the form of composition', () => {
  assert.equal(fold('  Đồng  THÁP '), 'dong thap')
  assert.ok(found('UBND tỉnh Đồng Tháp H20', 'thap dong'))
  assert.ok(found('UBND tỉnh Hoà Bình'.normalize('NFD'), 'hòa binh'))
  assert.ok(found('Bộ Nội vụ G09', ''))
  assert.ok(!found('Bộ Nội vụ G09', 'nội vu x'))
})

test('numbers and shares are written as the reader writes them, and nothing is 100% before it is', () => {
  assert.equal(formatNumber(2252425, 'vi'), '2.252.425')
  assert.equal(formatNumber(2252425, 'en'), '2,252,425')
  assert.equal(formatShare(99_999, 100_000, 'vi'), '99,9%')
  assert.equal(formatShare(100_000, 100_000, 'vi'), '100%')
  assert.equal(formatShare(1, 2, 'en'), '50.0%')
  assert.equal(formatShare(0, 0, 'vi'), '–')
  assert.deepEqual(
    [1965, 2.34, 25_000_000].map((n) => formatQuantity(n, 'vi')),
    ['1965', '2,34', '25.000.000'],
    'a year is no thousand',
  )
  assert.deepEqual([formatSize(113_500, 'vi'), formatSize(1_400_000, 'en')], ['114 KB', '1.4 MB'])
})

test('times are those of Việt Nam, whatever the machine says', () => {
  assert.equal(formatInstant('2023-06-19T17:00:01Z', 'vi'), '00:00:01 · 20/06/2023')
  assert.equal(formatInstant('2023-06-19T17:00:01Z', 'en'), '00:00:01 · 20/06/2023')
  assert.deepEqual(['2023-06-20', '2023-06', '2023'].map(formatDate), ['20/06/2023', '06/2023', '2023'])
  assert.equal(formatLength(850, 'vi'), '850 mili giây')
  assert.equal(formatLength(1400, 'vi'), '1,4 giây')
  assert.equal(formatLength(180_000, 'en'), '3 min')
})

test('facts fill the holes of a sentence; a hole without a fact stays visible', () => {
  assert.equal(fill('{n} hồ sơ của {who}', 'vi', { n: 1234 }), '1.234 hồ sơ của […]')
})

test('an address leads to its page and back', () => {
  assert.equal(findPage('/')?.page.path, '/')
  assert.deepEqual(findPage(parcelHref('H 01', 'a/b'))?.params, { body: 'H 01', parcel: 'a/b' })
  assert.equal(findPage('/bodies'), null)
  assert.equal(findPage('/bodies/%E0%A4%A'), null)
})

test('each account begins where its work is: staff at their pages, a person at the own record', () => {
  const me = (can: readonly string[], bound = false) => ({ can, bound, grants: [] }) as unknown as Me
  assert.equal(firstPage(me(['board.read', 'account.read', 'look.own'], true)), '/')
  assert.equal(firstPage(me(['account.read'])), '/accounts')
  assert.equal(firstPage(me(['look.own'], true)), '/me/record')
  assert.equal(firstPage(me([])), '/me')
  const paths = (one: Me | null) => navigationOf(one).map(({ path }) => path)
  assert.ok(paths(me(['look.own'], true)).includes('/me/record'), 'who has no page of a role has the own ones at hand')
  assert.ok(!paths(me(['board.read', 'look.own'], true)).includes('/me/record'))
  assert.deepEqual(paths(null), ['/verify'])
})

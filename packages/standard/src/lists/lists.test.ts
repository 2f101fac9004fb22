import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addWorkingDays,
  communes,
  convertCommune,
  edition,
  isWorkingDay,
  oldCommunes,
  oldOrganisationId,
  organisationId,
  validOn,
} from '../index.ts'

const standard = edition()

test('3,321 communes; of the old ones 9,598 went whole, 441 were split and ask for a human', () => {
  assert.equal(communes().size, 3321)
  const kinds = { one: 0, several: 0, unknown: 0 }
  for (const code of oldCommunes().keys()) {
    const to = convertCommune(code)
    kinds[to.kind]++
    if (to.kind === 'several') assert.ok(to.choices.length > 1 && to.choices.every((c) => communes().has(c.xa)))
    if (to.kind === 'one') assert.equal(communes().get(to.xa)?.province, to.tinh)
  }
  assert.deepEqual(kinds, { one: 9598, several: 441, unknown: 0 })
  assert.deepEqual(convertCommune('99999'), { kind: 'unknown' })
})

test('the 63 provinces end in the 34', () => {
  const now = standard.codeList('tinh-34')
  const old = standard.codeList('tinh-63')
  assert.deepEqual([old.items.length, now.items.length], [63, 34])
  for (const item of old.items) assert.ok(now.has(item.mergedInto as string), item.code)
})

test('codes are repaired by their form, never by a guess', () => {
  const cdnn = standard.codeList('cdnn-vien-chuc')
  for (const text of ['V020100', 'V02.01.00', 'v.02.01.00', 'V.02.01.00 '])
    assert.equal(cdnn.repair(text)?.code, 'V.02.01.00')
  assert.ok(cdnn.has('V.02.01.00') && !cdnn.has('V02.01.00'))
  const ranks = standard.codeList('ngach-cong-chuc')
  assert.equal(ranks.repair('1.003')?.code, '01.003')
  assert.equal(ranks.repair('01003')?.code, '01.003')
  assert.equal(ranks.repair('Chuyên viên')?.code, '01.003')
  assert.equal(ranks.repair('99.999'), null)
  const sexes = standard.codeList('gioi-tinh')
  assert.equal(sexes.repair('1.0')?.code, '1')
  const land = standard.codeList('loai-nha-dat')
  for (const text of ['1.5', '1,0', '1-0', '9.9']) assert.equal(land.repair(text), null, text)
})

test('the two numberings of ethnic groups and religions are told apart by evidence alone', () => {
  const groups = standard.codeList('dan-toc')
  assert.equal(groups.items.length, 56)
  assert.deepEqual(groups.repair('04 - Mường'), { code: '06', how: 'hrCode' })
  assert.deepEqual(groups.repair('06 Mường'), { code: '06', how: 'canonical' })
  assert.equal(groups.repair('05 - Mường'), null)
  assert.deepEqual(groups.repair('00'), { code: '56', how: 'hrCode' })
  assert.ok(groups.has('04'))
  assert.deepEqual(standard.codeList('ton-giao').repair('99 Không'), { code: '00', how: 'hrCode' })
})

test('a repair always gives a code of the list', () => {
  const list = standard.codeList('ngach-cong-chuc|cdnn-vien-chuc')
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9V. ]{1,10}$/)), (text) => {
      const repair = list.repair(text)
      assert.ok(repair === null || list.has(repair.code))
    }),
  )
})

test('organisation identifiers go from the old form to the new and back', () => {
  assert.equal(organisationId('000.00.18.G12'), 'G12.18')
  assert.equal(organisationId('000.00.00.H41'), 'H41')
  assert.equal(organisationId(' h29.1.2 '), 'H29.1.2')
  for (const bad of ['', 'Z99', 'G1', '00.00.G12', 'G12..1', `G12.${'1'.repeat(40)}`])
    assert.equal(organisationId(bad), null, bad)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 999 }),
      (a, b, c) => {
        const old = `${`${c}`.padStart(3, '0')}.${`${b}`.padStart(2, '0')}.${`${a}`.padStart(2, '0')}.G12`
        assert.equal(oldOrganisationId(organisationId(old)!), old)
      },
    ),
  )
  assert.equal(oldOrganisationId('G12.ABC'), null)
})

test('discipline abolished on 1 July 2025 was valid before', () => {
  const lower = standard.codeList('ky-luat').get('05')!
  assert.ok(validOn(lower, '2025-06-30') && !validOn(lower, '2025-07-01'))
})

test('working days: weekends, holidays, make-up Saturdays, every year from 2020 to 2027', () => {
  assert.ok(!isWorkingDay('2023-09-04') && isWorkingDay('2023-09-05'))
  assert.ok(isWorkingDay('2024-05-04') && !isWorkingDay('2024-04-29'))
  assert.equal(addWorkingDays('2023-06-20', 10), '2023-07-04')
  assert.equal(addWorkingDays('2023-01-19', 1), '2023-01-27')
  assert.equal(addWorkingDays('2023-06-17', 0), '2023-06-19')
  for (let year = 2020; year <= 2027; year++) {
    assert.ok(!isWorkingDay(`${year}-04-30`), `${year}`)
    assert.ok(!isWorkingDay(`${year}-09-02`), `${year}`)
  }
})

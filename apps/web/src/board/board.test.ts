import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BoardParcel, Counts } from '../api.ts'
import { fieldLabel } from './fieldLabel.ts'
import { readCounts, readParcel, states } from './reading.ts'

const none: Counts = {
  ...{
    sent: 0,
    received: 0,
    entered: 0,
    unchanged: 0,
    returned: 0,
    held: 0,
    announced: 0,
    refused: 0,
    people: 0,
    verified: 0,
    mismatched: 0,
  },
  ...{ dung: 0, du: 0, sach: 0, song: 0 },
}

test('the parts of a bar add up to the whole, whatever came first', () => {
  const cases: Partial<Counts>[] = [
    {},
    { sent: 10 },
    { sent: 10, received: 10, entered: 7, returned: 1, held: 1 },
    { sent: 10, received: 6, entered: 6 },
    { sent: 4, received: 6, entered: 5, unchanged: 1 },
  ]
  for (const some of cases) {
    const { whole, parts } = readCounts({ ...none, ...some })
    assert.equal(
      Object.values(parts).reduce((sum, n) => sum + n),
      whole,
    )
    assert.ok(Object.values(parts).every((n) => n >= 0))
  }
  const { parts } = readCounts({ ...none, sent: 10, received: 8, entered: 5, held: 1 })
  assert.deepEqual([parts.waiting, parts.coming], [2, 2])
})

test('an open parcel is on its way, a received one waits', () => {
  const parcel = { count: 5, entered: 0, unchanged: 0, returned: 0, held: 0, announced: 0, refused: 0 } as BoardParcel
  assert.equal(readParcel({ ...parcel, state: 'open' }).parts.coming, 5)
  assert.equal(readParcel({ ...parcel, state: 'received' }).parts.waiting, 5)
})

test('the states to filter by', () => {
  const body = (counts: Partial<Counts>) =>
    ({
      code: 'H01',
      name: '',
      group: 'diaPhuong',
      placeholder: false,
      units: 1,
      lastReceivedAt: null,
      counts: { ...none, ...counts },
    }) as const
  assert.ok(states.silent(body({})))
  assert.ok(states.busy(body({ sent: 2, received: 1, entered: 1 })))
  assert.ok(!states.busy(body({ sent: 1, received: 1, entered: 1 })))
  assert.ok(states.toMend(body({ held: 1 })))
  assert.ok(states.differing(body({ mismatched: 1 })))
})

test('a path is read as people call the field, and stays readable where the standard does not know it', () => {
  const label = (vi: string) => ({ vi, en: vi })
  const fields = new Map([
    ['luong', { label: label('Quá trình lương'), columns: [{ id: 'heSo', label: label('Hệ số') }] }],
    ['queQuan', { label: label('Quê quán') }],
  ]) as never
  assert.equal(fieldLabel('luong[].heSo', fields).vi, 'Quá trình lương › Hệ số')
  assert.equal(fieldLabel('luong[3].heSo', fields).vi, 'Quá trình lương › Hệ số')
  assert.equal(fieldLabel('queQuan.tinh', fields).vi, 'Quê quán › Tỉnh')
  assert.equal(fieldLabel('lạ.kỳ', fields).vi, 'lạ › kỳ')
})

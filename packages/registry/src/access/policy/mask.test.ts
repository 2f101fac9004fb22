import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mask } from './mask.ts'

test('a masked value tells that something is stated, and of a long number its last three digits', () => {
  assert.equal(mask('001075012345'), '•••345')
  for (const value of [
    '12345678',
    '',
    'Không',
    7,
    true,
    { tinh: '37' },
    [{ hoTen: 'A' }],
    '001075012345 A',
    '00107501234x',
  ])
    assert.equal(mask(value), '•••')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition, examine, parseLine, splitByClass } from '@cbccvc/standard'
import { soundLine } from './sound.ts'

test('our own record goes the whole way: nothing blocks it, it is asked about, it has values of every class', () => {
  const { record, findings } = parseLine(soundLine('H26.1'))
  const { values, bad, key, findings: found } = examine(record!, edition(), '2023-06-20')
  assert.deepEqual(findings, [])
  assert.ok(found.every(({ weight }) => weight !== 'blocks'))
  assert.ok(found.some(({ facts }) => facts !== undefined))
  assert.ok(key.soDinhDanh && key.hoTen && key.ngaySinh && key.coQuanSuDung)
  for (const [name, text] of Object.entries(splitByClass(values, bad, edition()))) assert.ok(text, name)
})

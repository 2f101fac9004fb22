import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { derive } from './derive.ts'

const root = new URL('../../../', import.meta.url)

for (const { path, content } of derive()) {
  test(`${path} is fresh (npm run derive)`, () => {
    assert.ok(readFileSync(new URL(path, root), 'utf8').replaceAll('\r\n', '\n') === content)
  })
}

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { personRefs } from './person-ref.ts'

test('a ref names its person and nobody else, in one spelling', () => {
  const refs = personRefs(randomBytes(32))
  fc.assert(
    fc.property(fc.maxSafeNat(), (id) => {
      const ref = refs.refOf(id)
      assert.match(ref, /^[\w-]{22}$/)
      assert.equal(refs.personOfRef(ref), id)
      const other = ref.slice(0, 21) + String.fromCharCode(ref.charCodeAt(21) ^ 1)
      assert.equal(refs.personOfRef(other), null)
      assert.equal(personRefs(randomBytes(32)).personOfRef(ref), null)
    }),
  )
})

test('what nobody gave out names nobody', () => {
  const { personOfRef } = personRefs(randomBytes(32))
  for (const ref of ['', '1', 'x'.repeat(22), '../'.repeat(8), randomBytes(16).toString('base64url')])
    assert.equal(personOfRef(ref), null)
})

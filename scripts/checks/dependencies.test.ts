import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { dependencyFaults, isAllowed, type Lock, readAudit, readLock } from './dependencies.ts'

const { lock, npmrc, advisories } = readLock(join(import.meta.dirname, '..', '..'))

test('the lock file: digests, licences, the registry alone, nothing known to be bad, no script at installing', () => {
  assert.ok(Object.keys(lock).length > 300)
  assert.deepEqual(dependencyFaults(lock, npmrc, advisories), [])
})

test('each of these is seen when it is spoilt', () => {
  const path = 'node_modules/fastify'
  const one = lock[path]!
  const spoilt: [RegExp, Lock][] = [
    [/no digest/, { ...lock, [path]: { ...one, integrity: '' } }],
    [/no digest/, { ...lock, [path]: { ...one, integrity: 'sha1-AAAA' } }],
    [/licence GPL-3.0/, { ...lock, [path]: { ...one, license: 'GPL-3.0' } }],
    [/licence not stated/, { ...lock, 'node_modules/x': { version: '1.0.0', integrity: 'sha512-A' } }],
    [/comes from/, { ...lock, [path]: { ...one, resolved: 'https://evil.example/fastify.tgz' } }],
    [/comes from/, { ...lock, [path]: { ...one, resolved: 'git+ssh://git@github.com/fastify/fastify.git' } }],
    [/registry \(github:/, { ...lock, '': { ...lock[''], dependencies: { fastify: 'github:fastify/fastify' } } }],
    [/registry \(https:/, { ...lock, [path]: { ...one, dependencies: { x: 'https://evil.example/x.tgz' } } }],
    [/CVE-2025-32442/, { ...lock, [path]: { ...one, version: '5.3.1' } }],
    [/CVE-2025-32442/, { ...lock, [path]: { ...one, version: '4.29.0' } }],
    [/published by a thief/, { ...lock, 'node_modules/a/node_modules/chalk': { ...one, version: '5.6.1' } }],
  ]
  for (const [what, spoiled] of spoilt) {
    const faults = dependencyFaults(spoiled, npmrc, advisories)
    assert.equal(faults.length, 1, `${what} ${faults}`)
    assert.match(faults[0]!, what)
  }
  assert.match(dependencyFaults(lock, 'fund=false', advisories)[0]!, /lets the scripts/)
})

test('licences of two: one side of OR is enough, AND needs both', () => {
  assert.ok(isAllowed('(MIT OR GPL-3.0-or-later)') && isAllowed('(MIT AND Zlib)') && isAllowed('MPL-2.0'))
  assert.ok(!isAllowed('(MIT AND GPL-3.0)') && !isAllowed('AGPL-3.0') && !isAllowed(''))
})

test('the answer of npm audit: grave flaws count, a registry that does not answer is told apart from a clean one', () => {
  assert.equal(readAudit('{"message":"405 Method Not Allowed","error":{}}'), null)
  assert.equal(readAudit(''), null)
  assert.deepEqual(readAudit('{"vulnerabilities":{}}'), [])
  const two = { a: { severity: 'high', range: '<2' }, b: { severity: 'moderate', range: '*' } }
  assert.deepEqual(readAudit(JSON.stringify({ vulnerabilities: two })), ['a <2: high'])
})

/** No key, token or password lies in the repository; what looks like one in a test is made there, or known to everybody. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

/** What a secret looks like. */
const looks: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/=\s]{40,}/,
  'a private key (DER)': /\bMII[A-Za-z0-9+/]{200,}/,
  'a seed of ours': /"(?:seed|kek|mac|blindIndex)"\s*:\s*"[A-Za-z0-9_-]{40,}"/,
  'a private JWK': /"d"\s*:\s*"[A-Za-z0-9_-]{40,}"/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b/,
  'a token of a forge':
    /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22,}|\bglpat-[\w-]{20}\b|\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of a chat': /\bxox[abpr]-[\w-]{10,}/,
  'a database with its password': /\bpostgres(?:ql)?:\/\/[\w.-]+:(?!\$\{)[^\s@:'"`$]{6,}@/,
  'a signed token': /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{40,}/,
}

/** Published examples: keys whose seeds stand in the protocol so that anybody can check their own program. */
const examples: ReadonlySet<string> = new Set(['docs/protocol.md', 'package-lock.json', 'scripts/secrets.test.ts'])

/** Every file that git would take. */
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)) && statSync(join(root, path)).size < 4_000_000)

const secretsIn = (text: string): string[] =>
  Object.entries(looks)
    .filter(([, look]) => look.test(text))
    .map(([name]) => name)

test('no private key, token or password in any file of the repository', () => {
  assert.ok(files.length > 300)
  const found = files
    .filter((path) => !examples.has(path))
    .flatMap((path) => secretsIn(readFileSync(join(root, path), 'latin1')).map((what) => `${path}: ${what}`))
  assert.deepEqual(found, [])
})

test('no file of a kind that holds keys', () => {
  const kinds =
    /(^|\/)(\.env(\..+)?|id_(rsa|ed25519|ecdsa)|[^/]*\.(pem|key|p12|pfx|jks|keystore)|seal\.json|log\.json|\.npmrc\.auth)$/
  assert.deepEqual(
    files.filter((path) => kinds.test(path)),
    [],
  )
})

test('each of these is seen when it is planted', () => {
  const key = `-----BEGIN ${'PRIVATE'} KEY-----\n${'A'.repeat(64)}\n-----END`
  const planted = {
    'a private key': key,
    'a seed of ours': `{"seed": "${'s'.repeat(43)}"}`,
    'a key of a cloud': `AKIA${'Z'.repeat(16)}`,
    'a token of a forge': `ghp_${'a'.repeat(36)}`,
    'a database with its password': `postgres://${'cbccvc'}:${'sesame00'}@db/x`,
    'a signed token': `eyJ${'a'.repeat(30)}.eyJ${'b'.repeat(30)}.${'c'.repeat(43)}`,
  }
  for (const [what, text] of Object.entries(planted)) assert.deepEqual(secretsIn(text), [what])
})

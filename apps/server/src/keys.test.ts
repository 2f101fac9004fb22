/** A key file of the old shape: a start says what to do, and doing it loses nothing. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openKeyRing, openPool } from '@cbccvc/registry'
import { freshDatabase } from '../../../packages/registry/src/testing/database.ts'
import { ensureServerKeys } from '../../outside/src/sandbox/keys.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const classes = ['inbox', 'feed', 'facts', 'restricted', 'sealed', 'proposal']

test('an old key file: refused with a sentence, taken over once, the keys of before open what they sealed', async () => {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'cbccvc-old-keys-'))
  const pool = openPool({ url: database.url, max: 1 })
  try {
    ensureServerKeys(folder, 'log.test.cbccvc', true)
    const seal = join(folder, 'seal.json')
    const key = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
    const old = {
      sandbox: true,
      classes: Object.fromEntries(classes.map((c) => [c, { '1': key() }])),
      blindIndex: key(),
    }
    writeFileSync(seal, JSON.stringify(old), { mode: 0o600 })
    const env = { ...process.env, DATABASE_URL: database.url, CBCCVC_KEYS: folder, CBCCVC_SANDBOX: '1' }
    const run = (command: string) => promisify(execFile)(process.execPath, [main, command], { env })
    for (const command of ['serve', 'work', 'check-book'])
      await assert.rejects(run(command), (error: { stderr: string }) => {
        assert.match(error.stderr, /^seal\.json còn theo mẫu cũ.* run adopt-keys once/)
        assert.doesNotMatch(error.stderr, /\n\s+at /)
        return true
      })
    assert.deepEqual(JSON.parse((await run('adopt-keys')).stdout), { adopted: classes.length })
    assert.deepEqual(JSON.parse((await run('adopt-keys')).stdout), { adopted: 0 })
    const file = JSON.parse(readFileSync(seal, 'utf8'))
    assert.deepEqual(Object.keys(file).sort(), ['index', 'kek', 'mac', 'sandbox', 'v'])
    for (const secret of Object.values(old.classes)) assert.ok(!readFileSync(seal, 'utf8').includes(secret['1']!))
    assert.equal(statSync(seal).mode & 0o777, 0o600)
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'seal.old.json'), 'utf8')), old)
    assert.equal(existsSync(join(folder, 'seal.new.json')), false)
    const ring = await openKeyRing({ db: pool, file })
    // What the keys of before made: number 1, version 1; the index stays the same.
    assert.equal(ring.current('feed'), 2)
    const indexOf = await crypto.subtle.importKey(
      'raw',
      Buffer.from(old.blindIndex, 'base64url'),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const blind = await crypto.subtle.sign('HMAC', indexOf, Buffer.from('person 001070000017'))
    assert.deepEqual(ring.blinds('001070000017'), [Buffer.from(blind)])
    const nonce = Buffer.alloc(12, 7)
    const feed = await crypto.subtle.importKey(
      'raw',
      Buffer.from(old.classes.feed!['1'], 'base64url'),
      'AES-GCM',
      false,
      ['encrypt'],
    )
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: Buffer.from('feed H26') },
      feed,
      Buffer.from('dòng cũ'),
    )
    const box = Buffer.concat([Buffer.of(1, 0, 1), nonce, Buffer.from(sealed)])
    assert.equal(ring.open('feed', 'H26', box).toString(), 'dòng cũ')
  } finally {
    await pool.end()
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  }
})

/** A stolen database, with its files: no password, seed, code or token of anybody in it, and no personal number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOffice } from '../testing/accounts.ts'
import { dumpOf, filesOf, textOf } from '../testing/dump.ts'
import { officials } from '../testing/people.ts'

/** The bytes of a base32 text: what an authenticator's seed is by itself. */
function bytesOf(base32: string): Buffer {
  const bits = [...base32]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}

test(
  'neither a dump nor the files of the server hold what somebody signs in with, or a personal number',
  inOffice(async (office) => {
    const started = Date.now() - 1000
    const { route } = office
    const people = officials(0, 5, 'H26.1')
    await route.push('H26', people)
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const holders = [...founders, admin]
    const invited = await office.invite(admin, 'viewer', 'H26', 'hn.nguoixem')
    assert.ok(invited.kind === 'invited')
    const seeds: string[] = []
    const sessions: string[] = []
    for (const holder of holders) sessions.push(await office.signIn(holder))
    const secrets = [
      ...people.map(({ soDinhDanh }) => String(soDinhDanh)),
      ...holders.flatMap(({ password, seed, recoveryCodes }) => {
        seeds.push(seed)
        return [password, seed, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]
      }),
      ...sessions,
      invited.code,
    ]
    assert.ok(secrets.length > 40 && secrets.every((secret) => secret.length >= 8))
    /** As text, as bytes in hex, and a token of random bytes by what it stands for. */
    const forms = (secret: string): string[] => [
      secret,
      Buffer.from(secret).toString('latin1'),
      Buffer.from(secret).toString('hex'),
    ]
    const raw = [...seeds.map(bytesOf), ...[...sessions, invited.code].map((token) => Buffer.from(token, 'base64url'))]
    const sought = [
      ...secrets.flatMap(forms),
      ...raw.filter(({ length }) => length >= 10).flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('hex')]),
    ]
    const dump = await dumpOf(route.databaseUrl)
    assert.ok(dump.includes('hn.nguoixem') && dump.includes('$argon2id$'), 'the dump holds accounts')
    assert.deepEqual(sought.filter((one) => dump.includes(one)).length, 0, 'in the dump')
    let accounts = 0
    for (const path of await filesOf(route, started)) {
      const text = textOf(path)
      if (text.includes('hn.nguoixem')) accounts++
      assert.equal(sought.filter((one) => text.includes(one)).length, 0, path)
    }
    assert.ok(accounts >= 2, 'the files hold accounts, the log and the table')
  }),
)

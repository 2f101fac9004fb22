/** `account VERB` as the centre's operator runs it: the server's own process, JSON in and out, no secret in an argument. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { keyToText } from '@cbccvc/evidence'
import { generateSync } from 'otplib'
import { type Holder, inOffice } from '../testing/accounts.ts'
import { onRoute } from '../testing/route.ts'
import { workersOf } from '../testing/worker.ts'

test(
  'from nothing to an officer on the command line',
  onRoute(async (route) => {
    const processes = workersOf(route)
    const account = async (verb: string, given: object, session = '') => {
      const { out, error } = await processes.run(['account', verb], JSON.stringify(given), { CBCCVC_SESSION: session })
      assert.equal(error, '', verb)
      return JSON.parse(out)
    }
    const refused = async (verb: string, given: object, session = '') =>
      (await processes.run(['account', verb], JSON.stringify(given), { CBCCVC_SESSION: session })).error
    try {
      const founders = { operator: { login: 'bo.mot', name: 'Một' }, approver: { login: 'bo.hai', name: 'Hai' } }
      const password = 'một câu dài chỉ mình biết'
      const join = async (code: string) => {
        const { seed } = await account('open', { code })
        const totp = generateSync({ secret: seed })
        const { recoveryCodes, accountId } = await account('accept', { code, password, seed, totp })
        assert.equal(recoveryCodes.length, 10)
        return { accountId, recoveryCodes }
      }
      const enter = async (login: string, code: string): Promise<string> =>
        (await account('sign-in', { login, password, code })).session

      const invited = await account('found', founders)
      const [one, two] = [await join(invited.operator.code), await join(invited.approver.code)]
      assert.match(await refused('found', founders), /phê duyệt quốc gia[\s\S]*national approver/)

      const first = await enter('bo.mot', one.recoveryCodes[0])
      const second = await enter('bo.hai', two.recoveryCodes[0])
      assert.match(await refused('list', {}), /nobody is signed in/)
      const wish = { login: 'hn.admin', name: 'Quản trị Hà Nội', role: 'bodyAdministrator', unit: 'H26' }
      const asked = await account('invite', wish, first)
      assert.equal(asked.kind, 'asked')
      const [request] = await account('requests', {}, second)
      assert.equal(request.requestId, asked.requestId)
      const approved = await account('decide', { requestId: asked.requestId, approve: true }, second)
      const admin = await join(approved.code)

      const session = await enter('hn.admin', admin.recoveryCodes[0])
      const officer = await account(
        'invite',
        { login: 'hn.mot', name: 'Cán bộ', role: 'officer', unit: 'H26.1' },
        session,
      )
      assert.equal(officer.kind, 'invited')
      const outside = { login: 'th.mot', name: 'Cán bộ', role: 'officer', unit: 'H56.1' }
      assert.match(await refused('invite', outside, session), /do not allow that/)
      assert.equal((await account('me', {}, session)).grants[0].role, 'bodyAdministrator')
      await account('sign-out', {}, session)
      assert.match(await refused('me', {}, session), /nobody is signed in/)

      const wrong = await refused('sign-in', { login: 'hn.admin', password: 'sai hoàn toàn', code: '123456' })
      assert.match(wrong, /login, the password or the code/)
      assert.ok(!wrong.includes('sai hoàn toàn') && !wrong.includes('hn.admin') && !wrong.includes(' at '))
      const { error } = await processes.run(['account', 'sign-in'], '{"password": "bí mật của tôi"')
      assert.ok(/JSON/.test(error) && !error.includes('bí mật'), error)
      assert.match((await processes.run(['account'], '')).error, /found · open · accept/)
    } finally {
      await processes.close()
    }
  }),
)

test(
  'relying parties on the command line: one asks, another approves; one stops; each refusal in both languages',
  inOffice(async (office) => {
    const founders = await office.founders()
    const processes = workersOf(office.route)
    const run = (verb: string, given: object, session: string) =>
      processes.run(['account', verb], JSON.stringify(given), { CBCCVC_SESSION: session })
    const account = async (verb: string, given: object, session: string) => {
      const { out, error } = await run(verb, given, session)
      assert.equal(error, '', verb)
      return JSON.parse(out)
    }
    const refused = async (verb: string, given: object, session: string, vi: RegExp, en: RegExp) => {
      const { out, error } = await run(verb, given, session)
      assert.equal(out, '', verb)
      assert.match(error, vi)
      assert.match(error, en)
    }
    /** A session for a process, which goes by the clock of the wall. */
    const enter = async (holder: Holder) => {
      const token = await office.signIn(holder)
      await office.route.owner.query('update session set stepped_up_at = now()')
      return token
    }
    try {
      const [first, second] = [await enter(founders[0]), await enter(founders[1])]
      const jwk = () => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
      const party = {
        ...{ id: 'mot.cua', name: 'Hệ thống một cửa', redirectUris: ['https://mot.example/back'] },
        ...{ scopes: ['profile'], publicKeys: [jwk()] },
      }
      const plain = { ...party, redirectUris: ['http://mot.example/back'] }
      // What is wrong, or not one's own to ask, is told at once.
      await Promise.all([
        refused('party-register', plain, first, /qua TLS/, /over TLS/),
        refused('party-register', { ...party, publicKeys: [] }, first, /khóa công khai/, /public key/),
        refused('party-register', party, second, /không cho phép/, /do not allow/),
        refused('party-register', party, '', /chưa đăng nhập/, /nobody is signed in/),
        refused('party-register', { ...party, id: undefined }, first, /id: thiếu/, /missing/),
        refused('party-end', { id: 'mot.cua' }, first, /Không có hệ thống này/, /no such system/),
      ])

      const asked = await account('party-register', party, first)
      assert.equal(asked.kind, 'asked')
      const yes = { requestId: asked.requestId, approve: true }
      const [none, [request]] = await Promise.all([
        account('parties', {}, first),
        account('requests', {}, second),
        refused('decide', yes, first, /không được tự phê duyệt/, /cannot approve/),
      ])
      assert.deepEqual(none, [])
      assert.deepEqual([request.requestId, request.wish.party.id], [asked.requestId, 'mot.cua'])
      assert.deepEqual(await account('decide', yes, second), { kind: 'partyRegistered', partyId: 'mot.cua' })
      const one = async () => (await account('parties', {}, second))[0]
      const before = await one()
      assert.deepEqual([before.id, before.scopes, before.keys.length], ['mot.cua', ['openid', 'profile'], 1])

      const approve = async (verb: string, given: object) => {
        const { requestId } = await account(verb, given, first)
        return account('decide', { requestId, approve: true }, second)
      }
      assert.deepEqual(await approve('party-keys', { id: 'mot.cua', publicKeys: [jwk(), jwk()] }), { kind: 'changed' })
      const { keys } = await one()
      assert.ok(keys.length === 2 && !keys.includes(before.keys[0]))
      await refused('party-resume', { id: 'mot.cua' }, first, /không tạm dừng/, /does not rest/)
      assert.deepEqual(await account('party-suspend', { id: 'mot.cua' }, first), { done: 'party-suspend' })
      assert.ok((await one()).suspendedAt)
      assert.deepEqual(await approve('party-resume', { id: 'mot.cua' }), { kind: 'changed' })
      assert.equal((await one()).suspendedAt, null)
      await refused('party-end', { id: 'mot.cua' }, second, /không cho phép/, /do not allow/)
      assert.deepEqual(await account('party-end', { id: 'mot.cua' }, first), { done: 'party-end' })
      await refused('party-keys', { id: 'mot.cua', publicKeys: [jwk()] }, first, /đã kết thúc/, /has ended/)
    } finally {
      await processes.close()
    }
  }),
)

test(
  'a sandbox makes its accounts to try, once; a start that is not the sandbox refuses to run with them',
  onRoute(async (route) => {
    const processes = workersOf(route)
    const folder = mkdtempSync(join(tmpdir(), 'cbccvc-real-'))
    try {
      const file = join(folder, 'accounts.json')
      const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
      const officer = { login: 'officer', name: 'Cán bộ', role: 'officer', unit: 'H26' }
      writeFileSync(file, JSON.stringify({ sandbox: true, password: 'thu nghiem abcd', seed, accounts: [officer] }))
      for (let i = 0; i < 2; i++)
        assert.deepEqual(await processes.run(['sandbox-accounts', file], ''), { out: '', error: '' })
      const { rows } = await route.owner.query(`select login, sandbox from account`)
      assert.deepEqual(rows, [{ login: 'officer', sandbox: true }])
      const given = JSON.stringify({
        login: 'officer',
        password: 'thu nghiem abcd',
        code: generateSync({ secret: seed }),
      })
      assert.match((await processes.run(['account', 'sign-in'], given)).out, /"session":"[\w-]{43}"/)

      // Everything real but the accounts.
      await route.owner.query(`update sender_key set sandbox = false`)
      const log = { sandbox: false, origin: route.log.name, seed: keyToText(route.log.seed) }
      writeFileSync(join(folder, 'log.json'), JSON.stringify(log), { mode: 0o600 })
      writeFileSync(join(folder, 'seal.json'), JSON.stringify({ ...route.sealKeys, sandbox: false }), { mode: 0o600 })
      const real = { CBCCVC_SANDBOX: '', CBCCVC_KEYS: folder, PORT: '0' }
      for (const command of ['serve', 'work']) {
        assert.match((await processes.run([command], '', real)).error, /Sandbox accounts are in the database/, command)
      }
      assert.match((await processes.run(['sandbox-accounts', file], '', real)).error, /For a sandbox only/)
      await route.owner.query(`update sender_key set sandbox = true`)
    } finally {
      await processes.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }),
)

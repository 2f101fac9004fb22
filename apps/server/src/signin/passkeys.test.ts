/** Passkeys over HTTP: tied to an account, shown in the second step and for the step-up, let go; and tried by a thief. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createClient, type FactorRefusalCode, RefusedError, refusals } from '@cbccvc/contract'
import { generateSync } from 'otplib'
import { createApp } from '../http/app.ts'
import { type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { authenticator, type Spoilt } from '../testing/authenticator.ts'
import { openPage } from '../testing/browser.ts'
import { refused } from '../testing/route.ts'

const json = (body: object) => ({ body: JSON.stringify(body) })
const originOf = ({ url }: Office) => `http://localhost:${new URL(url).port}`
type Device = ReturnType<typeof authenticator>

/** Ties a passkey to the account of this session. */
async function tie(office: Office, token: string, device: Device, name = 'Điện thoại', spoilt: Spoilt = {}) {
  const mine = office.browser(token)
  const offer = (await mine.call('offerPasskey')).answer
  return (await mine.call('addPasskey', json({ name, response: device.make(offer, spoilt) }))).answer.passkeyId
}

async function password(office: Office, { login, password }: Holder) {
  return (await office.browser().call('signIn', json({ login, password }))).answer.step
}

/** The second step by the passkey; gives the token. */
async function enter(office: Office, holder: Holder, device: Device, spoilt: Spoilt = {}) {
  const step = await password(office, holder)
  const question = (await office.browser().call('signInPasskeyQuestion', json({ step }))).answer
  const page = await openPage(office.url)
  const shown = { step, response: device.show(question, spoilt) }
  try {
    const { status, answer } = await page.call('signInPasskey', shown)
    await page.browser.follow((answer as { next: string }).next)
    return { status, said: { code: '' }, token: page.browser.cookie('session') ?? '' }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return { status: error.status, said: error.refusal, token: page.browser.cookie('session') ?? '' }
  }
}

test(
  'a passkey is tied after a step-up, opens the second step and the step-up, has a name, and is let go',
  inOffice(async (office) => {
    const [holder] = await office.founders()
    const device = authenticator(originOf(office))
    const token = await office.signIn(holder)
    office.pass(11 * 60)
    await refused('caller.stepUp', office.browser(token).call('offerPasskey'))
    await refused('passkey.none', office.browser(token).call('stepUpPasskeyQuestion'))
    const fresh = await office.signIn(holder)
    const first = await tie(office, fresh, device)
    office.pass(1)
    const second = await tie(office, fresh, authenticator(originOf(office)), 'Khóa USB')

    const entered = await enter(office, holder, device)
    assert.equal(entered.status, 200)
    const mine = office.browser(entered.token)
    const me = (await mine.call('me')).answer
    assert.ok(me.secondFactor && me.steppedUpUntil !== null)
    office.pass(11 * 60)
    assert.equal((await mine.call('me')).answer.steppedUpUntil, null)
    await refused('caller.stepUp', mine.call('removePasskey', { params: { passkeyId: second } }))
    const question = (await mine.call('stepUpPasskeyQuestion')).answer
    assert.deepEqual([question.rpId, question.userVerification], ['localhost', 'required'])
    await mine.call('stepUpPasskey', json({ response: device.show(question) }))
    assert.notEqual((await mine.call('me')).answer.steppedUpUntil, null)

    await mine.call('renamePasskey', { params: { passkeyId: first }, ...json({ name: ' Máy ở cơ quan ' }) })
    const factors = (await mine.call('myFactors')).answer
    assert.deepEqual(
      factors.passkeys.map(({ passkeyId, name, usedAt, suspected }) => [passkeyId, name, usedAt !== null, suspected]),
      [
        [first, 'Máy ở cơ quan', true, false],
        [second, 'Khóa USB', false, false],
      ],
    )
    assert.ok(factors.totpMadeAt !== null && factors.recoveryCodesLeft === 10)
    const other = await office.signIn(holder)
    await mine.call('removePasskey', { params: { passkeyId: second } })
    await refused('caller.session', office.browser(other).call('me'))
    await mine.call('removeTotp')
    await refused('factor.last', mine.call('removePasskey', { params: { passkeyId: first } }))
    const step = await password(office, holder)
    await refused('signin.refused', (await openPage(office.url)).call('signInCode', { step, code: holder.code() }))

    const { seed } = (await mine.call('offerTotp')).answer
    const code = () => generateSync({ secret: seed, epoch: Math.floor(office.house.now().getTime() / 1000) })
    await refused(
      'signin.refused',
      mine.call('renewTotp', json({ seed, code: code() === '000000' ? '000001' : '000000' })),
    )
    await refused('signin.refused', mine.call('renewTotp', json({ seed: 'A'.repeat(26), code: code() })))
    await mine.call('renewTotp', json({ seed, code: code() }))
    await mine.call('removePasskey', { params: { passkeyId: first } })
    await office.signIn({ ...holder, code })
    const { recoveryCodes } = (await mine.call('renewRecoveryCodes')).answer
    assert.equal(new Set([...recoveryCodes, ...holder.recoveryCodes]).size, 20)
    const withCode = async (recovery: string) =>
      (await openPage(office.url)).call('signInCode', { step: await password(office, holder), code: recovery })
    await refused('signin.refused', withCode(holder.recoveryCodes[0]!))
    await withCode(recoveryCodes[0]!)

    const { rows } = await office.route.owner.query<{ act: string }>(
      `select act from account_act where account_id = $1 and act ~ '^(passkey|totp|recoveryR)' order by id`,
      [me.accountId],
    )
    assert.deepEqual(
      rows.map(({ act }) => act),
      [
        ...['passkeyAdded', 'passkeyAdded', 'passkeyRemoved', 'totpRemoved', 'totpRenewed', 'passkeyRemoved'],
        'recoveryRenewed',
      ],
    )
  }),
)

test(
  'what a thief shows is refused: replayed, of another origin, site, account or key, too late, unverified, in a frame',
  inOffice(async (office) => {
    const [holder, other] = await office.founders()
    const origin = originOf(office)
    const [device, foreign] = [authenticator(origin), authenticator(origin)]
    const token = await office.signIn(holder)
    await tie(office, token, device)
    await tie(office, await office.signIn(other), foreign)
    const mine = office.browser(token)

    const spoilt: Record<string, Spoilt> = {
      'another origin': { origin: 'https://evil.example' },
      'another port of this machine': { origin: 'http://localhost:1' },
      'another site': { rpId: 'evil.example' },
      'holder not verified': { flags: 0x01 },
      'nobody present': { flags: 0x04 },
      'made, not shown': { type: 'webauthn.create' },
      'another key': { signWith: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
      'another holder’s handle': { userHandle: Buffer.alloc(16).toString('base64url') },
      'a challenge of one’s own': { challenge: Buffer.alloc(32).toString('base64url') },
      'in another site’s frame': { crossOrigin: true },
    }
    for (const [why, what] of Object.entries(spoilt)) {
      const { status, said, token: none } = await enter(office, holder, device, what)
      assert.deepEqual([status, said.code, none], [401, 'passkey.refused', ''], why)
      office.pass(16 * 60)
    }
    // None of them counted as the passkey: it is not suspected by who has no key.
    assert.equal((await enter(office, holder, device)).status, 200)
    const mineToo = office.browser(await office.signIn(holder))
    const question = (await mineToo.call('stepUpPasskeyQuestion')).answer
    const shown = device.show(question)
    await mineToo.call('stepUpPasskey', json({ response: shown }))
    await refused('passkey.refused', mineToo.call('stepUpPasskey', json({ response: shown })))
    const late = (await mineToo.call('stepUpPasskeyQuestion')).answer
    office.pass(301)
    await refused('passkey.refused', mineToo.call('stepUpPasskey', json({ response: device.show(late) })))
    const replaced = (await mineToo.call('stepUpPasskeyQuestion')).answer
    await mineToo.call('stepUpPasskeyQuestion')
    await refused('passkey.refused', mineToo.call('stepUpPasskey', json({ response: device.show(replaced) })))

    // The other one's passkey and challenge, for this account; this account's challenge of one step, for another.
    const theirs = office.browser(await office.signIn(other))
    const asked = (await theirs.call('stepUpPasskeyQuestion')).answer
    await refused('passkey.refused', mineToo.call('stepUpPasskey', json({ response: foreign.show(asked) })))
    await refused('passkey.refused', mineToo.call('stepUpPasskey', json({ response: device.show(asked) })))
    const [stepA, stepB] = [await password(office, holder), await password(office, holder)]
    const forA = (await office.browser().call('signInPasskeyQuestion', json({ step: stepA }))).answer
    const crossed = (await openPage(office.url)).call('signInPasskey', { step: stepB, response: device.show(forA) })
    await refused('passkey.refused', crossed)
    const once = device.show((await office.browser().call('signInPasskeyQuestion', json({ step: stepA }))).answer)
    await (await openPage(office.url)).call('signInPasskey', { step: stepA, response: once })
    await refused('signin.step', (await openPage(office.url)).call('signInPasskey', { step: stepA, response: once }))
    await refused('signin.step', office.browser().call('signInPasskeyQuestion', json({ step: 'không có' })))
    // A stolen session ties nothing: the step-up is long gone.
    await refused('caller.session', mine.call('offerPasskey'))
  }),
)

test(
  'five wrong showings end the step; guessing at the step-up is braked',
  inOffice(async (office) => {
    const [holder] = await office.founders()
    const device = authenticator(originOf(office))
    const token = await office.signIn(holder)
    await tie(office, token, device)
    const step = await password(office, holder)
    const ask = async () => (await office.browser().call('signInPasskeyQuestion', json({ step }))).answer
    const show = async (response: object) => (await openPage(office.url)).call('signInPasskey', { step, response })
    for (let i = 0; i < 5; i++) await refused('passkey.refused', show(device.show(await ask(), { flags: 0x01 })))
    await refused('signin.step', show(device.show({ challenge: 'x', rpId: 'localhost', allowCredentials: [] })))
    const mine = office.browser(token)
    for (let i = 0; i < 5; i++) {
      const question = (await mine.call('stepUpPasskeyQuestion')).answer
      await refused(
        'passkey.refused',
        mine.call('stepUpPasskey', json({ response: device.show(question, { flags: 1 }) })),
      )
    }
    const question = (await mine.call('stepUpPasskeyQuestion')).answer
    await refused('signin.wait', mine.call('stepUpPasskey', json({ response: device.show(question) })))
  }),
)

test(
  'a counter that goes back blocks the passkey, for good; a device that counts nothing is let in',
  inOffice(async (office) => {
    const [holder, other] = await office.founders()
    const device = authenticator(originOf(office))
    await tie(office, await office.signIn(holder), device)
    assert.equal((await enter(office, holder, device, { counter: 7 })).status, 200)
    const { status, said } = await enter(office, holder, device, { counter: 7 })
    assert.deepEqual([status, said.code], [401, 'passkey.cloned'])
    const step = await password(office, holder)
    await refused('passkey.none', office.browser().call('signInPasskeyQuestion', json({ step })))
    const mine = office.browser(await office.signIn(holder))
    const { passkeys } = (await mine.call('myFactors')).answer
    assert.deepEqual(
      passkeys.map(({ suspected }) => suspected),
      [true],
    )
    await refused('factor.last', mine.call('removeTotp'))
    const { rows } = await office.route.owner.query(`select from account_act where act = 'passkeySuspected'`)
    assert.equal(rows.length, 1)

    const uncounted = authenticator(originOf(office), { counts: false })
    await tie(office, await office.signIn(other), uncounted)
    for (let i = 0; i < 2; i++) assert.equal((await enter(office, other, uncounted)).status, 200)
  }),
)

test(
  'what a browser made is tied once, to who asked, by the rules of the offer',
  inOffice(async (office) => {
    const [holder, other] = await office.founders()
    const origin = originOf(office)
    const device = authenticator(origin)
    const mine = office.browser(await office.signIn(holder))
    const offer = async () => (await mine.call('offerPasskey')).answer
    const add = (response: object) => mine.call('addPasskey', json({ name: 'Máy', response }))
    const spoilt: Record<string, Spoilt> = {
      'another origin': { origin: 'https://evil.example' },
      'another site': { rpId: 'evil.example' },
      'holder not verified': { flags: 0x41 },
      'shown, not made': { type: 'webauthn.get' },
      'a kind of key that was not offered': { algorithm: -35 },
      'a statement where none belongs': { statement: Buffer.from('x') },
      'in another site’s frame': { crossOrigin: true },
    }
    for (const [why, what] of Object.entries(spoilt))
      await refused('passkey.refused', add(device.make(await offer(), what))).catch((error) => {
        throw new Error(why, { cause: error })
      })
    const theirs = office.browser(await office.signIn(other))
    const offered = (await theirs.call('offerPasskey')).answer
    await refused('passkey.refused', add(device.make(offered)))
    const response = device.make(await offer())
    await add(response)
    await refused('passkey.refused', add(response))
    await refused('request.shape', add({ ...response, id: '?' }))
    const { rows } = await office.route.owner.query<{ transports: string[] }>(`select transports from passkey`)
    assert.deepEqual(rows, [{ transports: ['internal'] }])
  }),
)

test(
  'every refusal of second factors: in words, with its status and a next step',
  inOffice(async (office) => {
    const [holder] = await office.founders()
    const device = authenticator(originOf(office))
    const token = await office.signIn(holder)
    const mine = office.browser(token)
    const response = async () => device.make((await mine.call('offerPasskey')).answer)
    const provoke = {
      'passkey.off': async () => {
        const app = await createApp({
          ...{
            house: office.house,
            identity: office.route.identity,
            records: office.route.records,
            watch: office.route.watch,
            sandbox: false,
          },
          ...{ report: () => {}, witnessKeys: [], version: 'test' },
        })
        try {
          const url = await app.listen({ host: '127.0.0.1', port: 0 })
          const cookie = `__Host-session=${token}`
          const send: typeof fetch = (address, init) => {
            const headers = new Headers(init?.headers)
            headers.set('cookie', cookie)
            return fetch(address, { ...init, headers })
          }
          return await createClient({ server: url, fetch: send }).call('offerPasskey')
        } finally {
          await app.close()
        }
      },
      'passkey.none': () => mine.call('stepUpPasskeyQuestion'),
      'passkey.refused': async () =>
        mine.call('addPasskey', json({ name: 'x', response: { ...(await response()), id: 'AA' } })),
      'passkey.name': async () => mine.call('addPasskey', json({ name: ' ', response: await response() })),
      'passkey.unknown': () => mine.call('removePasskey', { params: { passkeyId: randomUUID() } }),
      'factor.last': () => mine.call('removeTotp'),
      'passkey.taken': async () => {
        const made = await response()
        await mine.call('addPasskey', json({ name: 'Một', response: made }))
        const copy = device.make((await mine.call('offerPasskey')).answer, { id: made.id })
        return mine.call('addPasskey', json({ name: 'Hai', response: copy }))
      },
      'passkey.many': async () => {
        for (let i = 0; i < 10; i++) await mine.call('addPasskey', json({ name: `${i}`, response: await response() }))
      },
      'passkey.cloned': async () => {
        const step = await password(office, holder)
        const question = (await office.browser().call('signInPasskeyQuestion', json({ step }))).answer
        await office.route.owner.query(`update passkey set counter = 1000`)
        return (await openPage(office.url)).call('signInPasskey', { step, response: device.show(question) })
      },
    } satisfies Record<Exclude<FactorRefusalCode, 'account.suspended'>, () => Promise<unknown>>
    for (const [code, work] of Object.entries(provoke) as [FactorRefusalCode, () => Promise<unknown>][]) {
      const { refusal, status } = await refused(code, work())
      assert.equal(status, refusals[code].status)
      for (const text of [refusal.vi, refusal.en, refusal.next.vi, refusal.next.en]) assert.match(text, /^[^{}]{8,}$/)
    }
  }),
)

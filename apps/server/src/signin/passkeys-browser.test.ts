/** A real browser with a passkey device of its own (Chromium’s virtual authenticator) against the real doors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../../../web/src/testing/browser.ts'
import { inOffice } from '../testing/accounts.ts'

/** In the page: what a page of ours does with the answers of the doors. */
const inPage = `
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
  const call = async (path, body = {}) => {
    const headers = { 'content-type': 'application/json', 'x-cbccvc': '1' }
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, ...(await answer.json()) }
  }
  const make = async () => {
    const offer = await call('/v1/me/passkeys/offer')
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(offer)
    return (await navigator.credentials.create({ publicKey })).toJSON()
  }
  const show = async (question) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question)
    return (await navigator.credentials.get({ publicKey })).toJSON()
  }
`

test(
  'Chromium makes a passkey, signs in with it and steps up with it; its second use of one answer is refused',
  inOffice(async (office) => {
    const [holder] = await office.founders()
    const { login, password } = holder
    const origin = `http://localhost:${new URL(office.url).port}`
    const browser = await openBrowser()
    try {
      const context = await browser.newContext()
      const page = await context.newPage()
      const devtools = await context.newCDPSession(page)
      await devtools.send('WebAuthn.enable')
      const device = { protocol: 'ctap2', transport: 'internal', hasUserVerification: true } as const
      await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: { ...device, isUserVerified: true, automaticPresenceSimulation: true },
      })
      await page.goto(`${origin}/health`)
      const run = <T>(work: string, given: object = {}) =>
        page.evaluate(`(async (given) => { ${inPage} ${work} })(${JSON.stringify(given)})`) as Promise<T>
      const token = await office.signIn(holder)
      await context.addCookies([{ name: 'session', value: token, url: origin }])
      const added = await run<{ status: number }>(
        `return call('/v1/me/passkeys', { name: 'Máy này', response: await make() })`,
      )
      assert.equal(added.status, 201)
      await context.clearCookies()
      const entered = await run<{ first: { status: number }; again: { status: number; code: string }; up: number }>(
        `const { step } = await call('/v1/signin', given)
         const response = await show(await call('/v1/signin/passkey/question', { step }))
         const first = await call('/v1/signin/passkey', { step, response })
         const again = await call('/v1/signin/passkey', { step, response })
         const shown = await show(await call('/v1/me/step-up/passkey/question'))
         const up = (await call('/v1/me/step-up/passkey', { response: shown })).status
         return { first, again, up }`,
        { login, password },
      )
      assert.deepEqual([entered.first.status, entered.again.code, entered.up], [200, 'signin.step', 200])
      const cookies = await context.cookies(origin)
      assert.ok(cookies.some(({ name, httpOnly }) => name === 'session' && httpOnly))
    } finally {
      await browser.close()
    }
  }),
)

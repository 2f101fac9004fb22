/** A real browser with a passkey device of its own (Chromium’s virtual authenticator) against the real doors. */
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { openBrowser } from '../../../web/src/testing/browser.ts'
import { createApp } from '../http/app.ts'
import { inOffice } from '../testing/accounts.ts'

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    }),
  )
}

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
    // Doors that are met by name: a passkey is bound to one.
    const port = await freePort()
    const origin = `http://localhost:${port}`
    const { identity, records, watch } = office.route
    const app = await createApp({
      ...{
        house: office.house,
        identity,
        records,
        watch,
        sandbox: true,
        address: origin,
        witnessKeys: [],
        version: 'test',
      },
      report: (_incident, error) => void office.route.faults.push(error),
    })
    await app.listen({ host: 'localhost', port })
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
      await page.goto(`${origin}/session/start`)
      const interaction = new URL(page.url()).searchParams.get('uid')
      const entered = await run<{ first: { status: number; next: string }; again: { status: number; code: string } }>(
        `const { step } = await call('/v1/signin', given)
         const response = await show(await call('/v1/signin/passkey/question', { step }))
         const { interaction } = given
         const first = await call('/v1/signin/passkey', { step, response, interaction })
         const again = await call('/v1/signin/passkey', { step, response, interaction })
         return { first, again }`,
        { login, password, interaction },
      )
      assert.deepEqual([entered.first.status, entered.again.code], [200, 'signin.step'])
      await page.goto(`${origin}${entered.first.next}`)
      const up = await run<{ status: number }>(
        `const response = await show(await call('/v1/me/step-up/passkey/question'))
         return call('/v1/me/step-up/passkey', { response })`,
      )
      assert.equal(up.status, 200)
      const cookies = await context.cookies(origin)
      assert.ok(cookies.some(({ name, httpOnly }) => name === 'session' && httpOnly))
    } finally {
      await browser.close()
      await app.close()
    }
  }),
)

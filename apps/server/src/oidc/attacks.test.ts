/** The provider, tried by somebody who has seen a code, a token, a link, or another system's traffic. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { generateKeyPair, SignJWT } from 'jose'
import * as openid from 'openid-client'
import { inOffice } from '../testing/accounts.ts'
import { openBrowser, openPage, passFactors, signInOverHttp } from '../testing/browser.ts'
import { openParty } from '../testing/party.ts'
import { refused } from '../testing/route.ts'
import { ownPath } from './web-session.ts'

/** Asserts an answer of the token endpoint (RFC 6749, 5.2). */
const oauth = (error: string) => (reason: unknown) => {
  const { error: said, cause } = reason as { error?: string; cause?: { error?: string } }
  assert.equal(said ?? cause?.error, error, String((reason as Error)?.stack))
  return true
}

test('where to go after signing in is a path of ours, whatever is asked for', () => {
  const address = 'https://cbccvc.example'
  for (const good of ['/', '/accounts?page=2', '/me#sessions', '/a/b%20c']) assert.equal(ownPath(good, address), good)
  for (const bad of [
    ...['https://evil.example', '//evil.example', '/\\evil.example', '\\/evil.example', '/\t/evil.example', '///evil'],
    ...['javascript:alert(1)', '/%0d%0aset-cookie:x=1\r\n', 'evil', '', '/\u0000', `/${'a'.repeat(600)}`, undefined, 5],
    ...[
      '/oidc/auth?client_id=web',
      '/session/start',
      '/v1/me/sign-out',
      '/log/checkpoint',
      '/./session/start',
      '/x/../oidc/me',
    ],
  ]) {
    assert.equal(ownPath(bad, address), '/', String(bad))
  }
})

test(
  'the browser’s sign-in is bound to the browser: a stranger’s link, code, step or cookie opens nothing',
  inOffice(async (office) => {
    const [operator, approver] = await office.founders()
    office.pass(30)
    const victim = openBrowser(office.url)
    const thief = await openPage(office.url)

    // The victim is sent to the thief's page of the sign-in, and gives password and code there.
    const uid = (await thief.browser.follow('/session/start')).at.searchParams.get('uid')!
    await refused('signin.flow', passFactors(victim, operator, uid))
    // With a sign-in of its own under way, it cannot be led into another's.
    await victim.follow('/session/start')
    await refused('signin.flow', passFactors(victim, operator, uid))

    // The thief signs in to an account of the thief's and hands over the rest of the way: the victim's browser does not go it.
    const { next } = await passFactors(thief.browser, approver, uid)
    const { answer } = await openBrowser(office.url).follow(next)
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /Lần đăng nhập này không bắt đầu từ trình duyệt này/)
    const seen: string[] = []
    for (let at = next; ; ) {
      const answer = await thief.browser.visit(at)
      at = answer.headers.get('location') ?? ''
      seen.push(at)
      if (at.includes('/session/callback')) break
    }
    const link = new URL(seen.at(-1)!, office.url)
    const [code, state] = [link.searchParams.get('code')!, link.searchParams.get('state')!]
    const tried = async (browser: typeof victim, query: Record<string, string>) => {
      const answer = await browser.visit(
        `/session/callback?${new URLSearchParams({ iss: `${office.url}/oidc`, ...query })}`,
      )
      assert.equal(answer.status, 401)
      assert.equal(browser.cookie('session'), undefined)
      assert.match(await answer.text(), /<h1>/)
    }
    await tried(victim, { code, state })
    await victim.follow('/session/start')
    await tried(victim, { code, state })
    await victim.follow('/session/start')
    await tried(victim, { code })
    await tried(openBrowser(office.url), { code, state })
    // An answer that names another issuer is none of ours, and what the browser kept serves once.
    await tried(thief.browser, { code, state, iss: 'https://evil.example/oidc' })
    await tried(thief.browser, { code, state })

    // A cookie that somebody planted is no sign-in of ours.
    const planted = openBrowser(office.url)
    planted.plant(
      'signin',
      Buffer.from(JSON.stringify({ state, nonce: 'n', verifier: 'v', to: '/', until: 9e15 })).toString('base64url'),
    )
    await tried(planted, { code, state })
    planted.plant('oidc-signin', uid)
    planted.plant('oidc-signin.sig', 'A'.repeat(27))
    await refused('signin.flow', passFactors(planted, operator, uid))
    // Without any flow there is no session at all.
    const step = (
      await office
        .browser()
        .call('signIn', { body: JSON.stringify({ login: operator.login, password: operator.password }) })
    ).answer
    const bare = office.browser().call('signInCode', { body: JSON.stringify({ ...step, code: operator.code() }) })
    await refused('signin.flow', bare)

    // A session token that the browser brought is not kept, nor the provider's own cookie.
    const fixed = openBrowser(office.url)
    fixed.plant('session', 'A'.repeat(43))
    fixed.plant('oidc', 'B'.repeat(43))
    office.pass(30)
    const { token } = await signInOverHttp(fixed, operator)
    assert.notEqual(token, 'A'.repeat(43))
    assert.notEqual(fixed.cookie('oidc'), 'B'.repeat(43))
    // Coming by again gives a new token, and the old one is worth nothing.
    await fixed.follow('/session/start')
    await refused('caller.session', office.browser(token).call('me'))
    assert.equal((await fixed.client.call('me')).status, 200)
  }),
)

test(
  'a code serves once, for its own client, address and verifier; without PKCE, or with the weak one, there is none',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const party = await openParty(office, founders, 'he.thong')
    const other = await openParty(office, founders, 'he.thong.khac')
    try {
      const browser = openBrowser(office.url)
      const first = await party.signIn(browser, admin)
      const fresh = async () => party.begin(browser)

      const replayed = await fresh()
      const tokens = await party.redeem(replayed)
      await assert.rejects(party.redeem(replayed), oauth('invalid_grant'))
      // What the first use gave falls with the second.
      await assert.rejects(openid.fetchUserInfo(party.config, tokens.access_token, first.claims()!.sub))
      await assert.rejects(openid.refreshTokenGrant(party.config, tokens.refresh_token!), oauth('invalid_grant'))

      const twice = await fresh()
      const both = await Promise.allSettled([party.redeem(twice), party.redeem(twice)])
      assert.ok(both.filter(({ status }) => status === 'fulfilled').length <= 1, 'at the same instant, too')

      const stolen = await fresh()
      const byOther = openid.authorizationCodeGrant(other.config, stolen.at, {
        ...{ pkceCodeVerifier: stolen.verifier, expectedState: stolen.state, expectedNonce: stolen.nonce },
      })
      await assert.rejects(byOther, oauth('invalid_grant'))
      const guessed = { ...(await fresh()), verifier: openid.randomPKCECodeVerifier() }
      await assert.rejects(party.redeem(guessed), oauth('invalid_grant'))
      const mixed = await fresh()
      await assert.rejects(party.redeem({ ...mixed, state: 'another' }))
      await assert.rejects(party.redeem({ ...mixed, nonce: 'another' }))

      const query = {
        ...{ client_id: party.id, response_type: 'code', scope: 'openid', redirect_uri: party.redirectUri, state: 's' },
        ...{ code_challenge: await openid.calculatePKCECodeChallenge('v'.repeat(43)), code_challenge_method: 'S256' },
      }
      const asked = async (change: Record<string, string | undefined>) => {
        const entries = Object.entries({ ...query, ...change }).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))
        const answer = await browser.visit(`/oidc/auth?${new URLSearchParams(entries)}`)
        const to = answer.headers.get('location')
        return { status: answer.status, to, error: to !== null && /[?#&]error=/.test(to) }
      }
      assert.ok((await asked({})).to?.includes('code='), 'as it stands it is taken')
      for (const change of [
        { code_challenge: undefined, code_challenge_method: undefined },
        { code_challenge_method: 'plain' },
        { code_challenge_method: undefined },
        { code_challenge: 'short' },
        { response_type: 'token' },
        { response_type: 'code id_token', nonce: 'n' },
        { response_type: 'id_token', nonce: 'n' },
        { response_mode: 'form_post' },
        { resource: 'urn:cbccvc:doors' },
        { request: 'a.b.c' },
      ] as Record<string, string | undefined>[]) {
        const { to, error } = await asked(change)
        assert.ok(!to?.includes('code=') && (to === null || error), JSON.stringify(change))
      }
      const port = new URL(party.redirectUri).port
      for (const redirect_uri of [
        ...[
          `${party.redirectUri}/`,
          `${party.redirectUri}?x=1`,
          `${party.redirectUri}#x`,
          `http://127.0.0.1:${port}/other`,
        ],
        ...[
          `http://127.0.0.1:${port}/BACK`,
          `http://localhost:${port}/back`,
          `https://127.0.0.1:${port}/back`,
          'https://evil.example/back',
        ],
        ...[
          `http://127.0.0.1:${port}@evil.example/back`,
          `http://127.0.0.1:1/back`,
          other.redirectUri,
          'javascript:alert(1)',
          '',
        ],
      ]) {
        const { status, to } = await asked({ redirect_uri })
        assert.deepEqual([status, to], [400, null], redirect_uri)
      }
      assert.deepEqual(
        [(await asked({ client_id: 'nobody' })).to, (await asked({ client_id: other.id })).to],
        [null, null],
      )
      for (const path of [
        '/oidc/reg',
        '/oidc/token/introspection',
        '/oidc/device/auth',
        '/oidc/request',
        '/oidc/backchannel',
        '/oidc/interaction/x',
      ]) {
        assert.equal((await browser.visit(path, { method: 'POST' })).status, 404, path)
      }
      const page = await browser.visit('/oidc/auth?client_id=nobody', { headers: { accept: 'text/html' } })
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
      assert.ok(!/<script|<style|nobody/.test(await page.text()), 'no page of the library is shown')
    } finally {
      await Promise.all([party.close(), other.close()])
    }
  }),
)

test(
  'a stolen refresh token ends the family with its second use; at the same instant, too',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const party = await openParty(office, founders, 'he.thong')
    const other = await openParty(office, founders, 'he.thong.khac')
    try {
      const stolen = await party.signIn(openBrowser(office.url), admin)
      await assert.rejects(openid.refreshTokenGrant(other.config, stolen.refresh_token!), oauth('invalid_grant'))
      const renewed = await openid.refreshTokenGrant(party.config, stolen.refresh_token!)
      await assert.rejects(openid.refreshTokenGrant(party.config, stolen.refresh_token!), oauth('invalid_grant'))
      await assert.rejects(openid.refreshTokenGrant(party.config, renewed.refresh_token!), oauth('invalid_grant'))
      await assert.rejects(openid.fetchUserInfo(party.config, renewed.access_token, stolen.claims()!.sub))

      const again = await party.signIn(openBrowser(office.url), admin)
      const race = [1, 2].map(() => openid.refreshTokenGrant(party.config, again.refresh_token!))
      const both = await Promise.allSettled(race)
      const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      assert.ok(won.length <= 1)
      for (const { refresh_token } of won)
        await assert.rejects(openid.refreshTokenGrant(party.config, refresh_token!), oauth('invalid_grant'))

      // Whoever holds the tables holds no token: neither as it is, nor in any box without the keys.
      const kept = await party.signIn(openBrowser(office.url), admin)
      const { rows } = await office.route.owner.query<{ row: string }>(`select r::text as row from oidc_row r`)
      for (const token of [kept.refresh_token!, kept.access_token]) {
        const forms = [token, Buffer.from(token).toString('hex'), Buffer.from(token).toString('base64')]
        assert.ok(rows.length > 0 && rows.every(({ row }) => forms.every((form) => !row.includes(form))))
      }
    } finally {
      await Promise.all([party.close(), other.close()])
    }
  }),
)

test(
  'an assertion of a client: its own key, its own algorithm, for us, now, and once; a logout token only from our keys',
  inOffice(async (office) => {
    const founders = await office.founders()
    const party = await openParty(office, founders, 'he.thong')
    try {
      const issuer = `${office.url}/oidc`
      const now = Math.floor(Date.now() / 1000)
      const claims = { iss: party.id, sub: party.id, aud: issuer, exp: now + 60, iat: now }
      const ask = async (assertion: string, more: Record<string, string> = {}) => {
        const answer = await fetch(`${issuer}/token`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            ...{ grant_type: 'refresh_token', refresh_token: 'x', client_assertion: assertion },
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            ...more,
          }),
        })
        return ((await answer.json()) as { error: string }).error
      }
      const sign = (change: object = {}, key = party.key) =>
        new SignJWT({ ...claims, jti: crypto.randomUUID(), ...change }).setProtectedHeader({ alg: 'ES256' }).sign(key)
      assert.equal(await ask(await sign()), 'invalid_grant', 'a good one is let in, and asks for what is not there')

      const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const body = b64({ ...claims, jti: crypto.randomUUID() })
      const none = `${b64({ alg: 'none' })}.${body}.`
      const confused = `${b64({ alg: 'HS256' })}.${body}`
      const secrets = [JSON.stringify(party.publicJwk), String(party.publicJwk.x), '']
      const foreign = (await generateKeyPair('ES256')).privateKey
      for (const [why, assertion] of [
        ['no signature', none],
        ...secrets.map((secret) => {
          const mac = createHmac('sha256', secret || 'x')
            .update(confused)
            .digest('base64url')
          return ['the public key as a secret', `${confused}.${mac}`] as [string, string]
        }),
        ['another key', await sign({}, foreign)],
        ['run out', await sign({ exp: now - 60, iat: now - 120 })],
        ['for another issuer', await sign({ aud: 'https://elsewhere.example' })],
        ['of another client', await sign({ iss: 'he.thong.khac' })],
        ['without an id', await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(party.key)],
        ['without an end', await sign({ exp: undefined })],
      ] as [string, string][]) {
        assert.equal(await ask(assertion), 'invalid_client', why)
      }
      const once = await sign()
      assert.equal(await ask(once), 'invalid_grant')
      assert.notEqual(await ask(once), 'invalid_grant', 'once')
      const race = await sign()
      const answers = await Promise.all([1, 2, 3].map(() => ask(race)))
      assert.equal(answers.filter((error) => error === 'invalid_grant').length, 1, 'once, at the same instant, too')
      assert.notEqual(await ask('', { client_id: party.id, client_secret: 'x' }), 'invalid_grant')
      assert.notEqual(
        await ask('', { client_id: 'web', client_secret: 'guess' }),
        'invalid_grant',
        'the web’s own client',
      )

      // The receiver of a relying party takes none that we did not sign, and no ID token for one.
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
      const forged = await new SignJWT({ iss: issuer, aud: party.id, sub: 'x', iat: now, jti: 'y', events })
        .setProtectedHeader({ alg: 'ES256', typ: 'logout+jwt' })
        .sign(foreign)
      const admin = await office.administrator(founders, 'H26', 'hn.admin')
      const tokens = await party.signIn(openBrowser(office.url), admin)
      const uri = new URL('/logout', party.redirectUri)
      for (const logout_token of [forged, tokens.id_token!]) {
        const answer = await fetch(uri, { method: 'POST', body: new URLSearchParams({ logout_token }) })
        assert.equal(answer.status, 400)
      }
      assert.deepEqual(party.heard, [])

      // A link that sends the browser to sign out ends nothing without an ID token of whoever is signed in.
      const browser = openBrowser(office.url)
      const mine = await party.signIn(browser, admin)
      for (const query of [
        {},
        { client_id: party.id, post_logout_redirect_uri: `${new URL(party.redirectUri).origin}/bye` },
        { id_token_hint: tokens.id_token!, post_logout_redirect_uri: 'https://evil.example' },
      ] as Record<string, string>[]) {
        const answer = await browser.visit(`/oidc/session/end?${new URLSearchParams(query)}`)
        assert.ok(!(answer.headers.get('location') ?? '').includes('evil'), JSON.stringify(query))
      }
      await openid.refreshTokenGrant(party.config, mine.refresh_token!)
    } finally {
      await party.close()
    }
  }),
)

/** Another system signs people in with their accounts here: the real `openid-client` over real HTTP. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endGrant, endParty, endSessionAs } from '@cbccvc/registry'
import * as openid from 'openid-client'
import { inOffice } from '../testing/accounts.ts'
import { openBrowser } from '../testing/browser.ts'
import { openParty } from '../testing/party.ts'
import { refused } from '../testing/route.ts'

const oauth = (error: string) => (reason: unknown) =>
  (reason as { error?: string }).error === error ||
  (reason as { cause?: { error?: string } }).cause?.error === error ||
  assert.fail(String((reason as Error)?.stack))

test(
  'sign in, who it is, renew, sign out: the least that is asked for, under a name of its own for each system',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const party = await openParty(office, founders, 'he.thong')
    const other = await openParty(office, founders, 'he.thong.khac', { scopes: ['openid'] })
    try {
      const browser = openBrowser(office.url)
      const tokens = await party.signIn(browser, admin)
      const claims = tokens.claims()!
      assert.deepEqual(
        Object.keys(claims).sort(),
        ['aud', 'exp', 'iat', 'iss', 'nonce', 'sid', 'sub'].sort(),
        'the ID token says who, and nothing else',
      )
      assert.ok(!JSON.stringify(claims).includes(admin.accountId) && !JSON.stringify(claims).includes('hn.admin'))
      const told = await openid.fetchUserInfo(party.config, tokens.access_token, claims.sub)
      assert.deepEqual(told, {
        ...{ sub: claims.sub, name: 'Người giữ hn.admin', roles: [{ role: 'bodyAdministrator', unit: 'H26' }] },
      })

      // The second system asks nobody again: the browser is signed in. It is told less, and another name.
      const there = await other.begin(browser)
      assert.equal(there.at.origin, new URL(other.redirectUri).origin)
      const elsewhere = await other.redeem(there)
      assert.notEqual(elsewhere.claims()!.sub, claims.sub)
      const less = await openid.fetchUserInfo(other.config, elsewhere.access_token, elsewhere.claims()!.sub)
      assert.deepEqual(Object.keys(less), ['sub'])
      assert.equal((await party.signIn(openBrowser(office.url), admin)).claims()!.sub, claims.sub)

      const renewed = await openid.refreshTokenGrant(party.config, tokens.refresh_token!)
      assert.notEqual(renewed.refresh_token, tokens.refresh_token)
      await openid.fetchUserInfo(party.config, renewed.access_token, claims.sub)

      // Sent here to sign out, the browser is signed out of everything that stood on the session, and sent back.
      const bye = `${new URL(party.redirectUri).origin}/bye`
      const leave = openid.buildEndSessionUrl(party.config, {
        ...{ post_logout_redirect_uri: bye, id_token_hint: renewed.id_token!, state: 'so' },
      })
      const { at } = await browser.follow(leave.href)
      assert.equal(at.href, `${bye}?state=so`)
      await assert.rejects(openid.refreshTokenGrant(party.config, renewed.refresh_token!), oauth('invalid_grant'))
      await assert.rejects(openid.fetchUserInfo(other.config, elsewhere.access_token, elsewhere.claims()!.sub))
      await office.app.tellLogouts()
      const ends = [party, other].map(({ heard }) => heard.map(({ sid }) => sid))
      assert.deepEqual(ends, [[claims.sid], [elsewhere.claims()!.sid]], 'each is told once, of its own sign-in')
      assert.equal((await party.begin(browser)).at.pathname, '/sign-in')
    } finally {
      await Promise.all([party.close(), other.close()])
    }
  }),
)

test(
  'the system is told when the session ends, whoever ends it, when it runs out, and when a right has ended; until it has heard',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const officer = await office.join(await office.invite(admin, 'officer', 'H26.1', 'hn.canbo'))
    const party = await openParty(office, founders, 'he.thong')
    try {
      const enter = async () => {
        const browser = openBrowser(office.url)
        const tokens = await party.signIn(browser, officer)
        // The web's own session in the same browser stands on the same sign-in.
        await browser.follow('/session/start')
        const { sessionId } = (await browser.client.call('me')).answer
        return { browser, tokens, sessionId, sid: tokens.claims()!.sid }
      }
      const told = async () => {
        await office.app.tellLogouts()
        return party.heard.splice(0).map(({ sid }) => sid)
      }
      const dead = (token: string) =>
        assert.rejects(openid.refreshTokenGrant(party.config, token), oauth('invalid_grant'))

      const own = await enter()
      assert.deepEqual(await told(), [])
      await own.browser.client.call('signOut')
      assert.deepEqual(await told(), [own.sid])
      await dead(own.tokens.refresh_token!)
      assert.deepEqual(await told(), [], 'once')

      const ended = await enter()
      const target = { accountId: officer.accountId, sessionId: ended.sessionId }
      await endSessionAs(office.accounts, await office.as(admin), target)
      // The receiver is down at first; the lease and the pause pass, and it is told again.
      party.answer = 503
      assert.deepEqual(await told(), [])
      party.answer = 200
      assert.deepEqual(await told(), [], 'not at once')
      office.pass(61)
      assert.deepEqual(await told(), [ended.sid])
      await dead(ended.tokens.refresh_token!)

      const idle = await enter()
      office.pass(20 * 60)
      const renewed = await openid.refreshTokenGrant(party.config, idle.tokens.refresh_token!)
      office.pass(20 * 60)
      assert.deepEqual(await told(), [], 'whoever renews is still there')
      office.pass(11 * 60)
      assert.deepEqual(await told(), [idle.sid])
      await dead(renewed.refresh_token!)

      const righted = await enter()
      const { grants } = (await righted.browser.client.call('me')).answer
      await endGrant(office.accounts, await office.as(admin), grants[0]!.id)
      assert.deepEqual(await told(), [righted.sid])
      await dead(righted.tokens.refresh_token!)
      const anew = await party.redeem(await party.begin(righted.browser))
      const { roles } = await openid.fetchUserInfo(party.config, anew.access_token, anew.claims()!.sub)
      assert.deepEqual(roles, [], 'asked anew, it is told what is true today')
      await refused('caller.session', openBrowser(office.url).client.call('me'))

      await endParty(office.accounts, await office.as(founders[0]), party.id)
      await assert.rejects(openid.refreshTokenGrant(party.config, anew.refresh_token!), oauth('invalid_client'))
    } finally {
      await party.close()
    }
  }),
)

test(
  'a system that does not hear is told again after a growing pause, and given up after three quarters of an hour; the operator sees it',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const party = await openParty(office, founders, 'he.thong')
    const given: string[] = []
    const step = () => office.app.tellLogouts((partyId) => given.push(partyId))
    const seen = async () => {
      const { parties } = (await office.browser(await office.signIn(founders[0])).call('parties')).answer
      const { logoutsGivenUp, logoutGivenUpAt, logoutsWaiting } = parties[0]!
      return { logoutsGivenUp, at: logoutGivenUpAt, logoutsWaiting }
    }
    const leave = async () => {
      const browser = openBrowser(office.url)
      const tokens = await party.signIn(browser, admin)
      await browser.follow('/session/start')
      await browser.client.call('signOut')
      return tokens
    }
    try {
      party.answer = 503
      const { refresh_token } = await leave()
      // The clock turns in steps of a second; when it was asked is written down.
      const start = office.house.now().getTime()
      const asked: number[] = []
      for (let tries = party.asked; given.length === 0; office.pass(1)) {
        const at = Math.round((office.house.now().getTime() - start) / 1000)
        assert.ok(at < 3600, 'an hour at most')
        await step()
        if (party.asked === tries) continue
        tries = party.asked
        asked.push(at)
        if (asked.length === 3) assert.deepEqual(await seen(), { logoutsGivenUp: 0, at: null, logoutsWaiting: 1 })
      }
      assert.equal(asked.length, 12)
      const pauses = asked.slice(1).map((at, i) => at - asked[i]!)
      // Half a minute goes by when the operator signs in to look.
      const told = [4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]
      for (const [i, pause] of pauses.entries()) assert.ok(pause >= told[i]! && pause <= told[i]! + 40, `${pauses}`)
      assert.deepEqual(given, ['he.thong'])
      const after = await seen()
      assert.deepEqual([after.logoutsGivenUp, after.logoutsWaiting], [1, 0])
      assert.ok(after.at)
      const { rows } = await office.route.owner.query(
        `select by_account, facts from account_act where act = 'logoutGivenUp'`,
      )
      assert.deepEqual(rows, [{ by_account: null, facts: { party: 'he.thong' } }])
      // It is not told any more, though it could hear again; what was issued has been worth nothing all along.
      party.answer = 200
      office.pass(3600)
      await step()
      assert.deepEqual([party.heard, given.length], [[], 1])
      await assert.rejects(openid.refreshTokenGrant(party.config, refresh_token!), oauth('invalid_grant'))
      // The next sign-in is told like any other.
      await leave()
      await step()
      assert.equal(party.heard.length, 1)
    } finally {
      await party.close()
    }
  }),
)

test(
  'a system that takes the call and never answers holds up nobody: it is a try like any other',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const [mute, other] = [
      await openParty(office, founders, 'he.thong.im'),
      await openParty(office, founders, 'he.thong.khac'),
    ]
    try {
      mute.answer = 'never'
      const browser = openBrowser(office.url)
      await mute.signIn(browser, admin)
      await other.redeem(await other.begin(browser))
      await browser.follow('/session/start')
      await browser.client.call('signOut')
      const from = performance.now()
      await office.app.tellLogouts()
      assert.ok(performance.now() - from < 10_000, 'some seconds')
      assert.deepEqual([mute.asked, mute.heard.length, other.heard.length], [1, 0, 1])
      mute.answer = 200
      office.pass(61)
      await office.app.tellLogouts()
      assert.equal(mute.heard.length, 1)
    } finally {
      await Promise.all([mute.close(), other.close()])
    }
  }),
)

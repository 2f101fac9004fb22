/** The keys that sign what the provider issues, exchanged while a party is signed in and a system at work; on a clock that turns. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newKeyPair } from '@cbccvc/evidence'
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import { createApp } from '../http/app.ts'
import { inOffice, type Office } from '../testing/accounts.ts'
import { askToken } from '../testing/bound.ts'
import { openBrowser } from '../testing/browser.ts'
import { openParty } from '../testing/party.ts'
import { doorsOf } from '../testing/route.ts'
import { openSystem } from '../testing/system.ts'

const [minute, hour, day] = [60, 3600, 86_400]
const published = async (office: Office) => (await (await fetch(`${office.url}/oidc/jwks`)).json()) as JSONWebKeySet
const kids = async (office: Office) => (await published(office)).keys.map(({ kid }) => kid)
const signedBy = (token: string) => decodeProtectedHeader(token).kid

test(
  'the key changes under a party that is signed in and a system at work: what the old one signed holds until it ends, and the old one goes when its time is over',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const party = await openParty(office, founders, 'he.thong')
    const system = await openSystem(office, founders, { clientId: 'bhxh.luong', unit: null })
    try {
      const [first, ...none] = await kids(office)
      assert.ok(first && none.length === 0)
      // A day before it signs, the next key stands in the set: who keeps a copy has the day to fetch it.
      office.pass(89 * day + minute)
      const [signing, next, ...more] = await kids(office)
      assert.deepEqual([signing, more], [first, []])
      assert.ok(next && next !== first)
      office.pass(day - 10 * minute)
      const browser = openBrowser(office.url)
      const before = await party.signIn(browser, admin)
      assert.equal(signedBy(before.id_token!), first)
      const bound = newKeyPair().seed
      const [shownNow, shownLater] = await Promise.all(
        [0, 1].map(() => askToken(office.url, { seed: system.seed, client: system.clientId, bound })),
      )
      assert.equal(signedBy(shownNow!.access_token!), first)
      /** Whether the doors take this token, shown with a proof of now; by doors that have never seen it. */
      const taken = async (token: string) => {
        const { dpopProof } = await import('@cbccvc/evidence')
        const proof = dpopProof(bound, { method: 'GET', address: `${office.url}/v1/me`, now: Date.now(), token })
        const answer = await fetch(`${office.url}/v1/me`, { headers: { authorization: `DPoP ${token}`, dpop: proof } })
        return ((await answer.json()) as { code: string }).code === 'caller.session'
      }

      office.pass(11 * minute)
      assert.deepEqual((await kids(office)).toSorted(), [first, next].toSorted(), 'both stand in the set')
      const renewed = await openid.refreshTokenGrant(party.config, before.refresh_token!)
      assert.equal(signedBy(renewed.id_token!), next, 'what is issued from now on')
      const given = await askToken(office.url, { seed: system.seed, client: system.clientId, bound })
      assert.equal(signedBy(given.access_token!), next)
      assert.ok((await taken(given.access_token!)) && (await taken(shownNow!.access_token!)), 'new and old are taken')
      // Of the party: the old ID token verifies, its access token is answered, and it signs the browser out with either.
      const set = createLocalJWKSet(await published(office))
      const options = { issuer: `${office.url}/oidc`, audience: party.id }
      assert.equal((await jwtVerify(before.id_token!, set, options)).payload.sub, before.claims()!.sub)
      assert.equal(
        (await openid.fetchUserInfo(party.config, before.access_token, before.claims()!.sub)).sub,
        before.claims()!.sub,
      )
      const bye = `${new URL(party.redirectUri).origin}/bye`
      const leave = openid.buildEndSessionUrl(party.config, {
        ...{ post_logout_redirect_uri: bye, id_token_hint: before.id_token!, state: 'x' },
      })
      assert.equal((await browser.follow(leave.href)).at.href, `${bye}?state=x`)
      await office.app.tellLogouts()
      assert.equal(party.heard.length, 1, 'the logout token, by the new key, is believed')

      // Two days after the new one began to sign, the old one is gone: from the set, from the tables, and from the doors.
      office.pass(2 * day - hour)
      assert.equal((await kids(office)).length, 2, 'not before')
      office.pass(hour + minute)
      assert.deepEqual(await kids(office), [next])
      const { rows } = await office.route.owner.query<{ kid: string }>('select kid from issuer_key')
      assert.deepEqual(rows, [{ kid: next }])
      assert.equal(await taken(shownLater!.access_token!), false, 'a token that only the old key vouches for')
      await assert.rejects(jwtVerify(before.id_token!, createLocalJWKSet(await published(office)), options))
    } finally {
      await party.close()
    }
  }),
)

test(
  'several processes at the change: one makes the next key, all sign by the same',
  inOffice(async (office) => {
    const [first] = await kids(office)
    const clock = { now: office.house.now }
    const others = await Promise.all(
      [0, 1, 2].map(async () => {
        const doors = doorsOf(office.route)
        const app = await createApp({ ...doors, house: { ...doors.house, ...clock }, address: office.url })
        return { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) }
      }),
    )
    try {
      office.pass(89 * day + minute)
      const sets = await Promise.all(
        others.map(async ({ url }) => (await (await fetch(`${url}/oidc/jwks`)).json()) as JSONWebKeySet),
      )
      const all = sets.map(({ keys }) => keys.map(({ kid }) => kid))
      assert.deepEqual(all, Array(3).fill(await kids(office)))
      assert.ok(all[0]!.length === 2 && all[0]![0] === first)
      office.pass(day)
      for (const { url } of others) {
        const { keys } = (await (await fetch(`${url}/oidc/jwks`)).json()) as JSONWebKeySet
        assert.equal(keys[0]!.kid, all[0]![1], 'the next one signs')
      }
    } finally {
      await Promise.all(others.map(({ app }) => app.close()))
    }
  }),
)

/** What is changed of systems and relying parties: by two people; to stop one takes one. Tried with their tokens. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { refusals } from '@cbccvc/contract'
import { newKeyPair } from '@cbccvc/evidence'
import { decideFourEyes, registerParty, thumbprintOf } from '@cbccvc/registry'
import * as openid from 'openid-client'
import { accountRefused, type Holder, inOffice, type Office } from '../testing/accounts.ts'
import { openBrowser } from '../testing/browser.ts'
import { openParty } from '../testing/party.ts'
import { refused } from '../testing/route.ts'
import { byTwo, jwkOf, openSystem } from '../testing/system.ts'

const json = (body: object = {}) => ({ body: JSON.stringify(body) })
const fresh = async (office: Office, holder: Holder) => office.browser(await office.signIn(holder))
/** Let in, and nobody with a session: what a system with a good token is told by a route of sessions. */
const letIn = (call: Promise<unknown>) => refused('caller.session', call)

const party = {
  ...{ partyId: 'he.thong', name: 'Hệ thống một cửa', redirectUris: ['https://mot.example/back'], scopes: ['roles'] },
  ...{ postLogoutRedirectUris: ['https://mot.example/bye'], backchannelLogoutUri: 'https://mot.example/logout' },
  publicKeys: [jwkOf(newKeyPair().publicKey)],
}

test(
  'the key of a system: changed by two people, and with it the tokens of the old one end',
  inOffice(async (office) => {
    const founders = await office.founders()
    const { systemId, client, as, seed } = await openSystem(office, founders, { clientId: 'bhxh.luong', unit: null })
    await letIn(client.call('me'))
    const next = newKeyPair()
    const params = { systemId }
    const operator = await fresh(office, founders[0])
    const asked = (await operator.call('changeSystemKey', { params, ...json({ publicKey: jwkOf(next.publicKey) }) }))
      .answer
    assert.ok(asked.kind === 'asked')
    await letIn(client.call('me'))
    await refused('caller.unknown', as(next.seed).call('me'))
    // Who approves sees whose, what, and the thumbprint to compare with what the system's people say.
    const second = await fresh(office, founders[1])
    const { requests } = (await second.call('approvals')).answer
    assert.deepEqual(
      requests.map(({ kind, login, registration }) => ({ kind, login, registration })),
      [
        {
          ...{ kind: 'systemChange', login: 'bhxh.luong' },
          registration: { change: 'key', keys: [thumbprintOf(jwkOf(next.publicKey))] },
        },
      ],
    )
    await accountRefused(
      'approval.self',
      decideFourEyes(office.accounts, await office.as(founders[0]), asked.requestId, true),
    )
    const approved = await second.call('decideApproval', {
      ...{ params: { requestId: asked.requestId }, ...json({ approve: true }) },
    })
    assert.deepEqual(approved.answer, { kind: 'changed' })

    // The old key gets no token at once; what it holds is looked at anew when the next key has come by, or in half a minute.
    await refused('caller.unknown', as(seed).call('me'))
    await letIn(as(next.seed).call('me'))
    await refused('caller.unknown', client.call('me'))
    const { systems } = (await operator.call('systems')).answer
    assert.deepEqual(
      systems.map(({ clientId, key, peopleADay }) => [clientId, key, peopleADay]),
      [['bhxh.luong', thumbprintOf(jwkOf(next.publicKey)), 100]],
    )
  }),
)

test(
  'a system that rests: stopped by one with the tokens that it holds, within a minute; goes on by two; what is asked of one that is over is refused',
  inOffice(async (office) => {
    const founders = await office.founders()
    const { systemId, client, as } = await openSystem(office, founders, { clientId: 'bhxh.luong', unit: null })
    const params = { systemId }
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    await letIn(client.call('me'))
    const operator = await fresh(office, founders[0])
    await operator.call('suspendSystem', { params })
    await refused('caller.unknown', as().call('me'))
    const end = Date.now() + 60_000
    for (;;) {
      const code = await client.call('me').then(
        () => assert.fail('a system has no session'),
        (error: { refusal?: { code?: string } }) => error.refusal?.code,
      )
      if (code === 'caller.unknown') break
      assert.ok(Date.now() < end, 'still in after a minute')
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
    assert.ok((await operator.call('systems')).answer.systems[0]!.suspendedAt)
    await operator.call('suspendSystem', { params })
    assert.deepEqual(await byTwo(office, founders, 'resumeSystem', { params }), { kind: 'changed' })
    await letIn(as().call('me'))
    await letIn(client.call('me'))
    assert.equal(
      (await byTwo(office, founders, 'changeSystemBudget', { params, body: { peopleADay: 7 } })).kind,
      'changed',
    )
    assert.equal((await (await fresh(office, founders[0])).call('systems')).answer.systems[0]!.peopleADay, 7)

    // Asked for, and then the system was ended: nobody's word brings it back.
    const again = await fresh(office, founders[0])
    await again.call('suspendSystem', { params })
    const asked = (await again.call('resumeSystem', { params })).answer
    assert.ok(asked.kind === 'asked')
    await again.call('endSystem', { params })
    const word = { params: { requestId: asked.requestId }, ...json({ approve: true }) }
    await refused('system.unknown', (await fresh(office, founders[1])).call('decideApproval', word))
    for (const name of ['suspendSystem', 'resumeSystem', 'endSystem'] as const)
      await refused('system.unknown', again.call(name, { params }))
    // Only the nation's operator asks, and only who may suspend accounts of the nation stops.
    for (const holder of [admin, founders[1]]) {
      const browser = await fresh(office, holder)
      for (const name of ['suspendSystem', 'resumeSystem', 'suspendParty', 'resumeParty', 'endParty'] as const)
        await refused('access.notAllowed', browser.call(name, { params: { systemId, partyId: 'he.thong' } }))
      await refused('access.notAllowed', browser.call('registerParty', json(party)))
      await refused(
        'access.notAllowed',
        browser.call('changePartyKeys', { params: { partyId: 'he.thong' }, ...json(party) }),
      )
      await refused('access.notAllowed', browser.call('changeSystemBudget', { params, ...json({ peopleADay: 9 }) }))
    }
    const { rows } = await office.route.owner.query<{ act: string }>(
      `select act from account_act where act like 'system%' order by id`,
    )
    assert.deepEqual(
      rows.map(({ act }) => act),
      [
        ...['systemRegistered', 'systemSuspended', 'systemSuspended', 'systemResumed', 'systemBudgetChanged'],
        ...['systemSuspended', 'systemEnded'],
      ],
    )
  }),
)

test(
  'a relying party: nothing before the second person, who sees its addresses and keys; never by the same hand',
  inOffice(async (office) => {
    const founders = await office.founders()
    const operator = await fresh(office, founders[0])
    const asked = (await operator.call('registerParty', json(party))).answer
    assert.ok(asked.kind === 'asked')
    assert.deepEqual((await operator.call('parties')).answer, { parties: [] })
    await accountRefused(
      'approval.self',
      decideFourEyes(office.accounts, await office.as(founders[0]), asked.requestId, true),
    )
    const second = await fresh(office, founders[1])
    const [request] = (await second.call('approvals')).answer.requests
    const { partyId, name, publicKeys, scopes: _scopes, ...addresses } = party
    assert.deepEqual(
      { kind: request?.kind, login: request?.login, name: request?.name, registration: request?.registration },
      {
        ...{ kind: 'party', login: partyId, name },
        registration: { change: null, keys: publicKeys.map(thumbprintOf), scopes: ['openid', 'roles'], ...addresses },
      },
    )
    // A word of no: nothing comes of it.
    const no = { params: { requestId: asked.requestId }, ...json({ approve: false }) }
    assert.deepEqual((await second.call('decideApproval', no)).answer, { kind: 'refused' })
    assert.deepEqual((await operator.call('parties')).answer, { parties: [] })
    assert.deepEqual(await byTwo(office, founders, 'registerParty', { body: party }), {
      kind: 'partyRegistered',
      partyId,
    })
    const [line] = (await (await fresh(office, founders[0])).call('parties')).answer.parties
    assert.deepEqual(
      [line?.partyId, line?.keys, line?.scopes, line?.suspendedAt, line?.endedAt, line?.logoutsGivenUp],
      [partyId, publicKeys.map(thumbprintOf), ['openid', 'roles'], null, null, 0],
    )

    // What is wrong is told to who asks, in words of the table, before anything waits.
    const wrong = await fresh(office, founders[0])
    const ask = (change: object) => wrong.call('registerParty', json({ ...party, partyId: 'khac', ...change }))
    const secret = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    for (const [code, change] of [
      ['party.address', { redirectUris: ['https://*.example/back'] }],
      ['party.address', { redirectUris: ['http://mot.example/back'] }],
      ['party.address', { redirectUris: [] }],
      ['system.key', { publicKeys: [] }],
      ['system.key', { publicKeys: [{ kty: 'EC', crv: 'P-256', x: secret.x, y: secret.x }] }],
      ['account.login', { partyId: 'web' }],
      ['account.name', { name: '  ' }],
    ] as const) {
      const { refusal, status } = await refused(code, ask(change))
      assert.equal(status, refusals[code].status)
      assert.ok(refusal.vi && refusal.next.en)
    }
    const { rows } = await office.route.owner.query<{ n: number }>(
      `select count(*)::int as n from four_eyes where state = 'open'`,
    )
    assert.equal(rows[0]!.n, 0, 'nothing waits of what was refused')
    await refused('account.loginTaken', byTwo(office, founders, 'registerParty', { body: party }))
    // Neither asked for nor approved by one and the same, not even by hand.
    await assert.rejects(office.route.owner.query('update relying_party set approved_by = registered_by'), {
      code: '23514',
    })
    const by = await office.as(founders[0])
    await accountRefused('account.login', registerParty(office.accounts, by, { ...party, id: '1' }))
  }),
)

test(
  'a relying party that rests lets nobody in and renews nothing; its keys change and it goes on by two people',
  inOffice(async (office) => {
    const founders = await office.founders()
    const admin = await office.administrator(founders, 'H26', 'hn.admin')
    const there = await openParty(office, founders, 'he.thong')
    const params = { partyId: there.id }
    try {
      const tokens = await there.signIn(openBrowser(office.url), admin)
      const operator = await fresh(office, founders[0])
      await operator.call('suspendParty', { params })
      await assert.rejects(openid.refreshTokenGrant(there.config, tokens.refresh_token!))
      await assert.rejects(openid.fetchUserInfo(there.config, tokens.access_token, tokens.claims()!.sub))
      assert.equal(
        (await there.begin(openBrowser(office.url))).at.pathname,
        '/oidc/auth',
        'the provider’s page says no',
      )
      assert.deepEqual(await byTwo(office, founders, 'resumeParty', { params }), { kind: 'changed' })
      // What it held before the rest is gone; a new sign-in is not.
      await assert.rejects(openid.refreshTokenGrant(there.config, tokens.refresh_token!))
      await there.signIn(openBrowser(office.url), admin)
      await refused('system.state', (await fresh(office, founders[0])).call('resumeParty', { params }))

      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { kty, crv, x, y } = publicKey.export({ format: 'jwk' }) as {
        kty: 'EC'
        crv: 'P-256'
        x: string
        y: string
      }
      const body = { publicKeys: [{ kty, crv, x, y }] }
      assert.deepEqual(await byTwo(office, founders, 'changePartyKeys', { params, body }), { kind: 'changed' })
      await assert.rejects(there.signIn(openBrowser(office.url), admin), 'by its old key')
      const key = await crypto.subtle.importKey(
        ...([
          'jwk',
          privateKey.export({ format: 'jwk' }),
          { name: 'ECDSA', namedCurve: 'P-256' },
          true,
          ['sign'],
        ] as const),
      )
      const again = await openid.discovery(
        new URL(`${office.url}/oidc`),
        there.id,
        undefined,
        openid.PrivateKeyJwt(key),
        {
          execute: [openid.allowInsecureRequests],
        },
      )
      const browser = openBrowser(office.url)
      await browser.follow('/session/start')
      const begun = await there.begin(browser)
      assert.ok(begun)
      await assert.rejects(
        openid.refreshTokenGrant(again, 'nothing'),
        { error: 'invalid_grant' },
        'its new key is known',
      )
      await operator.call('endParty', { params })
      await refused(
        'system.unknown',
        (await fresh(office, founders[0])).call('changePartyKeys', { params, ...json(body) }),
      )
    } finally {
      await there.close()
    }
  }),
)

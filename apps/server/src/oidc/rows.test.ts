/** What serves once is decided by one statement, whoever asks at the same instant; what ran out is gone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetProviderRows, providerRows, rememberProof } from '@cbccvc/registry'
import { onRoute } from '../testing/route.ts'

test(
  'of many who use one thing at once, one does; a grant takes all that was issued on it along; the sweep forgets',
  onRoute(async (route) => {
    const rows = providerRows({ pool: route.identity, keys: route.house.keys })
    const eight = Array.from({ length: 8 }, (_, i) => i)
    const winners = (answers: boolean[]) => answers.filter(Boolean).length
    await rows.put('AuthorizationCode', 'code', { grantId: 'g' }, 60)
    assert.equal(winners(await Promise.all(eight.map(() => rows.consume('AuthorizationCode', 'code')))), 1)
    assert.ok((await rows.find('AuthorizationCode', 'code'))?.consumed, 'and the library is told')
    const once = eight.map(() => rows.put('ReplayDetection', 'jti', {}, 60, { once: true }))
    assert.equal(winners(await Promise.all(once)), 1)
    const proofs = eight.map(() => rememberProof({ pool: route.identity }, 'proof', 60))
    assert.equal(winners(await Promise.all(proofs)), 1)

    await rows.put('RefreshToken', 'token', { grantId: 'g' }, 60)
    await rows.put('RefreshToken', 'other', { grantId: 'h' }, 60)
    await rows.revokeGrant('g')
    assert.equal(await rows.find('RefreshToken', 'token'), undefined)
    assert.ok(await rows.find('RefreshToken', 'other'))
    await rows.put('Interaction', 'over', {}, 0)
    assert.equal(await rows.find('Interaction', 'over'), undefined)
    assert.equal(await forgetProviderRows({ pool: route.identity }), 1)
    // A box that was moved to another row does not open.
    await route.owner.query(
      `update oidc_row set box = (select box from oidc_row where kind = 'ReplayDetection') where kind = 'RefreshToken'`,
    )
    await assert.rejects(rows.find('RefreshToken', 'other'))
  }),
)

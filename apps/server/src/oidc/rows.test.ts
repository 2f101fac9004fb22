/** What serves once is decided by one statement, whoever asks at the same instant; what ran out is gone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { forgetProviderRows, proofMemory, providerRows } from '@cbccvc/registry'
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
    // A proof: in one process in one statement, and in two processes at the same instant.
    const two = [0, 1].map(() => proofMemory({ pool: route.identity }, 60))
    const proof = { id: 'proof', madeAt: Math.floor(Date.now() / 1000) }
    const proofs = await Promise.all(eight.map((i) => two[i % 2]!.remember(proof)))
    assert.deepEqual(proofs.toSorted(), ['fresh', ...Array(7).fill('used')])
    assert.deepEqual(await two[0]!.remember({ ...proof, id: 'another' }), 'fresh')

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

test(
  'a memory of proofs that was lost is seen: what was made before and may have served is not taken, by any process; honest clocks wait a second',
  onRoute(async (route) => {
    const memory = proofMemory({ pool: route.identity }, 60)
    const now = () => Math.floor(Date.now() / 1000)
    const served = { id: 'served', madeAt: now() }
    assert.equal(await memory.remember(served), 'fresh')
    // What a crash of the database does to tables without a log.
    await route.owner.query('truncate used_proof, proof_memory')
    const lost = await memory.remember(served)
    assert.ok(typeof lost === 'object' && lost.lostFor === 1, JSON.stringify(lost))
    const other = proofMemory({ pool: route.identity }, 60)
    assert.equal(typeof (await other.remember({ id: 'old', madeAt: now() - 30 })), 'object')
    await pause(1_100)
    assert.equal(await other.remember({ id: 'later', madeAt: now() }), 'fresh')
    assert.equal(typeof (await other.remember(served)), 'object', 'nor late')
  }),
)

/** The walk over every route: who is let in, who is not, and what each sees. Its size is printed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountProbes } from '../testing/rights-walk/accounts.ts'
import { factorProbes, systemProbes } from '../testing/rights-walk/factors.ts'
import { privacyProbes } from '../testing/rights-walk/privacy.ts'
import { recordProbes } from '../testing/rights-walk/records.ts'
import { walkAccounts } from '../testing/rights-walk/walk.ts'
import { buildWorld } from '../testing/rights-walk/world.ts'
import { openRoute } from '../testing/route.ts'

test('every route gives to every role what the policy says, wherever the target stands', async () => {
  const route = await openRoute()
  try {
    const world = await buildWorld(route)
    const { cases, allowed, wrong } = await walkAccounts(world, {
      ...{ ...accountProbes, ...factorProbes, ...systemProbes, ...recordProbes, ...privacyProbes },
    })
    assert.deepEqual(wrong, [])
    assert.ok(cases > 1000 && allowed > 100, `${cases} cases, ${allowed} allowed`)
    process.stderr.write(`rights walked: ${cases} cases, ${allowed} of them allowed\n`)
    assert.deepEqual(route.faults, [])
  } finally {
    // Units were ended by hand, which the counters of the book do not follow yet.
    await route.close({ dirty: true })
  }
})

/** The walk over every route: who is let in, who is not, and what each sees. Its size is printed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { walkKeys } from '../testing/rights-walk/keys.ts'
import { people, probes } from '../testing/rights-walk/probes.ts'
import { walking } from '../testing/rights-walk/test.ts'
import { buildWorld } from '../testing/rights-walk/world.ts'
import { onRoute } from '../testing/route.ts'

test(
  'every route of accounts and privacy gives to every role what the policy says, wherever the target stands',
  walking('accounts and privacy', people, 1_500),
)

test(
  'no session opens a door of keys, and the key of one body opens nothing of another',
  onRoute(async (route) => {
    const { cases, allowed, wrong } = await walkKeys(await buildWorld(route), probes)
    assert.deepEqual(wrong, [])
    assert.ok(cases > 100 && allowed > 4, `${cases} cases, ${allowed} allowed`)
    process.stderr.write(`rights cases walked on the routes of keys: ${cases}, of them allowed: ${allowed}\n`)
  }),
)

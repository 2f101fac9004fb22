/** The same walk over the routes of records; in a file of its own because it asks some twenty thousand questions. */
import { test } from 'node:test'
import { records } from '../testing/rights-walk/probes.ts'
import { walking } from '../testing/rights-walk/test.ts'

test(
  'every route of records gives to every role what the policy says, of every class, for every purpose, wherever the person stands',
  walking('records', records, 15_000),
)

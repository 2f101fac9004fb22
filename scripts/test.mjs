/** `npm test [-- FILTER…]`: type check, lint, all tests; last line `N passed, N failed`. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) ensureInstalled()
become(join(root, 'scripts/checks.ts'), process.argv.slice(2))

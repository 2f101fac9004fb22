/** `npm run derive [-- --check]`: writes anew every file that is derived from the standard, or says which are stale. */
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'

ensureInstalled()
become(join(root, 'scripts', 'derive.ts'), process.argv.slice(2))

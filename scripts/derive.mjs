/** `npm run derive [-- --check]`: writes again what is derived from the standard. */
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'

ensureInstalled()
become(join(root, 'scripts/derive.ts'), process.argv.slice(2))

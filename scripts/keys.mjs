/** `node scripts/keys.mjs FOLDER ORIGIN`: makes the two key files of a real centre (docs/operations.md). */
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'

ensureInstalled()
become(join(root, 'scripts/keys.ts'), process.argv.slice(2))

/** `node scripts/keys.mjs FOLDER ORIGIN|kek|index`: makes the two key files of a real centre, or adds a key (docs/operations.md). */
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'

ensureInstalled()
become(join(root, 'scripts/keys.ts'), process.argv.slice(2))

/** `npm start`: the main job in a sandbox. Installs what is missing, builds the pages, moves to Node 24. */
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'
import { buildPages } from './pages.mjs'

ensureInstalled()
buildPages()
become(join(root, 'apps/outside/src/sandbox/main.ts'), process.argv.slice(2))

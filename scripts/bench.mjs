/** `npm run bench -- NAME [--json …]`: one of the measurements in bench/. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { become, ensureInstalled, root } from './node24.mjs'

const [name = '', ...rest] = process.argv.slice(2)
const file = join(root, 'bench', `${name}.ts`)
if (!/^[a-z][a-z-]*$/.test(name) || !existsSync(file)) {
  const names = readdirSync(join(root, 'bench')).filter((entry) => /^[a-z-]+\.ts$/.test(entry))
  console.error(`npm run bench -- NAME [--json]\nNAME: ${names.map((entry) => entry.slice(0, -3)).join(', ')}`)
  process.exit(2)
}
ensureInstalled()
become(file, rest)

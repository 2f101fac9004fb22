/** `node scripts/certificate.mjs FOLDER HOST…`: a certificate for development (docs/operations.md). */
import { join } from 'node:path'
import { become, root } from './node24.mjs'

become(join(root, 'scripts/certificate.ts'), process.argv.slice(2))

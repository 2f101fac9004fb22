/** `node run.mjs FILE.ts …`: runs a command of this workspace on the pinned Node, from any Node that npm has. */
import { join } from 'node:path'
import { become } from '../../scripts/node24.mjs'

const [file = '', ...rest] = process.argv.slice(2)
become(join(import.meta.dirname, file), rest)

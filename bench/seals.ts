/** `npm run bench -- seals [--json]`: the sealing rate alone, without a database (a few seconds). */
import { measureSeals } from './access/seals.ts'

const { perS, bytes } = measureSeals()
if (!process.argv.includes('--json')) process.stderr.write(`bar: 20,000 records/s a core\n`)
process.stdout.write(`${JSON.stringify({ seals_per_s: perS, bytes_per_record: bytes })}\n`)

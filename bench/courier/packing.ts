/** One push of a file up to the sealed queue, in a process of its own with the courier's flags; says what it took at most. */
import { join } from 'node:path'
import { createCourier } from '@cbccvc/courier'
import { packFile } from '../../apps/courier/src/push/push.ts'

const [home = '', file = '', today = '', sender = ''] = process.argv.slice(2)
const courier = createCourier({
  home,
  server: 'http://127.0.0.1:9',
  sender,
  seed: new Uint8Array(32),
  today: () => today,
})
const { records, parcels, findings } = await packFile(courier, file, {
  unit: sender,
  kind: 'changes',
  today,
  report: join(home, 'findings.csv'),
})
const blocked = Object.values(findings).reduce((sum, { weight, count }) => sum + (weight === 'blocks' ? count : 0), 0)
const packed = parcels.reduce((sum, { packedBytes }) => sum + packedBytes, 0)
process.stdout.write(
  JSON.stringify({ records, blocked, packed, mib: Math.round(process.resourceUsage().maxRSS / 1024) }),
)
courier.close()

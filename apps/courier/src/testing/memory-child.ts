/** Reads and checks a file in a process of its own, and says how much memory that took at most. */
import { createCourier } from '../courier.ts'
import { checkFile } from '../push/push.ts'

const [home = '', file = ''] = process.argv.slice(2)
const courier = createCourier({ home, server: 'http://127.0.0.1:9', sender: 'H26', seed: new Uint8Array(32) })
const { records } = await checkFile(courier, file, {
  unit: 'H26',
  kind: 'changes',
  today: '2023-06-20',
  report: `${home}.csv`,
})
process.stdout.write(JSON.stringify({ records, mib: Math.round(process.resourceUsage().maxRSS / 1024) }))
courier.close()

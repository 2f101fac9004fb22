/** A courier that is meant to be killed: packs a file into a home, and says on its output how far it is. */
import { createCourier } from '../courier.ts'
import { packFile } from '../push/push.ts'

const [home = '', file = ''] = process.argv.slice(2)
const courier = createCourier({ home, server: 'http://127.0.0.1:9', sender: 'H26', seed: new Uint8Array(32).fill(11) })
process.stdout.write('begun\n')
const packed = await packFile(courier, file, {
  unit: 'H26.1',
  kind: 'changes',
  today: '2023-06-20',
  report: `${home}.findings.csv`,
  split: process.argv[4] === 'split',
})
process.stdout.write(`packed ${packed.parcels.map((parcel) => parcel.parcelId).join(' ')}\n`)
courier.close()

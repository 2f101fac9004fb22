/**
 * One body's courier as a process of its own: packs and sends parcel after parcel until it is told to stop, and resumes
 * where it was when it was killed. `node courier.ts JSON` with the fields of `CourierTask`.
 */
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { nation as makeNation } from '@cbccvc/outside/nation'

export interface CourierTask {
  readonly server: string
  readonly body: string
  readonly seed: string
  readonly home: string
  readonly people: number
  readonly today: string
  /** When this file exists, no new parcel is begun. */
  readonly enough: string
  /** Records of a parcel. */
  readonly records: number
}

const recordsPerSecond = 40

const task = JSON.parse(process.argv[2]!) as CourierTask
const nation = makeNation({ people: task.people, seed: 3, today: task.today })
const courier = createCourier({
  server: task.server,
  sender: task.body,
  seed: keyFromText(task.seed),
  home: task.home,
  today: () => task.today,
  patience: Number.POSITIVE_INFINITY,
  firstPatience: Number.POSITIVE_INFINITY,
})
const members = nation
  .units()
  .filter((unit) => unit.body === task.body)
  .flatMap((unit) => [...nation.unitMembers(unit.code)])

/** Round after round over the body's people, one thing changed in each: every record makes an entry. */
function* records(round: number) {
  const from = (round * task.records) % members.length
  const chosen = Array.from({ length: task.records }, (_, i) => members[(from + i) % members.length]!)
  for (const i of new Set(chosen)) yield { ...nation.official(i), canNang: 45 + (round % 50) }
}

for (const parcel of courier.status()) if (parcel.state === 'packed') await courier.send(parcel.id)
for (let round = courier.status().length; !existsSync(task.enough); round++) {
  const source = { fingerprint: `crash ${round}`, name: task.body, kind: 'bench' }
  const packed = await courier.pack(records(round), { kind: 'changes', unit: task.body, asOf: task.today, source })
  await courier.send(packed)
  // As much as one worker concludes beside three others: the queue stays short, and a kill meets every step of the walk.
  await pause((1000 * packed.count) / recordsPerSecond)
}
courier.close()
// Nothing more to send: stays until it is ended, so that nobody starts it again.
setInterval(() => {}, 60_000)

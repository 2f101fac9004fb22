/** One thread of packers: a courier for each body of its share, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import { nation as makeNation, type Unit } from '@cbccvc/outside/nation'
import type { PackedUnit, PackNews, PackTask } from './packers.ts'

const { senders, ...wish } = workerData as PackTask
const nation = makeNation(wish)
const unitsOf = Map.groupBy(nation.units(), (unit) => unit.body)
const tell = (news: PackNews) => parentPort?.postMessage(news)

for (const { code, seed, home } of senders) {
  const courier = createCourier({ server: '', sender: code, seed: keyFromText(seed), home, today: () => nation.today })
  const units: PackedUnit[] = []
  for (const unit of unitsOf.get(code) ?? []) {
    if (unit.size === 0) continue
    const parcel = await courier.pack(members(unit), { kind: 'full', unit: unit.code, asOf: nation.today })
    units.push({ parcelId: parcel.parcelId, size: unit.size })
    tell({ people: unit.size })
  }
  courier.close()
  tell({ code, units })
}

function* members(unit: Unit) {
  for (const index of nation.unitMembers(unit.code)) yield nation.sent(index)
}

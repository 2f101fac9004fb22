import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createCourier } from '../courier.ts'
import { type Centre, startCentre } from '../testing/centre.ts'
import { people } from '../testing/people.ts'
import { scratchFolder } from '../testing/workbook.ts'
import { main } from './main.ts'

let centre: Centre
const folder = scratchFolder()
before(async () => {
  centre = await startCentre()
})
after(async () => {
  await centre?.stop()
  folder.remove()
})

test('withdraw shows what it would do and sends nothing; with --yes it sends, and the feed says what came of it', async () => {
  const home = join(folder.path, 'home')
  const { server, sender, seed, today, unit } = centre
  const courier = createCourier({ server, sender, seed, home, today: () => today })
  const parcel = await courier.pack(people(4), { kind: 'changes', unit, asOf: today })
  await courier.send(parcel)
  const state = async (id: string) => {
    await courier.pull()
    return courier.status().find((one) => one.id === id)?.state
  }
  const concluded = async (id: string) => {
    for (let tries = 0; (await state(id)) !== 'concluded'; tries++) {
      assert.ok(tries < 100)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await concluded(parcel.parcelId)
  const key = folder.file('key.txt', Buffer.from(seed).toString('base64url'))
  const flags = ['--home', home, '--server', server, '--sender', sender, '--key', key]
  const run = (...args: string[]) => main(['withdraw', parcel.parcelId, ...args, ...flags])
  assert.deepEqual(await courier.withdrawal(parcel.parcelId).then((p) => [p.restored, p.kept, p.notEntered]), [4, 0, 0])
  assert.equal(await run(), 0)
  assert.equal(courier.status().length, 1)
  assert.equal(await run('--yes'), 0)
  const withdrawal = courier.status()[1]!
  await concluded(withdrawal.id)
  assert.equal(await run('--yes'), 0, 'again it is the same withdrawal')
  assert.equal(courier.status().length, 2)
  assert.equal(await main(['withdraw', parcel.parcelId.slice(0, 3), ...flags]), 2, 'several parcels begin so')
  const receipt = await courier.receipt(withdrawal.id)
  assert.match(receipt, /^kind withdrawal$/m)
  courier.close()
})

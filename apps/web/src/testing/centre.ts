/**
 * A whole centre for one test: a fresh database, the real server, worker and sequencer, two witnesses, the population
 * register, an e-ID, 96 enrolled bodies of a small nation, and couriers that send through the real route.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Courier, createCourier } from '@cbccvc/courier'
import { keyFromText } from '@cbccvc/evidence'
import type { WireRecord } from '@cbccvc/standard'
import { freshDatabase } from '../../../../packages/registry/src/testing/database.ts'
import { dismissGuardian } from '../../../outside/src/guardian/index.ts'
import { freePort, nation as makeNation, type Nation } from '../../../outside/src/index.ts'
import { ensureAccounts, type SandboxAccounts } from '../../../outside/src/sandbox/accounts.ts'
import { type Centre, startCentre } from '../../../outside/src/sandbox/centre.ts'
import { writeEnrolment } from '../../../outside/src/sandbox/enrolment.ts'
import type { Folder } from '../../../outside/src/sandbox/folder.ts'
import { ensureServerKeys } from '../../../outside/src/sandbox/keys.ts'
import { startOutsideWorld } from '../../../outside/src/sandbox/outside-world.ts'
import { type TestAccounts, testAccounts } from './accounts.ts'

export interface TestCentre extends Centre {
  readonly nation: Nation
  /** One account a role, as `npm start` makes them; those of a body are over the first one. */
  readonly accounts: TestAccounts
  readonly databaseUrl: string
  /** The file of accounts, as the sandbox keeps it. */
  readonly made: SandboxAccounts
  /** The courier of a body; closed with the centre. */
  courier(body: string): Courier
  /** Packs and sends the records as a parcel of the unit, and waits until it is concluded and its receipt is there. */
  push(body: string, unit: string, records: readonly WireRecord[]): Promise<{ parcelId: string; receipt: string }>
}

/** `people` of the nation; `flaws`: the share of records that `nation.sent` spoils. */
export async function openCentre({ people = 600, flaws = 0.02 } = {}): Promise<TestCentre> {
  const identity = { people, seed: 7, today: '2023-06-20' }
  const nation = makeNation({ ...identity, flaws })
  const path = mkdtempSync(join(tmpdir(), 'cbccvc-web-'))
  const inner = (name: string) => {
    mkdirSync(join(path, name))
    return join(path, name)
  }
  const folder: Folder = {
    ...{ path, identity, postgres: '', keys: inner('keys'), couriers: inner('couriers') },
    ...{ outside: inner('outside'), logs: inner('logs'), leave: () => {} },
  }
  const database = await freshDatabase()
  ensureServerKeys(folder.keys, 'log.test.cbccvc', true)
  const port = await freePort()
  const world = await startOutsideWorld(folder.outside, folder.keys, nation, `http://localhost:${port}`)
  const { file, senders, operator } = writeEnrolment(folder, nation)
  const accounts = ensureAccounts(folder, nation.bodies()[0]!.code)
  const fail = (reason: unknown) => {
    throw reason
  }
  const { signal } = new AbortController()
  const centre = await startCentre(
    folder,
    database.url,
    world,
    port,
    { enrolment: file, operator, accounts: accounts.file },
    fail,
    signal,
  )
  const url = centre.url.replace('127.0.0.1', 'localhost')
  const couriers = new Map<string, Courier>()
  const courier = (body: string): Courier => {
    const sender = senders.find(({ code }) => code === body)
    if (!sender) throw new RangeError(`no body ${body}`)
    const known = couriers.get(body)
    if (known) return known
    const { home, seed } = sender
    const made = createCourier({
      server: centre.url,
      sender: body,
      seed: keyFromText(seed),
      home,
      today: () => identity.today,
    })
    couriers.set(body, made)
    return made
  }
  return {
    ...centre,
    // The name under which the centre knows itself: cookies belong to a host.
    url,
    nation,
    databaseUrl: database.url,
    made: accounts.made,
    accounts: testAccounts(() => url, accounts.made),
    courier,
    async push(body, unit, records) {
      const own = courier(body)
      const { parcelId } = await own.pack(records, { kind: 'changes', unit, asOf: identity.today })
      await own.send(parcelId)
      for (;;) {
        await own.pull()
        const receipt = await own.receipt(parcelId).catch(() => null)
        if (receipt === null) {
          await pause(200)
          continue
        }
        await own.pull() // what was concluded between the feed and the receipt
        return { parcelId, receipt }
      }
    },
    async stop() {
      for (const one of couriers.values()) one.close()
      await centre.stop()
      await world.close()
      await database.drop()
      await dismissGuardian()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyFromText, vkeyOf } from '@cbccvc/evidence'
import { sandboxPeople, startEid } from '../eid/index.ts'
import type { Nation } from '../nation/index.ts'
import { startPopulation } from '../population/index.ts'
import { startWitness } from '../witness/index.ts'
import { ensureEidKey, ensureKey, type KeyFile, writeEidSettings } from './keys.ts'

/** What stands outside the centre: the population register and two witnesses of the log. */
export interface OutsideWorld {
  populationUrl: string
  /** As the server reads them: `vkey url`, comma-separated. */
  witnesses: string
  witnessKeys: string[]
  /** The stand-in e-ID, where somebody said at which address the centre is met. */
  eidUrl?: string
  close(): Promise<void>
}

/**
 * Starts them on free ports of 127.0.0.1; the witnesses keep their keys and their memory in `folder`. `met`: the origin at
 * which people meet the centre, where the e-ID may send them back to.
 */
export async function startOutsideWorld(
  folder: string,
  keys: string,
  nation: Nation,
  met?: string,
): Promise<OutsideWorld> {
  const log = JSON.parse(readFileSync(join(keys, 'log.json'), 'utf8')) as { origin: string; seed: string }
  const logKeys = [vkeyOf({ name: log.origin, seed: keyFromText(log.seed) }, 1)]
  const names = ['witness-1', 'witness-2']
  const witnesses = await Promise.all(
    names.map((name) => {
      const key: KeyFile = ensureKey(join(folder, name), `${name}.sandbox.cbccvc`)
      return startWitness({ name: key.name, seed: key.seed, stateFile: join(folder, name, 'state.json'), logKeys })
    }),
  )
  const population = await startPopulation({ nation })
  const eid = met === undefined ? null : await startEidFor(keys, nation, met)
  return {
    populationUrl: population.url,
    witnesses: witnesses.map(({ vkey, url }) => `${vkey} ${url}`).join(','),
    ...(eid && { eidUrl: eid.issuer }),
    witnessKeys: witnesses.map(({ vkey }) => vkey),
    async close() {
      await Promise.all([eid?.close(), population.close(), ...witnesses.map((witness) => witness.close())])
    },
  }
}

/** The e-ID, and the file by which the centre knows it: its port is another one at each start. */
async function startEidFor(keys: string, nation: Nation, met: string) {
  const { key, publicKey } = ensureEidKey(keys)
  const client = { clientId: 'cbccvc', publicKey, redirectUris: [`${met}/session/eid/callback`] }
  const eid = await startEid({ people: sandboxPeople(nation), client })
  writeEidSettings(keys, { issuer: eid.issuer, clientId: client.clientId, key })
  return eid
}

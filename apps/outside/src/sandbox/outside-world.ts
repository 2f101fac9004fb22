import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyFromText, vkeyOf } from '@cbccvc/evidence'
import type { Nation } from '../nation/index.ts'
import { startPopulation } from '../population/index.ts'
import { startWitness } from '../witness/index.ts'
import { ensureKey, type KeyFile } from './keys.ts'

/** What stands outside the centre: the population register and two witnesses of the log. */
export interface OutsideWorld {
  populationUrl: string
  /** As the server reads them: `vkey url`, comma-separated. */
  witnesses: string
  witnessKeys: string[]
  close(): Promise<void>
}

/** Starts them on free ports of 127.0.0.1; the witnesses keep their keys and their memory in `folder`. */
export async function startOutsideWorld(folder: string, keys: string, nation: Nation): Promise<OutsideWorld> {
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
  return {
    populationUrl: population.url,
    witnesses: witnesses.map(({ vkey, url }) => `${vkey} ${url}`).join(','),
    witnessKeys: witnesses.map(({ vkey }) => vkey),
    async close() {
      await Promise.all([population.close(), ...witnesses.map((witness) => witness.close())])
    },
  }
}

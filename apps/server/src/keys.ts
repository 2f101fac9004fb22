/** The commands on keys: a key file of the old shape is taken over, boxes are sealed anew, the index is keyed anew. */
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  adoptKeys,
  type KeyFile,
  localKeeper,
  makeFreshKeys,
  newKeyFile,
  type OldKeyFile,
  openKeyRing,
  openPool,
  type Reindexed,
  reindex,
  rewrapKeys,
  rotateBoxes,
  rotateEntries,
  sealClasses,
} from '@cbccvc/registry'
import { type Config, ConfigError, readJson, readKeys } from './config.ts'

/**
 * Puts the data keys of an old `seal.json` into the database, wrapped, and leaves a new `seal.json` in its place; the old
 * file stays as `seal.old.json`. Gives how many keys were taken; 0 when the file is new already. Killed anywhere it is run
 * again: the new file is written before its keys are used, and takes its name last.
 */
export async function adopt(config: Config): Promise<number> {
  const old = readJson<KeyFile | OldKeyFile>(config.keysFolder, 'seal.json')
  if ('v' in old) return 0
  const [file, next, kept] = ['seal.json', 'seal.new.json', 'seal.old.json'].map((n) => join(config.keysFolder, n)) as [
    string,
    string,
    string,
  ]
  if (!existsSync(next)) {
    const made: KeyFile = { ...newKeyFile(old.sandbox), index: { '1': old.blindIndex }, mac: old.blindIndex }
    writeFileSync(`${next}.part`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${next}.part`, next)
  }
  const keeper = localKeeper(JSON.parse(readFileSync(next, 'utf8')) as KeyFile)
  const pool = openPool({ url: config.databaseUrl, max: 1, name: 'cbccvc adopt-keys' })
  try {
    const taken = await adoptKeys(pool, keeper, old, Date.now())
    copyFileSync(file, kept)
    renameSync(next, file)
    return taken
  } finally {
    await pool.end()
  }
}

/** How long before they seal fresh keys are made: every process loads new keys each minute. */
const freshAfterMs = 90_000

/** What came of it: entries and other boxes that lie under the present keys now, and the names of those that were left. */
export interface RotatedKeys {
  readonly wrapped: number
  readonly resealed: number
  readonly boxes: number
  readonly refused: readonly string[]
}

/**
 * Wraps the data keys under the present key-encryption key, then seals anew what lies under an older data key: the boxes
 * of entries, then the others. `--fresh`: under new data keys, made now. Ends at a page on SIGTERM or SIGINT; run again, it
 * goes on.
 */
export async function rotateKeys(config: Config, args: readonly string[]): Promise<RotatedKeys> {
  if (args.some((arg) => arg !== '--fresh')) throw new ConfigError('rotate-keys [--fresh]')
  const { seal } = readKeys(config)
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_rotate', max: 1, name: 'cbccvc rotate-keys' })
  try {
    const keeper = localKeeper(seal)
    const wrapped = await rewrapKeys(pool, keeper)
    if (args.includes('--fresh')) {
      const now = Date.now()
      await makeFreshKeys(pool, keeper, sealClasses, now + freshAfterMs, now)
      await pause(freshAfterMs)
    }
    const keys = await openKeyRing({ db: pool, file: seal })
    const told = untilTold()
    const entries = await rotateEntries(pool, keys, told)
    const others = await rotateBoxes(pool, keys, told)
    const refused = [...entries.refused.map((id) => `entry ${id}`), ...others.refused]
    return { wrapped, resealed: entries.resealed, boxes: others.resealed, refused }
  } finally {
    await pool.end()
  }
}

/** Brings the blind index into the newest generation of the key file. Run again after a stop, it goes on. */
export async function rekeyIndex(config: Config): Promise<Reindexed> {
  const { seal } = readKeys(config)
  const pool = openPool({ url: config.databaseUrl, role: 'cbccvc_work', max: 1, name: 'cbccvc rekey-index' })
  try {
    return await reindex(pool, await openKeyRing({ db: pool, file: seal }), untilTold())
  } finally {
    await pool.end()
  }
}

function untilTold(): () => boolean {
  let told = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      told = true
    })
  return () => told
}

/**
 * What a server process needs to know, from the environment; the keys from files. A start that is not the sandbox
 * refuses the sandbox's keys, wherever it meets them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyFromText, type NoteSigner } from '@cbccvc/evidence'
import {
  type DatabaseRole,
  type House,
  type KeyFile,
  keyRing,
  openPool,
  unitCache,
  type WitnessAddress,
} from '@cbccvc/registry'

export interface Config {
  readonly databaseUrl: string
  /** Folder with `log.json` and `seal.json` (mode 0600). */
  readonly keysFolder: string
  readonly sandbox: boolean
  readonly host: string
  readonly port: number
  readonly populationUrl: string | null
  readonly witnesses: readonly WitnessAddress[]
  /** The nation's day when it is not the calendar's (sandbox and tests). */
  readonly today: string | null
}

/** Something in the environment or the key files is missing or wrong; the sentence says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const need = (name: string): string => {
    const value = env[name]
    if (!value)
      throw new ConfigError(
        `Thiếu biến môi trường ${name}. / The environment variable ${name} is missing (docs/operations.md).`,
      )
    return value
  }
  return {
    databaseUrl: need('DATABASE_URL'),
    keysFolder: need('CBCCVC_KEYS'),
    sandbox: env.CBCCVC_SANDBOX === '1',
    host: env.HOST ?? '127.0.0.1',
    port: Number(env.PORT ?? 8080),
    populationUrl: env.POPULATION_URL || null,
    witnesses: readWitnesses(env.WITNESSES ?? ''),
    today: env.CBCCVC_TODAY || null,
  }
}

/** `WITNESSES`: comma-separated pairs "vkey url". */
function readWitnesses(text: string): WitnessAddress[] {
  return text
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => {
      const [vkey, url] = pair.split(' ')
      if (!vkey || !url) throw new ConfigError(`WITNESSES: cần "vkey url". / expected "vkey url", comma-separated.`)
      return { vkey, url }
    })
}

/** `log.json`: the key that signs the log and the promises. */
interface LogKeyFile {
  readonly sandbox: boolean
  readonly origin: string
  readonly seed: string
}

export interface ServerKeys {
  readonly log: NoteSigner
  readonly seal: KeyFile
}

/** Reads the key files. Throws ConfigError, for a sandbox key outside the sandbox as well. */
export function readKeys(config: Pick<Config, 'keysFolder' | 'sandbox'>): ServerKeys {
  const log = readJson<LogKeyFile>(config.keysFolder, 'log.json')
  const seal = readJson<KeyFile>(config.keysFolder, 'seal.json')
  if (!config.sandbox && (log.sandbox || seal.sandbox)) {
    throw new ConfigError(
      'Đây là khóa của bản thử nghiệm: hệ thống thật phải có khóa riêng. / These are keys of a sandbox: a real system needs its own (docs/operations.md).',
    )
  }
  return { log: { name: log.origin, seed: keyFromText(log.seed) }, seal }
}

function readJson<T>(folder: string, name: string): T {
  const path = join(folder, name)
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    throw new ConfigError(`Không đọc được tệp khóa ${name}. / The key file ${name} cannot be read in CBCCVC_KEYS.`)
  }
}

/** Opens the house that the walks of the registry work in, as this role of the database. The caller ends the pool. */
export function openHouse(config: Config, name: string, max: number, role: DatabaseRole = 'cbccvc_app'): House {
  const { log, seal } = readKeys(config)
  const pool = openPool({ url: config.databaseUrl, name: `cbccvc ${name}`, max, role })
  const today = () => config.today ?? calendarDay(new Date())
  return { pool, keys: keyRing(seal), log, today, now: () => new Date(), units: unitCache(pool, today) }
}

const inHanoi = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' })

/** The calendar day in Asia/Ho_Chi_Minh, `yyyy-mm-dd`. */
export function calendarDay(at: Date): string {
  return inHanoi.format(at)
}

/**
 * What a server process needs to know, from the environment; the keys from files. A start that is not the sandbox
 * refuses the sandbox's keys, wherever it meets them.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keyFromText, type NoteSigner } from '@cbccvc/evidence'
import {
  type DatabaseRole,
  type House,
  type KeyFile,
  lineOf,
  type OldKeyFile,
  openKeyRing,
  openPool,
  type Pool,
  requireVersion,
  unitCache,
  type WitnessAddress,
} from '@cbccvc/registry'
import { type RateLimits, readRates } from './http/rates.ts'
import type { TlsPair } from './http/tls.ts'
import type { EidSettings } from './signin/eid.ts'

export interface Config {
  readonly databaseUrl: string
  /** Folder with `log.json` and `seal.json` (mode 0600). */
  readonly keysFolder: string
  readonly sandbox: boolean
  readonly host: string
  readonly port: number
  readonly rates: RateLimits
  readonly trustProxy: readonly string[]
  /** Paths of certificate and key; null: no TLS of our own. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly tlsByProxy: boolean
  /** Where people meet the centre, `https://host[:port]`: what passkeys and the e-ID are bound to. Null: not said. */
  readonly origin: string | null
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
  const rates = readRates(env.CBCCVC_RATES ?? '')
  if (!rates)
    throw new ConfigError(
      `CBCCVC_RATES sai mẫu; ví dụ: account=600/200/24,processes=3. / CBCCVC_RATES has the wrong form (docs/operations.md).`,
    )
  const trustProxy = (env.CBCCVC_TRUST_PROXY ?? '').split(',').flatMap((one) => one.trim() || [])
  return {
    rates,
    trustProxy,
    ...readTls(env, trustProxy),
    databaseUrl: readDatabaseUrl(need('DATABASE_URL'), env),
    keysFolder: need('CBCCVC_KEYS'),
    sandbox: env.CBCCVC_SANDBOX === '1',
    host: env.HOST ?? '127.0.0.1',
    port: Number(env.PORT ?? 8080),
    origin: readOrigin(env.CBCCVC_ORIGIN ?? ''),
    populationUrl: env.POPULATION_URL || null,
    witnesses: readWitnesses(env.WITNESSES ?? ''),
    today: env.CBCCVC_TODAY || null,
  }
}

/**
 * The line to PostgreSQL carries what the boxes do not: names, posts, who asks. To another machine it is TLS with the
 * server's certificate and name verified, or nothing; a sandbox alone may do without.
 */
function readDatabaseUrl(url: string, env: NodeJS.ProcessEnv): string {
  if (env.CBCCVC_SANDBOX === '1') return url
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    throw new ConfigError(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 tắt việc kiểm tra chứng thư: hãy bỏ biến này. / NODE_TLS_REJECT_UNAUTHORIZED=0 switches the verification of certificates off: take it out.',
    )
  const { host, verified } = lineOf(url)
  if (!verified && !host.startsWith('/') && !isLoopbackName(host))
    throw new ConfigError(
      `Không nối tới PostgreSQL ở ${host} khi chưa kiểm tra chứng thư: thêm sslmode=verify-full (và sslrootcert=TỆP nếu chứng thư do nội bộ cấp) vào DATABASE_URL. / PostgreSQL on ${host} is not spoken to without TLS that verifies its certificate: add sslmode=verify-full (and sslrootcert=FILE where your own authority issued it) to DATABASE_URL (docs/operations.md).`,
    )
  return url
}

const isLoopbackName = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)

/** How the doors are reached over TLS. Off this machine they are never opened without it. */
function readTls(env: NodeJS.ProcessEnv, trustProxy: readonly string[]): Pick<Config, 'tls' | 'tlsByProxy'> {
  const { CBCCVC_TLS_CERT: cert = '', CBCCVC_TLS_KEY: key = '', HOST: host = '127.0.0.1' } = env
  const tlsByProxy = env.CBCCVC_TLS_BY_PROXY === '1'
  if ((cert === '') !== (key === ''))
    throw new ConfigError(
      'CBCCVC_TLS_CERT và CBCCVC_TLS_KEY phải có cùng nhau. / CBCCVC_TLS_CERT and CBCCVC_TLS_KEY go together.',
    )
  if (tlsByProxy && trustProxy.length === 0)
    throw new ConfigError(
      'Có proxy đứng trước thì phải nêu địa chỉ của nó ở CBCCVC_TRUST_PROXY. / Where a proxy stands before us, CBCCVC_TRUST_PROXY must name its address: all who ask would be one.',
    )
  if (cert === '' && !tlsByProxy && !isLoopbackName(host))
    throw new ConfigError(
      `Không mở cổng ${host} khi chưa có TLS: đặt CBCCVC_TLS_CERT và CBCCVC_TLS_KEY, hoặc CBCCVC_TLS_BY_PROXY=1 khi proxy lo việc đó. / ${host} is not opened without TLS: set CBCCVC_TLS_CERT and CBCCVC_TLS_KEY, or CBCCVC_TLS_BY_PROXY=1 where a proxy does it.`,
    )
  return { tls: cert === '' ? null : { cert, key }, tlsByProxy }
}

/** Reads certificate and key. Throws ConfigError. */
export function readTlsPair({ cert, key }: NonNullable<Config['tls']>): TlsPair {
  return { cert: readSecret(cert, false), key: readSecret(key) }
}

/** `CBCCVC_ORIGIN`: the address of the pages, over TLS; on this machine alone also without. */
function readOrigin(text: string): string | null {
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost')
  if (!url || !secure || (text !== url.origin && text !== `${url.origin}/`))
    throw new ConfigError(
      'CBCCVC_ORIGIN: cần địa chỉ dạng https://ten-mien. / An address like https://host is expected.',
    )
  return url.origin
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

/** Reads the key that signs the log and the promises. Throws ConfigError; for a sandbox key outside the sandbox as well. */
export function readLogKey(config: Pick<Config, 'keysFolder' | 'sandbox'>): NoteSigner {
  const log = readJson<LogKeyFile>(config.keysFolder, 'log.json')
  if (!config.sandbox && log.sandbox) throw sandboxFile()
  return { name: log.origin, seed: keyFromText(log.seed) }
}

/** How the national e-ID is known: `eid.json`, where there is one. Throws ConfigError; for a sandbox's outside of one as well. */
export function readEidSettings(config: Pick<Config, 'keysFolder' | 'sandbox'>): EidSettings | null {
  if (!existsSync(join(config.keysFolder, 'eid.json'))) return null
  const eid = readJson<EidSettings>(config.keysFolder, 'eid.json')
  if (!config.sandbox && eid.sandbox) throw sandboxFile()
  const known = URL.canParse(eid.issuer) && typeof eid.clientId === 'string' && (eid.key ?? eid.secret) !== undefined
  const secure = known && (eid.sandbox || new URL(eid.issuer).protocol === 'https:')
  if (!secure)
    throw new ConfigError(
      'eid.json: cần issuer (https), clientId và key hoặc secret. / issuer (https), clientId and key or secret are needed (docs/operations.md).',
    )
  return eid
}

/** Reads the key files. Throws ConfigError; for a sandbox key outside the sandbox and a file of the old shape as well. */
export function readKeys(config: Pick<Config, 'keysFolder' | 'sandbox'>): ServerKeys {
  const log = readLogKey(config)
  const seal = readJson<KeyFile | OldKeyFile>(config.keysFolder, 'seal.json')
  if (!config.sandbox && seal.sandbox) throw sandboxFile()
  if (!('v' in seal))
    throw new ConfigError(
      'seal.json còn theo mẫu cũ (khóa dữ liệu nằm ngay trong tệp): sau migrate, hãy chạy một lần lệnh adopt-keys. / seal.json is of the old shape, with the data keys in the file: after migrate, run adopt-keys once (docs/operations.md).',
    )
  return { log, seal }
}

const sandboxFile = () =>
  new ConfigError(
    'Đây là khóa của bản thử nghiệm: hệ thống thật phải có khóa riêng. / These are keys of a sandbox: a real system needs its own (docs/operations.md).',
  )

/** Reads a key file as it stands. Throws ConfigError. */
export function readJson<T>(folder: string, name: string): T {
  const text = readSecret(join(folder, name))
  try {
    return JSON.parse(text) as T
  } catch {
    throw unreadable(name)
  }
}

const unreadable = (name: string) =>
  new ConfigError(`Không đọc được tệp khóa ${name}. / The key file ${name} cannot be read.`)

/**
 * The text of a file that holds a secret. Throws ConfigError where it cannot be read, and where another account of this
 * machine could read it, too.
 */
export function readSecret(path: string, secret = true): string {
  const name = basename(path)
  let text: string
  let mode: number
  try {
    text = readFileSync(path, 'utf8')
    mode = statSync(path).mode
  } catch {
    throw unreadable(name)
  }
  if (secret && process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new ConfigError(
      `Tài khoản khác đọc được tệp khóa ${name}: chmod 600 rồi khởi động lại. / Other accounts may read the key file ${name}: chmod 600, then start again.`,
    )
  return text
}

/** What a process is in the database, beside the accounts and the desk. */
export type HouseRole = Extract<DatabaseRole, 'cbccvc_door' | 'cbccvc_work' | 'cbccvc_check'>

/** Opens the house that the walks of the registry work in, as this role of the database. To be closed by `closeHouse`. */
export async function openHouse(config: Config, name: string, max: number, role: HouseRole): Promise<House> {
  const { log, seal } = readKeys(config)
  const pool = openPool({ url: config.databaseUrl, name: `cbccvc ${name}`, max, role })
  try {
    await requireVersion(pool)
    const today = () => config.today ?? calendarDay(new Date())
    const keys = await openKeyRing({ db: pool, file: seal })
    const book =
      role === 'cbccvc_door'
        ? openPool({ url: config.databaseUrl, name: `cbccvc ${name} book`, max: 3, role: 'cbccvc_work' })
        : pool
    return { pool, book, keys, log, today, now: () => new Date(), units: unitCache(pool, today) }
  } catch (error) {
    await pool.end()
    throw error
  }
}

export async function closeHouse({ pool, book }: Pick<House, 'pool' | 'book'>): Promise<void> {
  await Promise.all([...new Set([pool, book])].map((one) => one.end()))
}

/** The house of the sequencer: a pool that is granted no value of anybody, the key of the log, and no other key. */
export interface LogHouse {
  readonly pool: Pool
  readonly log: NoteSigner
}

/** Reads `log.json` alone. The caller ends the pool. */
export async function openLogHouse(config: Config, name: string, max: number): Promise<LogHouse> {
  const log = readLogKey(config)
  const pool = openPool({ url: config.databaseUrl, name: `cbccvc ${name}`, max, role: 'cbccvc_sequence' })
  try {
    await requireVersion(pool)
    return { pool, log }
  } catch (error) {
    await pool.end()
    throw error
  }
}

const inHanoi = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' })

/** The calendar day in Asia/Ho_Chi_Minh, `yyyy-mm-dd`. */
export function calendarDay(at: Date): string {
  return inHanoi.format(at)
}

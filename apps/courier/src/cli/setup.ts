import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setDefaultCACertificates } from 'node:tls'
import { keyFromText, keyPairFromSeed, keyToText, newKeyPair } from '@cbccvc/evidence'
import { type Courier, createCourier, defaultHome } from '../courier.ts'
import { complain, UsageError } from './say.ts'

/** Options that every command understands; each may also stand in `config.json` of the home. */
export interface CommonOptions {
  readonly home?: string
  readonly server?: string
  readonly sender?: string
  readonly key?: string
  readonly unit?: string
  readonly edition?: string
  readonly 'log-key'?: string
  /** File of certificates in PEM: the only ones by which the server is believed. */
  readonly ca?: string
}

const remembered = [
  'server',
  'sender',
  'key',
  'unit',
  'edition',
  'log-key',
  'ca',
] as const satisfies (keyof CommonOptions)[]

/** The folder of the courier: `--home`, else `COURIER_HOME`, else `~/.cbccvc-courier`. */
export function homeOf(options: CommonOptions): string {
  return options.home ?? process.env.COURIER_HOME ?? defaultHome
}

/** Options given, completed by what the home remembers. */
export function withConfig(options: CommonOptions): CommonOptions {
  const path = join(homeOf(options), 'config.json')
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as CommonOptions) : {}
  return { ...kept, ...options }
}

/** Keeps the options of a successful first push, so that later commands need none. */
export function remember(options: CommonOptions): void {
  const home = homeOf(options)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const kept = Object.fromEntries(
    remembered.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  )
  writeFileSync(join(home, 'config.json'), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
}

/** Key file: JSON with the seed (base64url) that nobody else may read, and the public key to hand in. */
export interface KeyFile {
  readonly seed: string
  readonly publicKey: string
  readonly kid: string
}

/** Makes a new key file; refuses to replace one. */
export function writeKey(path: string): KeyFile {
  const pair = newKeyPair()
  const file: KeyFile = { kid: pair.kid, publicKey: keyToText(pair.publicKey), seed: keyToText(pair.seed) }
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(path, 0o600)
  return file
}

/** Reads a key file: our JSON, or the bare seed as base64url. */
export function readKey(path: string): Uint8Array {
  const text = readFileSync(path, 'utf8').trim()
  const seed = keyFromText(text.startsWith('{') ? (JSON.parse(text) as KeyFile).seed : text)
  keyPairFromSeed(seed)
  return seed
}

function need(options: CommonOptions, name: keyof CommonOptions): string {
  const value = options[name]
  if (value !== undefined && value !== '') return value
  throw new UsageError({
    vi: `Thiếu --${name} (hoặc "${name}" trong config.json của ${homeOf(options)})`,
    en: `--${name} is missing (or "${name}" in config.json of ${homeOf(options)})`,
  })
}

/** The address of the server; one that is no address is told as a mistake of the command line. */
function serverOf(options: CommonOptions): string {
  const server = need(options, 'server')
  const url = URL.parse(server)
  if (url !== null && /^https?:$/.test(url.protocol)) return server
  throw new UsageError({
    vi: `--server cần là địa chỉ bắt đầu bằng https:// hoặc http://, ví dụ https://trung-tam.example.vn; đã nhận: ${server}`,
    en: `--server must be an address that begins with https:// or http://, e.g. https://centre.example.vn; given: ${server}`,
  })
}

/** From now on this process believes a server by these certificates alone, whatever the machine trusts. */
function trustOnly(path: string): void {
  const certificates = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (certificates === null)
    throw new UsageError({
      vi: `Tệp --ca không có chứng thư nào (PEM): ${path}`,
      en: `The file of --ca holds no certificate (PEM): ${path}`,
    })
  setDefaultCACertificates(certificates)
}

/** A courier for a command. `offline`: neither server nor key are needed (checking, standing). */
export function courierOf(given: CommonOptions, offline = false): Courier {
  const options = withConfig(given)
  const home = homeOf(options)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (!offline && options.ca !== undefined) trustOnly(options.ca)
  return createCourier({
    home,
    server: offline ? (options.server ?? 'http://localhost') : serverOf(options),
    sender: offline ? (options.sender ?? 'khong-ro') : need(options, 'sender'),
    seed: offline && options.key === undefined ? new Uint8Array(32) : readKey(need(options, 'key')),
    ...(options.edition !== undefined && { edition: options.edition }),
    ...(options['log-key'] !== undefined && { logKey: options['log-key'].split(',') }),
    onWait: ({ seconds, reason }) =>
      complain({
        vi: `Chưa nối được với ${options.server}, thử lại sau ${seconds.toFixed(0)} giây (không mất gì)`,
        en: `No line to ${options.server}, trying again in ${seconds.toFixed(0)} s (nothing is lost): ${reason}`,
      }),
  })
}

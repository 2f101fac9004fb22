import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { birthOf, isAlive } from '../guardian/alive.ts'
import { requireSpace } from './disk.ts'
import { defaults, type Options, StartRefused } from './options.ts'

/** What the data folder is of: written on the first start, held to ever after. */
export interface Identity {
  people: number
  seed: number
  today: string
}

/** The data folder of a sandbox. */
export interface Folder {
  path: string
  identity: Identity
  postgres: string
  /** Keys of the server's processes (mode 0700, marked sandbox). */
  keys: string
  couriers: string
  outside: string
  logs: string
  /** Lets another start take the folder. */
  leave(): void
}

/**
 * Opens the data folder, made on the first start, for this process alone.
 * @throws StartRefused when another sandbox works in it, it belongs to another nation than the one asked for, or the
 * disk is too small for a new one.
 */
export function openFolder(options: Options): Folder {
  const path = resolve(options.data)
  make(path)
  const lock = join(path, 'owner')
  const [pid, birth] = existsSync(lock) ? readFileSync(lock, 'utf8').split(' ') : []
  if (pid && isAlive(Number(pid), birth || undefined)) {
    throw new StartRefused(
      `Thư mục ${path} đang được tiến trình ${pid} dùng; hãy dừng nó hoặc chọn --data khác.`,
      `${path} is in use by process ${pid}; stop it or choose another --data.`,
    )
  }
  const identity = identify(join(path, 'sandbox.json'), path, options)
  writeFileSync(lock, `${process.pid} ${birthOf(process.pid)}`)
  const inner = (name: string, mode = 0o700) => {
    mkdirSync(join(path, name), { recursive: true, mode })
    return join(path, name)
  }
  return {
    path,
    identity,
    postgres: join(path, 'postgres'),
    keys: inner('keys'),
    couriers: inner('couriers'),
    outside: inner('outside'),
    logs: inner('logs'),
    leave: () => rmSync(lock, { force: true }),
  }
}

function make(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o711 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartRefused(
      `Không tạo được thư mục ${path} (${code}); hãy chọn --data khác.`,
      `The folder ${path} cannot be made (${code}); choose another --data.`,
    )
  }
}

function identify(file: string, path: string, options: Options): Identity {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Identity) : undefined
  if (!known) {
    const fresh: Identity = {
      people: options.people ?? defaults.people,
      seed: options.seed ?? defaults.seed,
      today: options.today ?? defaults.today,
    }
    requireSpace(path, fresh.people, options.databaseUrl === undefined)
    writeJson(file, fresh)
    return fresh
  }
  for (const name of ['people', 'seed', 'today'] as const) {
    if (options[name] === undefined || options[name] === known[name]) continue
    throw new StartRefused(
      `Dữ liệu ở ${path} có --${name} ${known[name]}. Bỏ --${name} để dùng tiếp, hoặc chọn --data khác.`,
      `The data in ${path} have --${name} ${known[name]}. Leave --${name} out to go on with them, or choose another --data.`,
      2,
    )
  }
  return known
}

/** Writes a file that is either the old one or the new one, whatever happens in between. */
export function writeJson(file: string, value: unknown, mode = 0o600): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode })
  renameSync(`${file}.new`, file)
}

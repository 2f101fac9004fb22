import { totalmem } from 'node:os'

/** Names and values as in postgresql.conf. */
export type Settings = Readonly<Record<string, string | number>>

const MiB = 1024 * 1024

/** Held in every use: loopback only, UTC, and no row of anybody's data in the server's own log. */
const always: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_checkpoints: 'off',
  jit: 'off',
  password_encryption: 'scram-sha-256',
}

/**
 * What `npm start` and the benches run with. Durable: a commit that was answered is on the disk. Sized by the machine:
 * an eighth of its memory as shared buffers, at least 128 MiB (small laptops), at most 2 GiB.
 */
export function durableSettings(memory = totalmem()): Settings {
  const buffers = Math.min(2048, Math.max(128, Math.floor(memory / 8 / MiB)))
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_level: 'replica',
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${buffers * 3}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.min(512, Math.max(64, Math.floor(buffers / 4)))}MB`,
    wal_buffers: '16MB',
    min_wal_size: '512MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,
    random_page_cost: 1.1,
    max_connections: 100,
    max_parallel_workers_per_gather: 1,
  }
}

/** For tests, whose data nobody misses: nothing waits for the disk. */
export const testSettings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  shared_buffers: '128MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '1h',
  max_connections: 200,
  max_parallel_workers_per_gather: 0,
  autovacuum_naptime: '1h',
}

/** As command line arguments of `postgres`; later ones win over `always`. */
export function settingArguments(settings: Settings, port: number): string[] {
  return Object.entries({ ...always, ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

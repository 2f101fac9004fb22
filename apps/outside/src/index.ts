/** The outside world in small, for the sandbox, the tests and the benches. Nothing in packages/ imports it. */
export {
  durableSettings,
  type EmbeddedPostgres,
  freePort,
  type PostgresOptions,
  startPostgres,
  testSettings,
} from './postgres/index.ts'

/** The embedded PostgreSQL 18: the real server from an npm package, for the sandbox, the tests and the benches. */
export { durableSettings, type Settings, testSettings } from './settings.ts'
export { type EmbeddedPostgres, freePort, type PostgresOptions, startPostgres } from './start.ts'

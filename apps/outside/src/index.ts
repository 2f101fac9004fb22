/** The outside world in small, for the sandbox, the tests and the benches. Nothing in packages/ imports it. */

export { type Eid, type EidPerson, eidPerson, sandboxPeople, startEid } from './eid/index.ts'
export {
  type Body,
  type Citizen,
  type Flaw,
  fullName,
  type Nation,
  type NationOptions,
  nation,
  type Unit,
  type WireRecord,
} from './nation/index.ts'
export {
  type Behaviour,
  type Control,
  type LogLine,
  type PopulationOptions,
  startPopulation,
} from './population/index.ts'
export {
  durableSettings,
  type EmbeddedPostgres,
  freePort,
  type PostgresOptions,
  startPostgres,
  testSettings,
} from './postgres/index.ts'
export { startWitness, type Witness, type WitnessOptions } from './witness/index.ts'

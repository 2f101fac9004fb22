/** Whether the population register answers: kept in one row, so that the board can say since when it does not. */
import type { Pool, Queryable } from '../database/index.ts'

export interface PopulationState {
  readonly state: 'up' | 'down'
  readonly since: Date
  readonly notBefore: Date
}

export async function populationState(db: Queryable): Promise<PopulationState> {
  const { rows } = await db.query<PopulationState>(
    `select state, since, not_before as "notBefore" from population_state`,
  )
  return rows[0]!
}

/** It does not answer: ask again after `seconds`. */
export async function markDown(pool: Pool, seconds: number): Promise<void> {
  await pool.query(
    `update population_state set since = case when state = 'up' then now() else since end, state = 'down', not_before = now() + make_interval(secs => $1)`,
    [seconds],
  )
}

export async function markUp(pool: Pool): Promise<void> {
  await pool.query(
    `update population_state set state = 'up', since = now(), not_before = '-infinity' where state = 'down'`,
  )
}

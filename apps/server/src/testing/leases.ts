/** Parts that wait for a lease: what a test does about them instead of waiting. */
import { progress } from '@cbccvc/registry'
import type { Route } from './route.ts'

/** Leases run out at once: a test does not wait for the twenty seconds that a dead worker's job waits. */
export const hurry = (route: Route) => route.owner.query(`update job set leased_until = '-infinity'`)

/** Concludes whatever can be by today; faults of the walk are what the tests are about. */
export async function finish(route: Route): Promise<void> {
  for (let left = 1; left > 0; ) {
    await hurry(route)
    await progress(route.house).catch(() => {})
    const { rows } = await route.owner.query<{ n: number }>(
      'select count(*) as n from job where day is null or day <= $1',
      [route.house.today()],
    )
    left = rows[0]!.n
  }
  await route.settle()
}

export const outcomes = async (route: Route) => (await route.feed('H26')).filter((line) => line.kind === 'outcome')

/** Adds a trigger that runs this for each row of a table. */
export const trap = (route: Route, table: string, body: string) =>
  route.owner.query(
    `create function trap() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
     create trigger trap before insert on ${table} for each row execute function trap()`,
  )

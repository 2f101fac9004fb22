/** The day's budget of an account: people on pages, people and fields in copies; of a system: whom it looks at. Spent in the transaction that shows them. */
import { type FieldClass, fieldClasses } from '@cbccvc/standard'
import type { Connection, Pool, Queryable } from '../../database/index.ts'
import { type Form, table } from '../policy/index.ts'
import { PrivacyRefused } from '../privacy-refusal.ts'
import type { Role, Subject } from '../subject.ts'

export interface Budget {
  readonly exportRows: number
  readonly exportCells: number
  readonly people: number
}

/** The most that one of the subject's roles has in a day; nothing where no role has any. */
export async function budgetOf(db: Queryable, { grants }: Subject): Promise<Budget> {
  const { rows } = await db.query<Budget>(
    `select coalesce(max(export_rows), 0) as "exportRows", coalesce(max(export_cells), 0) as "exportCells",
            coalesce(max(people), 0) as people
       from look_budget where role = any($1)`,
    [grants.map(({ role }) => role)],
  )
  return rows[0]!
}

/**
 * Spends people shown on a page. Throws `access.budget` where the day has no more: then nothing is shown, and none spent.
 * Of a system every look is counted, not only a page (`spendSeen`).
 */
export async function spendPeople(tx: Connection, subject: Subject, people: number): Promise<void> {
  if (people === 0 || subject.kind === 'system') return
  const most = (await budgetOf(tx, subject)).people
  const { rows } = await tx.query<{ people: number }>(
    `insert into look_spent (account_id, people) values ($1, $2)
     on conflict (account_id, day) do update set people = look_spent.people + excluded.people returning people`,
    [subject.accountId, people],
  )
  if (rows[0]!.people > most) throw new PrivacyRefused('access.budget', { most })
}

/**
 * Spends the people whom a system looks at, each once a day, of what its registration gives. Throws `access.people` where
 * the day has no more; whom it has looked at today it may look at again.
 */
export async function spendSeen(tx: Connection, subject: Subject, persons: readonly number[]): Promise<void> {
  if (subject.kind !== 'system') return
  const { accountId, peopleADay: most = 0 } = subject
  // In one order: of two pages with the same people neither waits for the other in a ring.
  const { rows } = await tx.query<{ people: number; more: number }>(
    `with fresh as (
       insert into system_seen (account_id, day, person_id)
       select $1, (now() at time zone 'Asia/Ho_Chi_Minh')::date, p from (select distinct unnest($2::bigint[]) p order by 1) o
       on conflict do nothing returning 1),
     more as (select count(*)::int as n from fresh)
     insert into look_spent (account_id, people, most) select $1, n, $3 from more where n > 0
     on conflict (account_id, day) do update set people = look_spent.people + excluded.people, most = excluded.most
     returning people, (select n from more) as more`,
    [accountId, persons, most],
  )
  const spent = rows[0]
  if (!spent) return
  if (spent.people > most) throw new PrivacyRefused('access.people', { most })
  // The first of a day: who was seen on another day is not needed any more.
  if (spent.people === spent.more)
    await tx.query(
      `delete from system_seen where account_id = $1 and day < (now() at time zone 'Asia/Ho_Chi_Minh')::date`,
      [accountId],
    )
}

/** Whether a copy of this size fits into what the day has left; if it does, it is spent. */
export async function spendExport(tx: Connection, subject: Subject, rows: number, cells: number): Promise<boolean> {
  const budget = await budgetOf(tx, subject)
  // The row is there and locked before it is read: two at once stand in line.
  await tx.query(`insert into look_spent (account_id) values ($1) on conflict do nothing`, [subject.accountId])
  const { rowCount } = await tx.query(
    `update look_spent set export_rows = export_rows + $2, export_cells = export_cells + $3
      where account_id = $1 and day = (now() at time zone 'Asia/Ho_Chi_Minh')::date
        and export_rows + $2 <= $4 and export_cells + $3 <= $5`,
    [subject.accountId, rows, cells, budget.exportRows, budget.exportCells],
  )
  return rowCount === 1
}

/** What a copy may hold, and how much of it today without a second person. */
export interface ExportRoom {
  readonly rows: number
  readonly cells: number
  readonly rowsLeft: number
  readonly cellsLeft: number
  /** Null: fields of the class are in no copy of this account. */
  readonly forms: Readonly<Record<FieldClass, Form | null>>
}

/** What this subject has left of the day. Told before asking, so that nobody learns of the second person by surprise. */
export async function exportRoom(desk: Pool, by: Subject): Promise<ExportRoom> {
  const { exportRows: rows, exportCells: cells } = await budgetOf(desk, by)
  const { rows: found } = await desk.query<{ rows: number; cells: number }>(
    `select export_rows as rows, export_cells as cells from look_spent
      where account_id = $1 and day = (now() at time zone 'Asia/Ho_Chi_Minh')::date`,
    [by.accountId],
  )
  const spent = found[0] ?? { rows: 0, cells: 0 }
  return {
    ...{ rows, cells, rowsLeft: Math.max(0, rows - spent.rows), cellsLeft: Math.max(0, cells - spent.cells) },
    forms: Object.fromEntries(fieldClasses.map((of) => [of, copyForm(by, of)])) as Record<FieldClass, Form | null>,
  }
}

/** The better of the forms that the table gives to one of the roles. */
function copyForm({ grants }: Subject, of: FieldClass): Form | null {
  const rows = table.filter(
    ({ actions, classes, roles }) =>
      actions.includes('record.export') && classes.includes(of) && grants.some(({ role }) => roles.includes(role)),
  )
  return rows.find(({ form }) => form === 'clear')?.form ?? rows[0]?.form ?? null
}

/** The table, by role. */
export async function readBudgets(db: Queryable): Promise<(Budget & { readonly role: string })[]> {
  const { rows } = await db.query<Budget & { role: string }>(
    `select role, export_rows as "exportRows", export_cells as "exportCells", people from look_budget order by role`,
  )
  return rows
}

/** Sets the budget of a role; `owner` is the database's owner. Acts on the next question. */
export async function setBudget(owner: Queryable, role: Role, budget: Budget): Promise<void> {
  await owner.query(
    `insert into look_budget (role, export_rows, export_cells, people) values ($1, $2, $3, $4)
     on conflict (role) do update set export_rows = excluded.export_rows, export_cells = excluded.export_cells, people = excluded.people`,
    [role, budget.exportRows, budget.exportCells, budget.people],
  )
}

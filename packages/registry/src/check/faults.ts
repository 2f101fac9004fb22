/** What a check finds, and how the checks read: page by page, never the whole book at once. */
import type { Connection } from '../database/index.ts'

/** Most faults of one kind that are told. */
const mostOfAKind = 20

export class Faults {
  readonly list: string[] = []
  readonly #counts = new Map<string, number>()
  add(kind: string, where: string | number): void {
    const n = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, n)
    if (n <= mostOfAKind) this.list.push(`${kind}: ${where}`)
  }
  /** A fault for each of the facts that does not hold. */
  hold(kind: string, where: string | number, facts: Readonly<Record<string, boolean>>): void {
    for (const [fact, holds] of Object.entries(facts)) if (!holds) this.add(`${kind}.${fact}`, where)
  }
  /** Runs a check whose failure to read anything is itself a fault. */
  async guard(kind: string, where: string | number, check: () => Promise<void> | void): Promise<void> {
    try {
      await check()
    } catch (error) {
      this.add(kind, `${where} (${error instanceof Error ? error.message : 'unreadable'})`)
    }
  }
}

/** Reads a large result page by page; `sql` takes the last id as $1 and orders by it. */
export async function* pages<T extends { id: number }>(tx: Connection, sql: string, size = 500): AsyncGenerator<T[]> {
  let after = -1
  for (;;) {
    const { rows } = await tx.query<T>(`${sql} limit ${size}`, [after])
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.id
  }
}

/** What was destroyed under the spill procedure, each by an act that two operators signed and the log holds. */
export interface SpilledHere {
  readonly entries: ReadonlySet<number>
  /** `parcel part`. */
  readonly parts: ReadonlySet<string>
  /** `parcel index`. */
  readonly records: ReadonlySet<string>
}

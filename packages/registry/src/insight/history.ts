/**
 * What was stated about one person, version by version, as a permit lets it be seen. Only statements that make (or made) the
 * record are shown, and of each only the permitted classes: a version that says nothing in them is not shown at all, so that
 * nobody learns from an empty line that something sealed was written that day.
 */
import { atDesk, insist, looked, type RecordPermit } from '../access/index.ts'
import type { KeyRing, Pool } from '../database/index.ts'
import { admissionsOf, fieldOf, insiders, openEntry, type Statement, standing, takesBack } from '../register/index.ts'
import { entriesSeen, type SeenField, seen, standsAt } from './record.ts'

export interface SeenVersion {
  /** Hex digests of the entry, and of the one that it replaces or takes back. */
  readonly entry: string
  readonly replaces: string | null
  readonly kind: Statement['kind']
  readonly source: string
  readonly unitId: number
  readonly recordedAt: Date
  readonly trueFrom: string
  /** Neither taken back nor replaced. */
  readonly stands: boolean
  readonly fields: Readonly<Record<string, SeenField>>
}

/** The versions in the order in which they were entered; null where the person is gone or has moved since the permit. */
export function readHistory(
  desk: Pool,
  keys: KeyRing,
  permit: RecordPermit<'record.history'>,
): Promise<readonly SeenVersion[] | null> {
  insist(permit, 'record.history')
  return atDesk(desk, permit, async (tx, personId) => {
    const person = await standsAt(tx, personId)
    if (!person || (permit.target.kind === 'person' && permit.target.unitId !== person.unitId)) return null
    const inside = insiders(person, (await admissionsOf(tx, [personId])).get(personId))
    const statements = (await entriesSeen(tx, permit, personId))
      .map((row) => openEntry(keys, row))
      .filter((statement) => inside.counts(statement))
    const counting = new Set(standing(statements))
    const shown = new Set<string>()
    const versions = statements.flatMap((statement): SeenVersion[] => {
      const fields = seen(permit, statement.values, new Set(statement.bad.map(fieldOf)))
      const tells = takesBack(statement) ? shown.has(statement.replaces ?? '') : Object.keys(fields).length > 0
      if (!tells) return []
      shown.add(statement.digest)
      const { digest: entry, replaces, kind, source, unitId, recordedAt, trueFrom } = statement
      return [{ entry, replaces, kind, source, unitId, recordedAt, trueFrom, stands: counting.has(statement), fields }]
    })
    await looked(tx, permit, [personId])
    return versions
  })
}

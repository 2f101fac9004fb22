/**
 * A personal number that was wrong. A correction (`$replaces`) whose record carries another number than the person whom
 * the named entry is about says: what I stated there was of this number all along.
 *
 * It says who it is by full name and birth date, and that is whom its source stated: a digest that was mistaken joins no
 * two people.
 *
 *   - The right number is nobody's yet, and nobody else states the person: the person gets the number. The row, its
 *     entries and all that hangs on it stay; the old number stands among its former ones.
 *   - Somebody else states that person, too, or the right number is a person already: the source leaves the one and
 *     states the other. Under the old number its entries are `moved`, and what others state stands; under the right one
 *     the record is judged as any is: a person held by another body opens a case.
 *
 * In both, what the source stated beside the corrected entry is entered again under the right number (`renumbered`), each
 * where it was in time, so that the history is whole on both axes. Entries are never changed.
 *
 * Two parcels that correct the same number at once wait for each other at the person's row; the second finds it done. A
 * number that becomes somebody's while we look is met with `Overtaken`: nothing of the part is entered, it is done again.
 */

import { maySubmit } from '../access/index.ts'
import type { Connection, KeyRing } from '../database/index.ts'
import type { Candidate, PartFrame } from './candidates.ts'
import { type NewEntry, takenBackSql } from './entries.ts'
import { fieldOf, type Statement, standing } from './fold.ts'
import { blindKey, type Person, personMac } from './persons.ts'

/** What was read before the locks no longer holds: the work is to be done again from the start. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/**
 * Candidates that state who they are about, and whose `$replaces` names an entry of their own source about a person of
 * another number, with that person. Read before any lock. An entry that was taken back, or of a unit that the key does not speak for, is not found.
 */
export async function findMoves(
  tx: Connection,
  { caller, tree }: Pick<PartFrame, 'caller' | 'tree'>,
  candidates: readonly Candidate[],
): Promise<Map<Candidate, number>> {
  const moves = new Map<Candidate, number>()
  const says = ({ examination }: Candidate) => examination?.key.hoTen != null && examination.key.ngaySinh != null
  const corrections = candidates.filter((c) => c.replaces !== null && says(c))
  if (corrections.length === 0) return moves
  const { rows } = await tx.query<{ digest: string; person: number; unit: number; blind: Buffer }>(
    `select encode(e.digest, 'hex') as digest, e.person_id as person, e.unit_id as unit, p.blind
       from entry e join person p on p.id = e.person_id
      where e.digest = any($1::bytea[]) and e.source = $2 and e.kind in ('statement', 'correction')
        and not ${takenBackSql('e')}`,
    [corrections.map((c) => Buffer.from(c.replaces!, 'hex')), caller.sender],
  )
  const named = new Map(rows.map((row) => [row.digest, row]))
  for (const candidate of corrections) {
    const row = named.get(candidate.replaces!)
    const unit = row && tree.placeOf(row.unit)
    if (row && unit && maySubmit(caller, unit, tree) && !candidate.blinds.some((blind) => row.blind.equals(blind)))
      moves.set(candidate, row.person)
  }
  return moves
}

/** Persons who had one of these numbers before, by its index. Read before any lock. */
export async function formerOwners(tx: Connection, blinds: readonly Buffer[]): Promise<Map<string, number>> {
  const owners = new Map<string, number>()
  if (blinds.length === 0) return owners
  const { rows } = await tx.query<{ id: number; former: Buffer[] }>(
    'select id, former from owners_of_former($1::bytea[])',
    [blinds],
  )
  for (const { id, former } of rows) for (const blind of former) owners.set(blindKey(blind), id)
  return owners
}

/** Nobody else states the person: what the population register said does not count as somebody. */
export const statedAlone = (statements: readonly Statement[], source: string): boolean =>
  standing(statements).every((s) => s.source === source || s.source === 'populationRegister')

/** The statement as it stands now: entered again under a right number, it is the copy that a later correction replaces. */
export function asItStands(said: readonly Statement[], digest: string): string | null {
  if (!said.some((s) => s.digest === digest || s.replaces === digest)) return null
  const copy = said.find((s) => s.kind === 'renumbered' && s.replaces === digest)
  return copy ? asItStands(said, copy.digest) : digest
}

/** What a source stated under another number, once more under that of `entry`: the same values, the same place in time. */
export function renumbered(entry: NewEntry, { trueFrom, senderSeq, unitId, digest, ...s }: Statement): NewEntry {
  const { soDinhDanh } = entry.values
  return {
    ...entry,
    ...{ kind: 'renumbered', trueFrom, senderSeq, unitId, replaces: digest },
    values: 'soDinhDanh' in s.values ? { ...s.values, soDinhDanh } : s.values,
    bad: s.bad.filter((path) => fieldOf(path) !== 'soDinhDanh'),
  }
}

/**
 * Gives the person another number, its index in this generation (the one that new persons get: a number is nobody else's
 * there). The one that it had stands among its former ones. `statements`: all about the person. The caller writes the row.
 */
export function giveNumber(
  keys: KeyRing,
  person: Person,
  generation: number,
  number: string,
  statements: readonly Statement[],
): void {
  const blind = keys.blindUnder(generation, number)
  const had = inGeneration(keys, person, generation, [...(person.former ?? []), person.blind], statements)
  person.former = had.filter((one) => !one.equals(blind))
  person.blind = blind
  person.blindNo = generation
}

/**
 * Indexes of the person's row in another generation. One whose number nobody knows any more (it was destroyed in a spill)
 * is left out: nobody can be found by it.
 */
export function inGeneration(
  keys: KeyRing,
  person: Pick<Person, 'blindNo'>,
  generation: number,
  blinds: readonly Buffer[],
  statements: readonly Statement[],
): Buffer[] {
  if (generation === person.blindNo) return [...blinds]
  const numbers = [...new Set(statements.map((s) => s.values.soDinhDanh))].filter((n) => typeof n === 'string')
  return blinds.flatMap((blind) => {
    const number = numbers.find((n) => keys.blindUnder(person.blindNo, n).equals(blind))
    return number === undefined ? [] : [keys.blindUnder(generation, number)]
  })
}

/** Writes the numbers of locked persons. Throws Overtaken where one of them has become somebody else's. */
export async function writeNumbers(tx: Connection, keys: KeyRing, persons: readonly Person[]): Promise<void> {
  for (const person of persons) {
    try {
      await tx.query('update person set blind = $2, blind_no = $3, former = $4::bytea[], mac = $5 where id = $1', [
        person.id,
        person.blind,
        person.blindNo,
        person.former,
        personMac(keys, person),
      ])
    } catch (error) {
      if ((error as { code?: unknown }).code === '23505') throw new Overtaken('the number is somebody else’s by now')
      throw error
    }
  }
}

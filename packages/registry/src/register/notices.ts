/** What bodies are told beside outcomes: cases of people held elsewhere, and people that a full parcel left out. */
import type { Connection, KeyRing } from '../database/index.ts'
import type { StoredCase, StoredLeft } from '../exchange/index.ts'
import type { OpenedCase } from './claims.ts'
import { statementsAbout } from './entries.ts'
import { fold } from './fold.ts'
import type { EnterFrame } from './making.ts'
import { lockPersons, type Person, updatePersons } from './persons.ts'
import { registerFinding } from './rules.ts'

/** Both sides of each case hear of it. */
export function noticesOfCases(parcelId: string, cases: readonly OpenedCase[]): Map<string, StoredCase[]> {
  const notices = new Map<string, StoredCase[]>()
  for (const { id, holder, claimant, index, due } of cases) {
    const tell = (to: string, side: StoredCase['side'], other: string) => {
      const line: StoredCase = { kind: 'case', parcelId, index, id, state: 'open', side, other, due }
      notices.set(to, [...(notices.get(to) ?? []), line])
    }
    tell(holder, 'holder', claimant)
    tell(claimant, 'claimant', holder)
  }
  return notices
}

/** Most people named in one notice; the count is always whole. */
const mostNamed = 1000

/**
 * A full parcel that leaves out people last seen in that unit (or below it) does not delete them: it asks. People whom
 * the manifest confirms to have left are not asked about. Null when nobody is missing.
 */
export async function noticeOfLeft(
  tx: Connection,
  keys: KeyRing,
  frame: Pick<EnterFrame, 'tree' | 'parcelUnit' | 'parcel' | 'caller'>,
  parcelId: string,
  confirmed: readonly string[],
): Promise<StoredLeft | null> {
  const unit = frame.tree.byId(frame.parcelUnit)
  if (!unit) return null
  const { sender } = frame.caller
  // Whom a decision on the tree brought into the sender's body is the sender's to answer for.
  const isTheirs = (p: Person) => p.holder === sender || frame.tree.tookOver(p.unitId, p.holder, sender)
  // Who is confirmed to have left is not asked about again, until the holder names the person once more.
  const gone = [
    ...(
      await lockPersons(
        tx,
        confirmed.flatMap((number) => keys.blinds(number)),
      )
    ).values(),
  ].filter((p) => isTheirs(p) && (p.lastParcel ?? 0) < frame.parcel)
  for (const person of gone) person.leftParcel = frame.parcel
  await updatePersons(tx, keys, gone)
  const { rows } = await tx.query<{ id: number }>(
    `select p.id from person p left join unit_standing s on s.unit_id = p.unit_id
       join unit_interval i on i.unit_id = coalesce(s.at_unit, p.unit_id)
       join unit_interval top on top.unit_id = $1
      where i.body = top.body and i.lft >= top.lft and i.rgt <= top.rgt
        and (p.holder = $2 or exists (select from unit_formerly f where f.unit_id = p.unit_id and f.body = p.holder))
        and (p.last_parcel is null or p.last_parcel < $3) and p.left_parcel is null
        and (p.status is null or p.status <> all($4::text[])) order by p.id`,
    [unit.id, frame.caller.sender, frame.parcel, goneStates],
  )
  if (rows.length === 0) return null
  const statements = await statementsAbout(
    tx,
    keys,
    rows.slice(0, mostNamed).map((row) => row.id),
  )
  const numbers = [...statements.values()]
    .map((list) => fold(list).values.soDinhDanh)
    .filter((number) => typeof number === 'string')
  return {
    kind: 'left',
    parcelId,
    index: 0,
    unit: unit.code,
    soDinhDanh: numbers,
    finding: registerFinding('register.notInFull', { unit: unit.code, count: rows.length }),
  }
}

/** States of `trang-thai-cong-tac` in which nobody expects the person in a full parcel. */
const goneStates = ['NGHIHUU', 'THOIVIEC', 'BTV', 'TINHGIAN', 'TUTRAN', 'CHUYEN']

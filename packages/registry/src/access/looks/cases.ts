/**
 * The case that a look names: an inspection, a complaint, a request of the person, a case of two bodies. A number alone is
 * none; the register must have it open about whom is looked at, today.
 */
import type { Queryable } from '../../database/index.ts'
import type { UnitTree } from '../../units/index.ts'
import type { StatedPurpose, Target } from '../policy/index.ts'

interface Here {
  readonly tree: UnitTree
  readonly today: string
  /** Who looks: nobody looks in a case that they registered. */
  readonly accountId: string | null
}

interface About {
  readonly personId: number | null
  readonly unitId: number | null
}

/**
 * The case that the caller names, where the register has it open about the target today; null otherwise. The question costs
 * the same whether or not there is such a person. `db` works as a role of the book.
 */
export async function openCaseFor(
  db: Queryable,
  target: Target,
  purpose: StatedPurpose | null,
  here: Here,
): Promise<string | null> {
  const caseNo = purpose?.caseNo
  if (!caseNo || target.kind === 'self') return null
  switch (purpose.code) {
    case 'inspection':
    case 'complaint':
      return isAbout(await (purpose.code === 'inspection' ? inspected : complained)(db, caseNo, here), target, here)
        ? caseNo
        : null
    case 'elsewhere':
    case 'subjectRequest': {
      if (target.kind !== 'person') return null
      const { rows } = await db.query(purpose.code === 'elsewhere' ? elsewhere : requested, [caseNo, target.personId])
      return rows.length > 0 ? caseNo : null
    }
    default:
      return null
  }
}

const elsewhere = `select from elsewhere_case where id::text = $1 and person_id = $2 and state in ('open', 'national')`
const requested = `select from subject_request where 'YC-' || no = $1 and person_id = $2 and outcome is null`

async function inspected(db: Queryable, caseNo: string, { today }: Here): Promise<About[]> {
  const { rows } = await db.query<About>(
    `select a.person_id as "personId", a.unit_id as "unitId" from inspection i
       join inspection_about a on a.inspection_id = i.id
      where i.case_no = $1 and i.state = 'open' and i.valid_from <= $2 and i.valid_to >= $2`,
    [caseNo, today],
  )
  return rows
}

async function complained(db: Queryable, caseNo: string, { today, accountId }: Here): Promise<About[]> {
  const { rows } = await db.query<About>(
    `select a.person_id as "personId", a.unit_id as "unitId" from complaint c
       join complaint_about a on a.complaint_id = c.id
      where c.case_no = $1 and c.closed_at is null and c.taken_up_on <= $2 and c.valid_to >= $2
        and c.registered_by is distinct from $3`,
    [caseNo, today, accountId],
  )
  return rows
}

/** Whether a case about these persons and units, and what stands below the units today, speaks of the target. */
function isAbout(about: readonly About[], target: Target, { tree }: Here): boolean {
  return about.some(({ personId, unitId }) => {
    if (target.kind === 'nation' || target.kind === 'self') return false
    if (target.kind === 'person' && personId === target.personId) return true
    return unitId !== null && tree.reaches(unitId, target.unitId)
  })
}

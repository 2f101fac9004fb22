/** Why somebody looks: chosen once, kept while the web is open, sent with each look. The centre decides whether it may be. */
import type { PurposeCode } from '@cbccvc/standard'
import { useSyncExternalStore } from 'react'
import type { Me } from '../api.ts'
import { Choice, Field } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { purposeWords, w } from './words.ts'

export interface Purpose {
  readonly code: PurposeCode
  readonly caseNo: string
}

/** What each role is offered first; another purpose of the role is refused by the centre, not here. */
const offered: Readonly<Record<string, readonly PurposeCode[]>> = {
  officer: ['personnel', 'dataQuality', 'transfer', 'subjectRequest'],
  bodyAdministrator: ['personnel', 'dataQuality'],
  bodyApprover: ['approval', 'dataQuality', 'personnel'],
  viewer: ['personnel', 'management'],
  leader: ['management', 'personnel'],
  nationalOperator: ['dataQuality', 'elsewhere', 'complaint', 'subjectRequest', 'emergency'],
  nationalApprover: ['approval', 'dataQuality'],
  nationalAuditor: ['inspection', 'complaint'],
  recruiter: ['recruitment'],
}
const withCase: readonly PurposeCode[] = ['elsewhere', 'inspection', 'complaint', 'subjectRequest']

const purposesOf = ({ grants }: Me): readonly PurposeCode[] => [
  ...new Set(grants.flatMap(({ role }) => offered[role] ?? [])),
]

let kept: Purpose | null = null
const listeners = new Set<() => void>()

/** The purpose of now: the one that was chosen, else the first that the roles offer. */
export function usePurpose(me: Me): [Purpose, (purpose: Purpose) => void] {
  const chosen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => kept,
  )
  return [
    theirs(me, chosen),
    (next) => {
      kept = next
      for (const listener of listeners) listener()
    },
  ]
}

function theirs(me: Me, chosen: Purpose | null): Purpose {
  const own = purposesOf(me)
  return chosen && own.includes(chosen.code) ? chosen : { code: own[0] ?? 'personnel', caseNo: '' }
}

/** The purpose at this moment, for who asks just now. */
export const purposeOf = (me: Me): Purpose => theirs(me, kept)

/** As the contract has it. */
export const stated = ({ code, caseNo }: Purpose) => ({ code, ...(caseNo.trim() && { caseNo: caseNo.trim() }) })

export function PurposeFields({ me }: { me: Me }) {
  const say = useSay()
  const [purpose, setPurpose] = usePurpose(me)
  return (
    <>
      <Choice
        label={say(w.why)}
        value={purpose.code}
        onChange={({ target }) => setPurpose({ ...purpose, code: target.value as PurposeCode })}
      >
        {purposesOf(me).map((code) => (
          <option key={code} value={code}>
            {say(purposeWords[code] ?? { vi: code, en: code })}
          </option>
        ))}
      </Choice>
      {withCase.includes(purpose.code) && (
        <Field
          label={say(w.caseNo)}
          value={purpose.caseNo}
          onChange={({ target }) => setPurpose({ ...purpose, caseNo: target.value })}
          maxLength={100}
          required
        />
      )}
    </>
  )
}

/** Which role, over what, how and when: the same in an invitation and in a role for an account that is there. */
import { useState } from 'react'
import type { Me } from '../api.ts'
import { Choice, Field } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { roleDoes, roleName } from '../frame/roles.ts'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { w } from './words.ts'

/** What the roles of the nation alone, and those that take two people, are said to be before the centre decides. */
const nationOnly = ['nationalOperator', 'nationalApprover', 'nationalAuditor', 'dataCentreAdministrator']
const either = ['leader', 'recruiter']
export const twoPeople = [...nationOnly, 'bodyAdministrator', 'bodyApprover']

export interface RoleWish {
  readonly role: string
  readonly unit: string | null
  readonly via: 'issued' | 'acting'
  readonly validFrom: string
  readonly validTo: string | null
}

export interface RoleState {
  readonly role: string
  readonly unit: PickedUnit | null
  readonly nation: boolean
  readonly via: 'issued' | 'acting'
  readonly validFrom: string
  readonly validTo: string
}

/** Systems are registered elsewhere, by their own form. */
export const rolesOffered = (me: Me): readonly string[] => me.mayGive.filter((role) => role !== 'consumerSystem')

export function useRoleWish(me: Me): [RoleState, (change: Partial<RoleState>) => void, RoleWish] {
  const offered = rolesOffered(me)
  const [state, set] = useState<RoleState>({
    role: offered.includes('officer') ? 'officer' : (offered[0] ?? ''),
    ...{ unit: null, nation: false, via: 'issued', validFrom: me.today, validTo: '' },
  })
  const { role, unit, nation, via, validFrom, validTo } = state
  const overNation = nationOnly.includes(role) || (either.includes(role) && nation)
  const wish = { role, unit: overNation ? null : (unit?.code ?? null), via, validFrom, validTo: validTo || null }
  return [state, (change) => set({ ...state, ...change }), wish]
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

export function RoleFields({
  me,
  state,
  onChange,
}: {
  me: Me
  state: RoleState
  onChange: (change: Partial<RoleState>) => void
}) {
  const say = useSay()
  const { role, unit, nation, via, validFrom, validTo } = state
  const wholeNation = me.grants.some((grant) => grant.unit === null)
  return (
    <>
      <Choice
        label={say(w.role)}
        hint={`${sentence(say(roleDoes(role)))}${twoPeople.includes(role) ? ` ${say(w.twoPeople)}` : ''}`}
        value={role}
        onChange={({ target }) => onChange({ role: target.value })}
      >
        {rolesOffered(me).map((one) => (
          <option key={one} value={one}>
            {say(roleName(one))}
          </option>
        ))}
      </Choice>
      {either.includes(role) && wholeNation && (
        <label className="tick">
          <input type="checkbox" checked={nation} onChange={({ target }) => onChange({ nation: target.checked })} />
          {say(w.wholeNation)}
        </label>
      )}
      {!nationOnly.includes(role) && !(either.includes(role) && nation && wholeNation) && (
        <UnitPicker label={say(w.unit)} hint={say(w.unitHint)} unit={unit} onUnit={(one) => onChange({ unit: one })} />
      )}
      <fieldset className="entry">
        <legend>{say(w.how)}</legend>
        {(['issued', 'acting'] as const).map((one) => (
          <label key={one} className="tick">
            <input type="radio" name="via" checked={via === one} onChange={() => onChange({ via: one })} />
            {say(one === 'issued' ? w.issuedLong : w.actingLong)}
          </label>
        ))}
      </fieldset>
      <div className="pair">
        <Field
          label={say(w.validFrom)}
          type="date"
          min={me.today}
          value={validFrom}
          onChange={({ target }) => onChange({ validFrom: target.value })}
          required
        />
        <Field
          label={say(via === 'acting' ? w.validTo : w.validToOpen)}
          type="date"
          min={validFrom}
          value={validTo}
          onChange={({ target }) => onChange({ validTo: target.value })}
          required={via === 'acting'}
        />
      </div>
    </>
  )
}

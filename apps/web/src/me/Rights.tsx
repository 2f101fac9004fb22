/** What the account may do today, where, until when, and why it ends. */
import { useState } from 'react'
import { act, type Grant, type Me } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { placeName, roleDoes, roleName } from '../frame/roles.ts'
import { carryOut } from '../session/call.ts'
import { refreshMe } from '../session/session.ts'
import { DelegateDialog } from './DelegateDialog.tsx'
import { w } from './words.ts'

/** Roles whose holders may pass them on: so says the table of rights; the centre decides it again. */
const passable = ['bodyAdministrator', 'bodyApprover', 'officer', 'viewer', 'leader']
const canDelegate = ({ via, role, unit }: Grant) => via !== 'delegated' && unit !== null && passable.includes(role)

export function Rights({ me, onDelegated }: { me: Me; onDelegated: () => void }) {
  const say = useSay()
  const [giving, setGiving] = useState<Grant | null>(null)
  const { busy, trouble, run } = useAct()
  const giveBack = (grant: Grant) =>
    run(async () => {
      await carryOut(act('endGrant', `/v1/accounts/grants/${grant.id}/end`, {}))
      await refreshMe()
    })
  return (
    <section className="panel block" aria-labelledby="rights">
      <h2 id="rights">
        {say(w.rights)} <small>{say(w.rightsNote, { today: formatDate(me.today) })}</small>
      </h2>
      <Said trouble={trouble} />
      {me.grants.length === 0 ? (
        <p className="hint">{say(w.noRights)}</p>
      ) : (
        <ul className="rows">
          {me.grants.map((grant) => (
            <li key={grant.id}>
              <div>
                <b>{say(roleName(grant.role))}</b> · {say(placeName(grant))}
                {grant.unit && <code> {grant.unit}</code>}
                <p className="hint">
                  {say(roleDoes(grant.role))} · {say(w[grant.via])} · {say(w.until).toLowerCase()}{' '}
                  {grant.validTo ? formatDate(grant.validTo) : say(w.openEnd)}
                </p>
              </div>
              {canDelegate(grant) && (
                <button type="button" onClick={() => setGiving(grant)}>
                  {say(w.delegate)}
                </button>
              )}
              {grant.via === 'delegated' && (
                <button type="button" aria-disabled={busy || undefined} onClick={() => void giveBack(grant)}>
                  {say(w.giveBack)}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {me.grants.length > 0 && <p className="hint">{say(me.bound ? w.why : w.whyFree)}</p>}
      {giving && (
        <DelegateDialog
          grant={giving}
          today={me.today}
          onClose={(done) => {
            setGiving(null)
            if (done) onDelegated()
          }}
        />
      )}
    </section>
  )
}

/** What the account has passed on, and how it ends before its day. */
import { act, delegationsAt } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { w } from './words.ts'

export function Delegations() {
  const say = useSay()
  const { data, again } = useLoaded(delegationsAt)
  const { busy, trouble, run } = useAct()
  if (!data || data.delegations.length === 0) return null
  const end = (id: string) =>
    run(async () => {
      await carryOut(act('endGrant', `/v1/accounts/grants/${id}/end`, {}))
      await again()
    })
  return (
    <section className="panel block" aria-labelledby="delegations">
      <h2 id="delegations">{say(w.delegations)}</h2>
      <Said trouble={trouble} />
      <ul className="rows">
        {data.delegations.map(({ grant, login, name }) => (
          <li key={grant.id}>
            <div>
              <b>{name}</b> <code>{login}</code>
              <p className="hint">
                {say(roleName(grant.role))} · {say(placeName(grant))} · {formatDate(grant.validFrom)} –{' '}
                {grant.validTo && formatDate(grant.validTo)}
              </p>
            </div>
            <button
              type="button"
              aria-disabled={busy || undefined}
              aria-label={say(w.endNamed, { what: name })}
              onClick={() => void end(grant.id)}
            >
              {say(w.end)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

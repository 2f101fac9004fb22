/** The accounts in the own part of the tree: found by name, login, unit or role; what waits for a second word. */
import { useState } from 'react'
import { accountsAt, approvalsAt, invitationsAt } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { found } from '../frame/fold.ts'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { roleName } from '../frame/roles.ts'
import { Link, useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import './accounts.css'
import { GrantLine } from './Grants.tsx'
import { w } from './words.ts'

const most = 100

export default function AccountsPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.title)
  const { data, refused, lost, again } = useLoaded(accountsAt)
  const approves = me.can.includes('account.approve')
  const requests = useLoaded(approves ? approvalsAt : null)
  const invites = me.can.includes('account.invite')
  const open = useLoaded(invites ? invitationsAt : null)
  const [question, setQuestion] = useQuery<string>('find', '')
  const [role, setRole] = useQuery<string>('role', '')
  const [all, setAll] = useState(false)
  const accounts = data?.accounts ?? []
  const roles = [...new Set(accounts.flatMap(({ grants }) => grants.map((grant) => grant.role)))].sort()
  const fits = accounts.filter(
    ({ name, login, grants }) =>
      (role === '' || grants.some((grant) => grant.role === role)) &&
      found([name, login, ...grants.flatMap(({ unit, unitName }) => [unit, unitName])].join(' '), question),
  )
  const shown = all ? fits : fits.slice(0, most)
  return (
    <>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.title)}</h1>
          {data && <p>{say(w.summary, { n: accounts.length })}</p>}
        </div>
        <p className="actions">
          {approves && (
            <Link className="button" href="/accounts/requests">
              {say(w.requestsN, { n: requests.data?.requests.length ?? 0 })}
            </Link>
          )}
          {invites && (
            <>
              <Link className="button" href="/accounts/invitations">
                {say(w.openN, { n: open.data?.invitations.length ?? 0 })}
              </Link>
              <Link className="button primary" href="/accounts/invite">
                {say(w.invite)}
              </Link>
            </>
          )}
        </p>
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <Loading />}
      {data && (
        <section aria-label={say(w.title)}>
          <div className="finder">
            <label className="field grow">
              <span>{say(w.find)}</span>
              <input
                type="search"
                value={question}
                placeholder={say(w.findHint)}
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => setQuestion(target.value)}
              />
            </label>
            <label className="field">
              <span>{say(w.role)}</span>
              <select value={role} onChange={({ target }) => setRole(target.value)}>
                <option value="">{say(w.anyRole)}</option>
                {roles.map((one) => (
                  <option key={one} value={one}>
                    {say(roleName(one))}
                  </option>
                ))}
              </select>
            </label>
            <p role="status" className="hint">
              {say(w.shown, { n: fits.length, all: accounts.length })}
            </p>
          </div>
          {fits.length === 0 ? (
            <p className="empty">{say(w.nobody)}</p>
          ) : (
            <ul className="sheet-list">
              {shown.map(({ accountId, name, login, state, grants }) => (
                <li key={accountId}>
                  <div className="whose">
                    <Link href={`/accounts/${accountId}`}>{name}</Link>
                    <span>
                      <code>{login}</code>{' '}
                      {state === 'suspended' && <span className="badge bad">{say(w.suspended)}</span>}
                    </span>
                  </div>
                  <ul>
                    {grants.map((grant) => (
                      <li key={grant.id}>
                        <GrantLine grant={grant} today={me.today} />
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )}
          {shown.length < fits.length && (
            <p>
              <button type="button" onClick={() => setAll(true)}>
                {say(w.shown, { n: fits.length, all: fits.length })}
              </button>
            </p>
          )}
        </section>
      )}
    </>
  )
}

/** The sign-in page: opened by the flow of the identity provider (`?uid=`), or shown where a page needs an account. */
import { useEffect, useState } from 'react'
import { healthAt } from '../api.ts'
import { useSay } from '../frame/language.ts'
import { Mark } from '../frame/Mark.tsx'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { useOnce } from '../once.ts'
import { canBeginHere, eidHref, leaveForEid } from '../session/flow.ts'
import { SignInForm } from '../session/SignInForm.tsx'
import { refreshMe } from '../session/session.ts'
import { w } from '../session/words.ts'
import './signin.css'

export default function SignInPage() {
  const say = useSay()
  useTitle(w.title)
  const [here] = useState(() => location.pathname)
  const [uid] = useState(() => (here === '/sign-in' ? new URLSearchParams(location.search).get('uid') : null))
  const to = here === '/sign-in' ? '/' : `${here}${location.search}`
  const eid = useOnce(healthAt)?.eid ?? false
  useEffect(() => {
    if (uid !== null) return
    void canBeginHere().then((can) => can || location.assign(`/session/start?${new URLSearchParams({ to })}`))
  }, [uid, to])
  const done = async (next: string | null) => {
    if (next !== null) return location.assign(next)
    await refreshMe()
    if (location.pathname === '/sign-in') navigate('/', { replace: true })
  }
  return (
    <section className="gate" aria-labelledby="sign-in">
      <div className="panel">
        <div className="gate-head">
          <Mark />
          <div>
            <h1 id="sign-in" tabIndex={-1}>
              {say(w.title)}
            </h1>
            <p>{say(frame.short)}</p>
          </div>
        </div>
        {here !== '/sign-in' && here !== '/' && <p className="hint">{say(w.wanted)}</p>}
        <SignInForm uid={uid} onDone={done} />
        {eid && (
          <div className="gate-eid">
            <p className="gate-or">{say(w.or)}</p>
            <a
              className="button"
              href={eidHref(uid)}
              onClick={(event) => {
                if (uid !== null) return
                event.preventDefault()
                void leaveForEid(to)
              }}
            >
              {say(w.byEid)}
            </a>
            <p className="hint">{say(w.eidNote)}</p>
          </div>
        )}
        <ul className="gate-ways">
          <li>
            <Link href="/invitation">{say(w.invited)}</Link>
          </li>
          <li>
            <Link href="/sign-in/lost">{say(w.lost)}</Link>
          </li>
        </ul>
      </div>
      <p className="hint">{say(w.who)}</p>
    </section>
  )
}

/** The sign-in page: opened by the flow of the identity provider (`?uid=`), or shown where a page needs an account. */
import { useEffect, useState } from 'react'
import { useSay } from '../frame/language.ts'
import { Mark } from '../frame/Mark.tsx'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { canBeginHere } from '../session/flow.ts'
import { SignInForm } from '../session/SignInForm.tsx'
import { refreshMe } from '../session/session.ts'
import { w } from '../session/words.ts'
import './signin.css'

export default function SignInPage() {
  const say = useSay()
  useTitle(w.title)
  const [here] = useState(() => location.pathname)
  const [uid] = useState(() => (here === '/sign-in' ? new URLSearchParams(location.search).get('uid') : null))
  useEffect(() => {
    if (uid !== null) return
    const to = here === '/sign-in' ? '/' : `${here}${location.search}`
    void canBeginHere().then((can) => can || location.assign(`/session/start?${new URLSearchParams({ to })}`))
  }, [uid, here])
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

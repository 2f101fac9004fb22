/** The end of the e-ID's own tab: tells the page that waits, and closes where the browser lets it. */
import { useEffect } from 'react'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { tellOthers } from '../session/others.ts'
import { w } from '../session/words.ts'

export default function DonePage() {
  const say = useSay()
  useTitle(w.doneTitle)
  useEffect(tellOthers, [])
  return (
    <section className="message" role="status">
      <h1 tabIndex={-1}>{say(w.doneTitle)}</h1>
      <p>{say(w.doneNote)}</p>
      <p className="actions">
        <button type="button" className="primary" onClick={() => window.close()}>
          {say(w.doneClose)}
        </button>
        <Link href="/">{say(w.doneHome)}</Link>
      </p>
    </section>
  )
}

/** The own account: rights of today in plain words, what was passed on, sessions, password, factors. */
import { lazy, Suspense, useState } from 'react'
import { useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { useTitle } from '../frame/title.ts'
import { useMe } from '../session/session.ts'
import { Delegations } from './Delegations.tsx'
import { Rights } from './Rights.tsx'
import { Sessions } from './Sessions.tsx'
import { w } from './words.ts'

const Security = lazy(() => import('./Security.tsx'))

export default function MePage(_: { params: Params }) {
  const say = useSay()
  const me = useMe()
  const [told, setTold] = useState(0)
  useTitle(w.title)
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.title)}</h1>
        <p>
          <b>{me.name}</b> · <code>{me.login}</code>
        </p>
      </div>
      <div className="halves">
        <div>
          <Rights me={me} onDelegated={() => setTold((n) => n + 1)} />
          <Delegations key={told} />
        </div>
        <div>
          <Sessions />
          <Suspense>
            <Security login={me.login} />
          </Suspense>
        </div>
      </div>
    </>
  )
}

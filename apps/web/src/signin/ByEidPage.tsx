/** A tab of its own for the e-ID: it leaves at once and comes back to `/sign-in/done`, so that the page behind stays as it is. */
import { useEffect } from 'react'
import { act } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { doneAt, leaveForEid } from '../session/flow.ts'
import { w } from '../session/words.ts'

export default function ByEidPage() {
  const say = useSay()
  useTitle(w.byEid)
  const [what] = useQuery<'sign-in' | 'step-up'>('for', 'sign-in')
  const { trouble, run } = useAct()
  const leave = () =>
    run(async () => {
      if (what === 'sign-in') return leaveForEid(doneAt)
      location.assign((await carryOut(act('stepUpEid', '/v1/me/step-up/eid', {}))).location)
    })
  // biome-ignore lint/correctness/useExhaustiveDependencies: left once, when the tab opens
  useEffect(() => void leave(), [])
  return (
    <section className="message">
      <h1 tabIndex={-1}>{say(w.byEid)}</h1>
      <p>{say(w.eidLeaving)}</p>
      <Said trouble={trouble} />
      {trouble ? (
        <p className="actions">
          <button type="button" className="primary" onClick={() => void leave()}>
            {say(frame.tryAgain)}
          </button>
        </p>
      ) : (
        <Loading />
      )}
    </section>
  )
}

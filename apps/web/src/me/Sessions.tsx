/** Living sessions of the own account: which one is this; each of the others can be ended, or all of them. */
import { act, mySessionsAt } from '../api.ts'
import { Said, Unloaded, useAct } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { SessionRows } from '../session/SessionRows.tsx'
import { w } from './words.ts'

export function Sessions() {
  const say = useSay()
  const { data, refused, lost, again } = useLoaded(mySessionsAt)
  const { busy, trouble, run } = useAct()
  const endAll = (ids: readonly string[]) =>
    run(async () => {
      for (const id of ids) await carryOut(act('endMySession', `/v1/me/sessions/${id}/end`, {}))
      await again()
    })
  const others = data?.sessions.filter(({ current }) => !current) ?? []
  return (
    <section className="panel block" aria-labelledby="sessions">
      <h2 id="sessions">{say(w.sessions)}</h2>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Said trouble={trouble} />
      {data ? (
        <SessionRows sessions={data.sessions} busy={busy} onEnd={(id) => void endAll([id])} />
      ) : (
        !refused && !lost && <Loading />
      )}
      {others.length > 0 && (
        <p className="actions">
          <span className="hint">{say(w.sessionsNote)}</span>
          {others.length > 1 && (
            <button type="button" onClick={() => void endAll(others.map(({ sessionId }) => sessionId))}>
              {say(w.endOthers)}
            </button>
          )}
        </p>
      )}
    </section>
  )
}

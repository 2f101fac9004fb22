/** Living sessions: from where, since when, which one is this; each can be ended. */
import { act, mySessionsAt } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { formatRecent } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { w } from './words.ts'

export function Sessions() {
  const say = useSay()
  const language = useLanguage()
  const { data, again } = useLoaded(mySessionsAt)
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
      <Said trouble={trouble} />
      {!data && <p className="loading">{say(frame.loading)}</p>}
      <ul className="rows">
        {data?.sessions.map(({ sessionId, current, startedAt, seenAt, address }) => (
          <li key={sessionId}>
            <div>
              <code>{address}</code> {current && <span className="badge">{say(w.thisOne)}</span>}
              <p className="hint">
                {say(w.started).toLowerCase()} {formatRecent(startedAt, Date.now(), language)} ·{' '}
                {say(w.seen).toLowerCase()} {formatRecent(seenAt, Date.now(), language)}
              </p>
            </div>
            {!current && (
              <button
                type="button"
                aria-disabled={busy || undefined}
                aria-label={say(w.endNamed, { what: address })}
                onClick={() => void endAll([sessionId])}
              >
                {say(w.end)}
              </button>
            )}
          </li>
        ))}
      </ul>
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

/** The living sessions of an account that one administers: one is ended at once, all of them after a word. */
import { useState } from 'react'
import { accountSessionsAt, act } from '../api.ts'
import { Confirm } from '../frame/Confirm.tsx'
import { Said, Unloaded, useAct } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { SessionRows } from '../session/SessionRows.tsx'
import type { AccountLine } from './RoleDialogs.tsx'
import { w } from './words.ts'

export function OpenSessions({ account: { accountId, name } }: { account: AccountLine }) {
  const say = useSay()
  const { data, refused, lost, again } = useLoaded(accountSessionsAt(accountId))
  const [endingAll, setEndingAll] = useState(false)
  const { busy, trouble, run } = useAct()
  const end = (id: string) => carryOut(act('endAccountSession', `/v1/accounts/${accountId}/sessions/${id}/end`, {}))
  const sessions = data?.sessions ?? []
  return (
    <section className="panel block" aria-labelledby="sessions">
      <h2 id="sessions">{say(w.sessions)}</h2>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Said trouble={trouble} />
      {!data && !refused && !lost && <Loading />}
      {data?.sessions.length === 0 && <p className="hint">{say(w.noSessions)}</p>}
      <SessionRows sessions={sessions} busy={busy} onEnd={(id) => void run(() => end(id).then(again))} />
      {sessions.length > 1 && (
        <p>
          <button type="button" onClick={() => setEndingAll(true)}>
            {say(w.endAll)}
          </button>
        </p>
      )}
      {endingAll && (
        <Confirm
          title={say(w.endAllTitle, { name })}
          label={say(w.endAllDo)}
          onDo={async () => {
            for (const { sessionId } of sessions) await end(sessionId)
          }}
          onClose={() => {
            setEndingAll(false)
            void again()
          }}
        >
          <p>{say(w.endAllWhat, { n: sessions.length, name })}</p>
        </Confirm>
      )}
    </section>
  )
}

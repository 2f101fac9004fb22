/** Living sessions, one row each: from where, since when, last seen; each can be ended. */
import type { AccountShapes } from '../api.ts'
import { formatRecent } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { Row, Rows } from '../frame/Rows.tsx'
import { w } from './words.ts'

export function SessionRows({
  sessions,
  busy,
  onEnd,
  whyNot,
}: {
  sessions: AccountShapes.Sessions['sessions']
  busy: boolean
  onEnd: (sessionId: string) => void
  whyNot?: string | null
}) {
  const say = useSay()
  const language = useLanguage()
  const time = (instant: string) => formatRecent(instant, Date.now(), language)
  return (
    <Rows>
      {sessions.map(({ sessionId, current, startedAt, seenAt, address }) => (
        <Row
          key={sessionId}
          note={say(w.sessionTimes, { started: time(startedAt), seen: time(seenAt) })}
          act={
            !current && {
              label: say(w.endSession),
              named: say(w.endSessionNamed, { address }),
              onPress: () => onEnd(sessionId),
              ...{ busy, whyNot, grave: true },
            }
          }
        >
          <code>{address}</code> {current && <span className="badge">{say(w.thisSession)}</span>}
        </Row>
      ))}
    </Rows>
  )
}

/** Alarms about looks: what waits first, settled with a word. Who runs the data centre sees that there was one. */
import type { LookShapes } from '@cbccvc/contract'
import type { Text } from '@cbccvc/standard'
import { useState } from 'react'
import { act, alarmsAt } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import { Asking, Back, Done, LongText, Record, useAsking, Who } from './parts.tsx'
import { w } from './words.ts'

type Alarm = LookShapes.Alarms['alarms'][number]
const kinds: Readonly<Record<string, Text>> = { canary: w.canary, canaries: w.canaries, unusual: w.unusual }
const kindOf = ({ kind }: Alarm): Text => kinds[kind] ?? { vi: kind, en: kind }

export default function AlarmsPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.alarms)
  const settles = me.can.includes('alarm.settle')
  const { data, refused, lost, again } = useLoaded(alarmsAt)
  const { asking, ask, close, done } = useAsking<Alarm>(again)
  return (
    <>
      <Back />
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.alarms)}</h1>
        <p>{say(w.alarmsNote)}</p>
        {!settles && <p>{say(w.alarmsBlind)}</p>}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Done done={done} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.alarms.length === 0 && <p className="empty">{say(w.noAlarms)}</p>}
      {data && data.alarms.length > 0 && (
        <ul className="watched" aria-label={say(w.alarms)}>
          {data.alarms.map((alarm) => (
            <Line key={alarm.alarmId} alarm={alarm} onSettle={settles ? () => ask(alarm) : null} />
          ))}
        </ul>
      )}
      {asking && <Settle alarm={asking} onClose={close} />}
    </>
  )
}

function Line({ alarm, onSettle }: { alarm: Alarm; onSettle: (() => void) | null }) {
  const say = useSay()
  const language = useLanguage()
  const { at, kind, settleBy, overdue, settledAt, about } = alarm
  const { bodies = 0, looks = 0, usual = 0 } = about?.facts ?? {}
  return (
    <li>
      <div>
        <p>
          <b>{say(kindOf(alarm))}</b>
          {overdue && <span className="badge late">{say(w.overdue)}</span>}
        </p>
        {about && (
          <p>
            <Who who={about.who} /> {about.login && <code>{about.login}</code>}
          </p>
        )}
        <p className="hint">
          {formatInstant(at, language)}
          {about?.person && (
            <>
              {' '}
              · {say(w.person)} <Record person={about.person} />
            </>
          )}
          {about && kind === 'canaries' && ` · ${say(w.bodies, { n: bodies })}`}
          {about && kind === 'unusual' && ` · ${say(w.usual, { looks, usual })}`}
          {about && ` · ${say(w.lookNo, { no: about.lookNo })}`}
        </p>
        {settledAt ? (
          <>
            <p className="hint">
              {say(w.settled, {
                who: about?.settledBy?.name ?? say(w.somebody),
                time: formatInstant(settledAt, language),
              })}
            </p>
            {about?.word && <p className="quote">{about.word}</p>}
          </>
        ) : (
          <p className="hint">{say(w.settleBy, { day: formatDate(settleBy) })}</p>
        )}
      </div>
      {!settledAt && onSettle && (
        <div className="actions">
          <button
            type="button"
            className="primary"
            aria-label={say(w.settleTitle, { what: say(kindOf(alarm)) })}
            onClick={onSettle}
          >
            {say(w.settle)}
          </button>
        </div>
      )}
    </li>
  )
}

function Settle({ alarm, onClose }: { alarm: Alarm; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [word, setWord] = useState('')
  return (
    <Asking
      title={say(w.settleTitle, { what: say(kindOf(alarm)) })}
      does={say(w.settleDo)}
      onDo={() => carryOut(act('settleAlarm', `/v1/alarms/${alarm.alarmId}/settlement`, { word }))}
      onClose={onClose}
    >
      <LongText label={say(w.settleWord)} value={word} onText={setWord} />
    </Asking>
  )
}

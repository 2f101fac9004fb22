/** Emergency access, reviewed by somebody else: what waits first. */
import type { LookShapes } from '@cbccvc/contract'
import { useState } from 'react'
import { act, glassesAt } from '../api.ts'
import { Choice, Unloaded } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { Asking, Back, Done, LongText, Record, useAsking, Who } from './parts.tsx'
import { w } from './words.ts'

type Glass = LookShapes.Glasses['glasses'][number]

export default function GlassesPage() {
  const say = useSay()
  useTitle(w.glasses)
  const { data, refused, lost, again } = useLoaded(glassesAt)
  const { asking, ask, close, done } = useAsking<Glass>(again)
  return (
    <>
      <Back />
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.glasses)}</h1>
        <p>{say(w.glassesNote)}</p>
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Done done={done} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.glasses.length === 0 && <p className="empty">{say(w.noGlasses)}</p>}
      {data && data.glasses.length > 0 && (
        <ul className="watched" aria-label={say(w.glasses)}>
          {data.glasses.map((glass) => (
            <Line key={glass.glassId} glass={glass} onReview={() => ask(glass)} />
          ))}
        </ul>
      )}
      {asking && <Review glass={asking} onClose={close} />}
    </>
  )
}

function Line({ glass, onReview }: { glass: Glass; onReview: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const { who, person, reason, openedAt, until, looks, reviewBy, overdue, reviewedBy, reviewedAt, justified, word } =
    glass
  const open = Date.parse(until) > Date.now()
  return (
    <li>
      <div>
        <p>
          <Who who={who} />
          {open && <span className="badge">{say(w.glassOpen)}</span>}
          {overdue && <span className="badge late">{say(w.overdue)}</span>}
        </p>
        <p>
          {say(w.person)} <Record person={person} /> ·{' '}
          {say(w.glassWhen, {
            from: formatInstant(openedAt, language),
            to: formatInstant(until, language),
            n: looks,
          })}
        </p>
        <p className="quote">{reason}</p>
        {reviewedAt ? (
          <>
            <p className="hint">
              {say(w.reviewed, {
                verdict: say(justified ? w.justified : w.unjustified),
                who: reviewedBy?.name ?? say(w.somebody),
                time: formatInstant(reviewedAt, language),
              })}
            </p>
            <p className="quote">{word}</p>
          </>
        ) : (
          <p className="hint">{say(w.reviewBy, { day: formatDate(reviewBy) })}</p>
        )}
      </div>
      {!reviewedAt && (
        <div className="actions">
          {open ? (
            <p className="hint">{say(w.stillOpen, { time: formatInstant(until, language) })}</p>
          ) : (
            <button
              type="button"
              className="primary"
              aria-label={say(w.reviewTitle, { who: who?.name ?? say(w.somebody) })}
              onClick={onReview}
            >
              {say(w.review)}
            </button>
          )}
        </div>
      )}
    </li>
  )
}

function Review({ glass, onClose }: { glass: Glass; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [justified, setJustified] = useState(true)
  const [word, setWord] = useState('')
  return (
    <Asking
      title={say(w.reviewTitle, { who: glass.who?.name ?? say(w.somebody) })}
      does={say(w.reviewDo)}
      onDo={() => carryOut(act('reviewGlass', `/v1/glasses/${glass.glassId}/review`, { justified, word }))}
      onClose={onClose}
    >
      <p className="quote">{glass.reason}</p>
      <Choice
        label={say(w.verdict)}
        value={justified ? 'yes' : 'no'}
        onChange={({ target }) => setJustified(target.value === 'yes')}
      >
        <option value="yes">{say(w.justified)}</option>
        <option value="no">{say(w.unjustified)}</option>
      </Choice>
      <LongText label={say(w.reviewWord)} value={word} onText={setWord} />
    </Asking>
  )
}

/** Says from when the figures are, that nobody was there to ask for newer ones, and that the line is lost when it is. */
import { formatInstant, formatTime } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import type { Live } from '../live.ts'
import { w } from './words.ts'

export function Fresh({ live }: { live: Live<unknown> }) {
  const say = useSay()
  const language = useLanguage()
  if (live.at === null) return null
  return (
    <span className={live.lostSince === null && !live.resting ? 'fresh' : 'fresh stale'}>
      <i aria-hidden="true" />
      {say(w.live, { time: formatTime(live.at, language) })}
      {live.lostSince === null && !live.resting && <span className="wide-only"> · {say(w.liveEvery)}</span>}
    </span>
  )
}

/** The region is always there, so that a screen reader hears the change and nothing else. */
export function LineState({ live, again }: { live: Live<unknown>; again: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const { at, lostSince, resting, refused } = live
  return (
    <div role="status" className="line-state">
      {resting && (
        <div className="notice calm">
          <p>{say(w.resting)}</p>
        </div>
      )}
      {lostSince !== null && !resting && (
        <div className="notice bad">
          <p>
            <b>{say(w.lost, { since: formatTime(lostSince, language) })}</b>{' '}
            {at === null ? say(w.lostNothing) : say(w.lostFigures, { time: formatInstant(at, language) })}
          </p>
          <button type="button" onClick={again}>
            {say(w.tryNow)}
          </button>
        </div>
      )}
      {refused && (
        <div className="notice bad">
          <p>
            <b>
              {say(w.refused)}: {say(refused.refusal)}
            </b>{' '}
            {say(refused.refusal.next)} <code>{refused.refusal.code}</code>
          </p>
          <button type="button" onClick={again}>
            {say(w.tryNow)}
          </button>
        </div>
      )}
    </div>
  )
}

/** The board: the nation on top, what it stands on, then every body. */
import { boardAt } from '../api.ts'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { useLive } from '../live.ts'
import { Bodies } from './Bodies.tsx'
import './board.css'
import { Foundations } from './Foundations.tsx'
import { Fresh, LineState } from './LineState.tsx'
import { Overview } from './Overview.tsx'
import { w } from './words.ts'

export default function BoardPage() {
  const say = useSay()
  const { again, ...live } = useLive(boardAt)
  useTitle(w.title)
  const board = live.data
  return (
    <>
      <div className="heading">
        <h1>{say(w.title)}</h1>
        {board && (
          <p>
            {say(w.summary, {
              bodies: board.bodies.length,
              units: board.bodies.reduce((sum, body) => sum + body.units, 0),
              today: formatDate(board.today),
            })}{' '}
            <Fresh live={live} />
          </p>
        )}
      </div>
      <LineState live={live} again={again} />
      {board ? (
        <>
          <Overview counts={board.totals} />
          <Foundations board={board} />
          <Bodies bodies={board.bodies} />
        </>
      ) : (
        live.lostSince === null && !live.refused && <p className="loading">{say(frame.loading)}</p>
      )}
    </>
  )
}

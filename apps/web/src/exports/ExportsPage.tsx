/** Copies that one has asked for, their states, and the one delivery of each; what the day still allows. */
import { useState } from 'react'
import { exportBudgetAt, myExportsAt } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { Link, useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { State } from '../privacy/facts.tsx'
import { useLoaded } from '../session/loaded.ts'
import { FetchDialog } from './FetchDialog.tsx'
import { Budget, type Copy, CopyFacts, copyNo } from './parts.tsx'
import { exportStates, w } from './words.ts'

function CopyCard({ copy, onFetch }: { copy: Copy; onFetch: (copy: Copy) => void }) {
  const say = useSay()
  const no = copyNo(copy)
  const { state } = copy
  return (
    <li className="card">
      <div className="card-head">
        <h3>{no}</h3>
        <State state={state} words={exportStates} />
      </div>
      <CopyFacts copy={copy} />
      {(state === 'ready' || state === 'released' || state === 'waits') && (
        <div className="actions">
          <button
            type="button"
            className={state === 'waits' ? '' : 'primary'}
            disabled={state === 'waits'}
            aria-label={say(w.fetchNamed, { no })}
            onClick={() => onFetch(copy)}
          >
            {say(w.fetch)}
          </button>
          {state === 'waits' && <span className="hint">{say(w.notYet)}</span>}
        </div>
      )}
    </li>
  )
}

/** What became of the copy that was asked for just now. */
function Asked({ copy }: { copy: Copy | undefined }) {
  const say = useSay()
  const language = useLanguage()
  const time = copy ? formatInstant(copy.expiresAt, language) : ''
  return (
    <div role="status">
      {copy?.state === 'ready' && <p className="notice good">{say(w.askedReady, { no: copyNo(copy), time })}</p>}
      {copy?.state === 'waits' && <p className="notice calm">{say(w.askedWaits, { no: copyNo(copy), time })}</p>}
    </div>
  )
}

export default function ExportsPage() {
  const say = useSay()
  useTitle(w.title)
  const { data, refused, lost, again } = useLoaded(myExportsAt)
  const budget = useLoaded(exportBudgetAt)
  const [asked] = useQuery<string>('asked', '')
  const [fetching, setFetching] = useState<Copy | null>(null)
  return (
    <>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.title)}</h1>
          <p>{say(w.note)}</p>
        </div>
        <Link className="button primary" href="/exports/new">
          {say(w.fresh)}
        </Link>
      </div>
      <Asked copy={data?.exports.find((copy) => copyNo(copy) === asked)} />
      {budget.data && <Budget budget={budget.data} />}
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data && (
        <section aria-labelledby="copies">
          <div className="card-head">
            <h2 id="copies">{say(w.list)}</h2>
            <button type="button" className="link" onClick={() => void again()}>
              {say(w.lookAgain)}
            </button>
          </div>
          {data.exports.length === 0 && <p className="empty">{say(w.none)}</p>}
          <ul className="cards">
            {data.exports.map((copy) => (
              <CopyCard key={copy.exportId} copy={copy} onFetch={setFetching} />
            ))}
          </ul>
        </section>
      )}
      {fetching && (
        <FetchDialog
          copy={fetching}
          onClose={async () => {
            await again()
            setFetching(null)
          }}
        />
      )}
    </>
  )
}

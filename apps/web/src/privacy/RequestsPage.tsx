/** The requests of data subjects that wait for this account, the most urgent first. What people wrote is opened one by one. */
import { requestKinds } from '@cbccvc/standard/requests'
import { requestsToAnswerAt } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { Link, useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { useLoaded } from '../session/loaded.ts'
import { FieldNames, State } from './facts.tsx'
import { requestStates, w } from './words.ts'

export default function RequestsPage() {
  const say = useSay()
  useTitle(w.toAnswer)
  const { data, refused, lost, again } = useLoaded(requestsToAnswerAt)
  const [answered] = useQuery<string>('answered', '')
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.toAnswer)}</h1>
        <p>{say(w.toAnswerNote)}</p>
      </div>
      <div role="status">
        {/^YC-\d+$/.test(answered) && <p className="notice good">{say(w.answered, { no: answered })}</p>}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.requests.length === 0 && <p className="empty">{say(w.nothingWaits)}</p>}
      {data && data.requests.length > 0 && (
        <ul className="rows panel">
          {data.requests.map(({ requestId, no, kind, fields, unit, unitName, madeOn, dueOn, state }) => (
            <li key={requestId}>
              <div>
                <Link href={`/requests/${requestId}`} aria-label={say(w.openNamed, { no })}>
                  <b>{no}</b>
                </Link>{' '}
                · {say(requestKinds[kind])} <State state={state} words={requestStates} />
                <p>
                  <FieldNames ids={fields} />
                </p>
                <p className="hint">
                  {unitName ?? unit ?? say(w.ended)} · {say(w.sentOn)} {formatDate(madeOn)} · {say(w.dueOn)}{' '}
                  <b>{formatDate(dueOn)}</b>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

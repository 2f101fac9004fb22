/** What the person has asked for as the data subject: the legal clock of each, who answers, and the answer. */
import { requestGrounds, requestKinds, requestOutcomes } from '@cbccvc/standard/requests'
import { useState } from 'react'
import { act, ownRequestsAt, type PrivacyShapes } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Unloaded, useAct } from '../frame/Form.tsx'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { Link, useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { Fact, Facts, FieldNames, State } from './facts.tsx'
import { requestStates, w } from './words.ts'

type Request = PrivacyShapes.OwnRequests['requests'][number]

function Answer({ answer }: { answer: NonNullable<Request['answer']> }) {
  const say = useSay()
  const ground = requestGrounds[answer.ground as keyof typeof requestGrounds]
  return (
    <div className="answer">
      <Facts>
        <Fact of={w.answer}>
          <b>{say(requestOutcomes[answer.outcome])}</b>
        </Fact>
        <Fact of={w.answeredOn}>{formatDate(answer.on)}</Fact>
        {answer.parcel && (
          <Fact of={w.parcel}>
            <code>{answer.parcel}</code>
          </Fact>
        )}
        {ground && (
          <Fact of={w.ground} wide>
            {say(ground)}
          </Fact>
        )}
      </Facts>
      <p className="written">{answer.words}</p>
    </div>
  )
}

function RequestCard({ request, onLift }: { request: Request; onLift: () => void }) {
  const say = useSay()
  const { no, kind, fields, state, madeOn, dueOn, unit, unitName, next, words, answer, lifted } = request
  return (
    <li className="card">
      <div className="card-head">
        <h2>
          {no} · {say(requestKinds[kind])}
        </h2>
        <State state={state} words={requestStates} />
      </div>
      <Facts>
        <Fact of={w.about}>
          <FieldNames ids={fields} />
        </Fact>
        <Fact of={w.sentOn}>{formatDate(madeOn)}</Fact>
        <Fact of={w.dueOn}>{formatDate(dueOn)}</Fact>
        <Fact of={w.byUnit}>{unitName ?? unit ?? say(w.ended)}</Fact>
        {!answer && (
          <Fact of={w.nextStep} wide>
            {say(next)}
          </Fact>
        )}
        <Fact of={w.youWrote} wide>
          <span className="written block-text">{words}</span>
        </Fact>
      </Facts>
      {answer && <Answer answer={answer} />}
      {kind === 'restrict' && answer?.outcome === 'done' && (
        <p>
          {lifted ? (
            <span className="hint">{say(w.lifted)}</span>
          ) : (
            <button type="button" aria-label={say(w.liftNamed, { no })} onClick={onLift}>
              {say(w.lift)}
            </button>
          )}
        </p>
      )}
    </li>
  )
}

export default function MyRequestsPage() {
  const say = useSay()
  useTitle(w.mine)
  const { data, refused, lost, again } = useLoaded(ownRequestsAt)
  const [made] = useQuery<string>('made', '')
  const [lifting, setLifting] = useState<Request | null>(null)
  const fresh = data?.requests.find(({ no }) => no === made)
  return (
    <>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.mine)}</h1>
          <p>{say(w.mineNote)}</p>
        </div>
        <Link className="button primary" href="/me/requests/new">
          {say(w.newRequest)}
        </Link>
      </div>
      <div role="status">
        {fresh && <p className="notice good">{say(w.made, { no: fresh.no, day: formatDate(fresh.dueOn) })}</p>}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.requests.length === 0 && <p className="empty">{say(w.noRequests)}</p>}
      {data && data.requests.length > 0 && (
        <ul className="cards">
          {data.requests.map((request) => (
            <RequestCard key={request.requestId} request={request} onLift={() => setLifting(request)} />
          ))}
        </ul>
      )}
      {lifting && (
        <Lift
          request={lifting}
          onClose={(done) => {
            setLifting(null)
            if (done) void again()
          }}
        />
      )}
    </>
  )
}

/** Takes a restriction back that was granted. */
function Lift({ request, onClose }: { request: Request; onClose: (done: boolean) => void }) {
  const say = useSay()
  const { busy, trouble, run } = useAct()
  const lift = async () => {
    if (await run(() => carryOut(act('liftRestriction', `/v1/requests/${request.requestId}/lifted`, {})))) onClose(true)
  }
  return (
    <Dialog title={say(w.liftNamed, { no: request.no })} onClose={() => onClose(false)}>
      <p>{say(w.liftWhat)}</p>
      <Said trouble={trouble} />
      <p className="actions">
        <button type="button" className="primary" aria-disabled={busy || undefined} onClick={() => void lift()}>
          {say(busy ? frame.working : w.liftDo)}
        </button>
        <button type="button" onClick={() => onClose(false)}>
          {say(frame.cancel)}
        </button>
      </p>
    </Dialog>
  )
}

/** One request of a data subject: what the person wrote, what the record says, the answer. That it was opened is written down. */
import type { RecordShapes } from '@cbccvc/contract'
import type { RequestOutcome } from '@cbccvc/standard'
import {
  type RequestGround,
  requestGroundIds,
  requestGrounds,
  requestKinds,
  requestOutcomes,
} from '@cbccvc/standard/requests'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { act, type PrivacyShapes } from '../api.ts'
import { recount } from '../frame/counts.ts'
import { Area, Choice, Said, Submit, useAct } from '../frame/Form.tsx'
import { type Fields, useFields } from '../frame/fields.ts'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { usePurpose } from '../records/purpose.tsx'
import { Value } from '../records/Value.tsx'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Fact, Facts, FieldNames, State } from './facts.tsx'
import { requestStates, w } from './words.ts'

type Opened = PrivacyShapes.OpenedRequest

/** The fields of the request as the record has them: a look for this very case. */
function StatedNow({ request }: { request: Opened }) {
  const say = useSay()
  const me = useMe()
  const { nameOf, byId }: Fields = useFields()
  const [, setPurpose] = usePurpose(me)
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const { busy, trouble, run } = useAct()
  const { person, no, fields } = request
  const purpose = { code: 'subjectRequest', caseNo: no } as const
  const look = () =>
    run(async () =>
      setRecord(
        await carryOut(act('record', `/v1/people/${encodeURIComponent(person)}/record`, { purpose, names: true })),
      ),
    )
  return (
    <section className="card" aria-labelledby="stated">
      <h2 id="stated">{say(w.value)}</h2>
      <Said trouble={trouble} />
      {record && (
        <Facts>
          {fields.map((id) => (
            <Fact key={id} of={nameOf(id)} wide>
              {record.fields[id] ? (
                <Value value={record.fields[id].value} shape={byId.get(id)} names={record.names ?? {}} />
              ) : (
                <i>{say(w.nothingStated)}</i>
              )}
            </Fact>
          ))}
        </Facts>
      )}
      <p className="hint">{say(w.lookNote, { no })}</p>
      <div className="actions">
        {!record && fields.length > 0 && (
          <button type="button" aria-disabled={busy || undefined} onClick={() => void look()}>
            {say(busy ? frame.loading : w.lookNow)}
          </button>
        )}
        {/* The record's page looks for the same case. */}
        <Link href={`/people/${person}`} onClick={() => setPurpose(purpose)}>
          {say(w.wholeNow)}
        </Link>
      </div>
    </section>
  )
}

function ParcelChoice({
  request,
  parcel,
  onParcel,
  onAgain,
}: {
  request: Opened
  parcel: string
  onParcel: (parcel: string) => void
  onAgain: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  return (
    <>
      {request.parcels.length > 0 && (
        <Choice label={say(w.parcelPick)} value={parcel} required onChange={({ target }) => onParcel(target.value)}>
          <option value="">{say(w.pickParcel)}</option>
          {request.parcels.map(({ parcelId, recordedAt }) => (
            <option key={parcelId} value={parcelId}>
              {formatInstant(recordedAt, language)} · {parcelId}
            </option>
          ))}
        </Choice>
      )}
      {request.parcels.length === 0 && <p className="notice calm">{say(w.noParcel)}</p>}
      <p>
        <button type="button" className="link" onClick={onAgain}>
          {say(w.lookAgain)}
        </button>
      </p>
    </>
  )
}

/** A ground is longer than the field that it is chosen in. */
function GroundInFull({ of }: { of: RequestGround }) {
  const say = useSay()
  const ground = requestGrounds[of]
  return (
    <>
      {say(ground)}
      {ground.ours && ` (${say(w.ours)})`}
    </>
  )
}

function AnswerForm({ request, onAgain }: { request: Opened; onAgain: () => void }) {
  const say = useSay()
  const { requestId, no, kind } = request
  const { outcomes, byParcel } = requestKinds[kind]
  const [outcome, setOutcome] = useState<RequestOutcome | ''>('')
  const [ground, setGround] = useState<RequestGround | ''>('')
  const [parcel, setParcel] = useState('')
  const [words, setWords] = useState('')
  const { busy, trouble, run } = useAct()
  const needsGround = outcome === 'refused' || outcome === 'closed'
  const needsParcel = outcome === 'done' && byParcel
  const answer = (event: FormEvent) => {
    event.preventDefault()
    if (busy || outcome === '') return
    void run(async () => {
      const given = {
        ...{ outcome, words: words.trim() },
        ...{ ground: needsGround && ground !== '' ? ground : null, parcel: needsParcel ? parcel : null },
      }
      await carryOut(act('answerRequest', `/v1/requests/${requestId}/answer`, given))
      recount()
      navigate(`/requests?answered=${no}`)
    })
  }
  return (
    <form className="card form" onSubmit={answer} aria-labelledby="answering">
      <h2 id="answering">{say(w.giveAnswer)}</h2>
      <Said trouble={trouble} />
      <Choice
        label={say(w.outcome)}
        value={outcome}
        required
        onChange={({ target }) => setOutcome(target.value as RequestOutcome)}
      >
        <option value="">{say(w.pickOutcome)}</option>
        {outcomes.map((one) => (
          <option key={one} value={one}>
            {say(requestOutcomes[one])}
          </option>
        ))}
      </Choice>
      {needsParcel && <ParcelChoice {...{ request, parcel, onAgain }} onParcel={setParcel} />}
      {needsGround && (
        <Choice
          label={say(w.groundPick)}
          hint={ground === '' ? undefined : <GroundInFull of={ground} />}
          value={ground}
          required
          onChange={({ target }) => setGround(target.value as RequestGround)}
        >
          <option value="">{say(w.pickGround)}</option>
          {requestGroundIds.map((one) => (
            <option key={one} value={one}>
              {say(requestGrounds[one])}
            </option>
          ))}
        </Choice>
      )}
      <Area
        label={say(w.wordsTo)}
        hint={say(w.wordsToHint)}
        value={words}
        maxLength={4000}
        onChange={({ target }) => setWords(target.value)}
        required
      />
      <div className="actions">
        <Submit busy={busy} disabled={needsParcel && request.parcels.length === 0}>
          {say(w.sendAnswer)}
        </Submit>
        <span className="hint">{say(needsParcel && request.parcels.length === 0 ? w.needsParcel : w.final)}</span>
      </div>
    </form>
  )
}

export default function RequestPage({ params }: { params: Params }) {
  const say = useSay()
  const [request, setRequest] = useState<Opened | null>(null)
  const { busy, trouble, run } = useAct()
  const requestId = params.request!
  useTitle(request ? { vi: `${request.no} · ${w.toAnswer.vi}`, en: `${request.no} · ${w.toAnswer.en}` } : w.toAnswer)
  const open = useCallback(
    () =>
      run(async () =>
        setRequest(await carryOut(act('openRequest', `/v1/requests/${encodeURIComponent(requestId)}/opened`, {}))),
      ),
    [run, requestId],
  )
  useEffect(() => void open(), [open])
  return (
    <>
      <p>
        <Link href="/requests">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{request ? `${request.no} · ${say(requestKinds[request.kind])}` : say(w.toAnswer)}</h1>
        <p>{say(w.openedNote)}</p>
      </div>
      <Said trouble={trouble} />
      {!request && busy && <p className="loading">{say(frame.loading)}</p>}
      {request && (
        <div className="halves">
          <div>
            <section className="card" aria-label={say(w.theyWrote)}>
              <div className="card-head">
                <h2>{say(w.theyWrote)}</h2>
                <State state={request.state} words={requestStates} />
              </div>
              <p className="written">{request.words}</p>
              <Facts>
                <Fact of={w.about}>
                  <FieldNames ids={request.fields} />
                </Fact>
                <Fact of={w.byUnit}>{request.unitName ?? request.unit ?? say(w.ended)}</Fact>
                <Fact of={w.sentOn}>{formatDate(request.madeOn)}</Fact>
                <Fact of={w.dueOn}>
                  <b>{formatDate(request.dueOn)}</b>
                </Fact>
                <Fact of={w.nextStep} wide>
                  {say(request.next)}
                </Fact>
              </Facts>
            </section>
            <StatedNow request={request} />
          </div>
          <div>
            <AnswerForm request={request} onAgain={() => void open()} />
          </div>
        </div>
      )}
    </>
  )
}

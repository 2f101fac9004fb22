/** Inspections: opened by the auditor, a hidden one approved by a second person, ended. */
import type { LookShapes } from '@cbccvc/contract'
import { useState } from 'react'
import { act, inspectionsAt } from '../api.ts'
import { Field, Said, Unloaded, useAct } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import { AboutFields, AboutWhom, Asking, Back, Done, LongText, nobodyYet, readAbout, useAsking } from './parts.tsx'
import { stateWords, w } from './words.ts'

type Inspection = LookShapes.Inspections['inspections'][number]

export default function InspectionsPage() {
  const say = useSay()
  const language = useLanguage()
  const me = useMe()
  useTitle(w.inspections)
  const { data, refused, lost, again } = useLoaded(inspectionsAt)
  const { asking, ask, close, done } = useAsking<'open' | Inspection>(again)
  const { busy, trouble, run } = useAct()
  const may = (action: (typeof me.can)[number]) => me.can.includes(action)
  const decide = ({ inspectionId }: Inspection, approve: boolean) =>
    run(async () => {
      await carryOut(act('decideInspection', `/v1/inspections/${inspectionId}/decision`, { approve }))
      await again()
    })
  return (
    <>
      <Back />
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.inspections)}</h1>
          <p>{say(w.inspectionsNote)}</p>
        </div>
        {may('inspection.open') && (
          <button type="button" className="primary" onClick={() => ask('open')}>
            {say(w.openInspection)}
          </button>
        )}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Said trouble={trouble} />
      <Done done={done} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.inspections.length === 0 && <p className="empty">{say(w.noInspections)}</p>}
      {data && data.inspections.length > 0 && (
        <ul className="watched" aria-label={say(w.inspections)}>
          {data.inspections.map((one) => (
            <li key={one.inspectionId}>
              <div>
                <p>
                  <b>{one.caseNo}</b> · {one.decisionNo}
                  <span className="badge">{say(stateWords[one.state] ?? { vi: one.state, en: one.state })}</span>
                  {one.hiddenGround && <span className="badge late">{say(w.hidden)}</span>}
                </p>
                <p>{say(w.days, { from: formatDate(one.validFrom), to: formatDate(one.validTo) })}</p>
                <AboutWhom {...one} />
                {one.hiddenGround && <p className="quote">{one.hiddenGround}</p>}
                <p className="hint">
                  {say(w.opened, {
                    who: one.openedBy?.name ?? say(w.somebody),
                    time: formatInstant(one.openedAt, language),
                  })}
                  {one.decidedBy && ` · ${say(w.decided, { who: one.decidedBy.name })}`}
                  {one.state === 'asked' &&
                    one.answerBy &&
                    ` · ${say(w.answerBy, { time: formatInstant(one.answerBy, language) })}`}
                </p>
              </div>
              <div className="actions">
                {one.state === 'asked' && may('inspection.approve') && (
                  <>
                    <button
                      type="button"
                      className="primary"
                      aria-disabled={busy || undefined}
                      aria-label={say(w.named, { what: say(w.approve), caseNo: one.caseNo })}
                      onClick={() => void decide(one, true)}
                    >
                      {say(w.approve)}
                    </button>
                    <button
                      type="button"
                      aria-disabled={busy || undefined}
                      aria-label={say(w.named, { what: say(w.refuse), caseNo: one.caseNo })}
                      onClick={() => void decide(one, false)}
                    >
                      {say(w.refuse)}
                    </button>
                  </>
                )}
                {one.state === 'open' && may('inspection.end') && (
                  <button
                    type="button"
                    aria-label={say(w.named, { what: say(w.end), caseNo: one.caseNo })}
                    onClick={() => ask(one)}
                  >
                    {say(w.end)}
                  </button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {asking === 'open' && <OpenInspection today={me.today} onClose={close} />}
      {asking && asking !== 'open' && (
        <Asking
          title={say(w.endTitle, { caseNo: asking.caseNo })}
          what={say(w.endWhat)}
          does={say(w.endDo)}
          danger
          onDo={() => carryOut(act('endInspection', `/v1/inspections/${asking.inspectionId}/end`, {}))}
          onClose={close}
        />
      )}
    </>
  )
}

function OpenInspection({ today, onClose }: { today: string; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [caseNo, setCaseNo] = useState('')
  const [decisionNo, setDecisionNo] = useState('')
  const [validFrom, setFrom] = useState(today)
  const [validTo, setTo] = useState(today)
  const [hidden, setHidden] = useState(false)
  const [ground, setGround] = useState('')
  const [about, setAbout] = useState(nobodyYet)
  const { persons, units, wrong } = readAbout(about)
  return (
    <Asking
      title={say(w.openInspectionTitle)}
      does={say(w.openInspectionDo)}
      onDo={() => {
        const hiddenGround = hidden ? ground : null
        const wish = { caseNo, decisionNo, validFrom, validTo, hiddenGround, persons, units }
        return carryOut(act('openInspection', '/v1/inspections', wish))
      }}
      onClose={onClose}
    >
      <div className="pair">
        <Field
          label={say(w.newCaseNo)}
          value={caseNo}
          onChange={({ target }) => setCaseNo(target.value)}
          autoComplete="off"
          maxLength={100}
          required
        />
        <Field
          label={say(w.decisionNo)}
          value={decisionNo}
          onChange={({ target }) => setDecisionNo(target.value)}
          autoComplete="off"
          maxLength={100}
          required
        />
      </div>
      <div className="pair">
        <Field
          label={say(w.validFrom)}
          type="date"
          min={today}
          value={validFrom}
          onChange={({ target }) => setFrom(target.value)}
          required
        />
        <Field
          label={say(w.validTo)}
          type="date"
          min={validFrom}
          value={validTo}
          onChange={({ target }) => setTo(target.value)}
          required
        />
      </div>
      <AboutFields about={about} onAbout={setAbout} />
      {wrong && <p className="fault">{say(w.refsWrong, { ref: wrong })}</p>}
      <label className="tick">
        <input type="checkbox" checked={hidden} onChange={({ target }) => setHidden(target.checked)} />
        {say(w.hide)}
      </label>
      {hidden && <LongText label={say(w.hiddenGround)} hint={say(w.hideNote)} value={ground} onText={setGround} />}
    </Asking>
  )
}

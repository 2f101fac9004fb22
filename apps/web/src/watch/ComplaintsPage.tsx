/** The register of complaints and denunciations: seen by who looks for them, kept by who does not. */
import type { LookShapes } from '@cbccvc/contract'
import { useState } from 'react'
import { act, complaintsAt } from '../api.ts'
import { Choice, Field, Unloaded } from '../frame/Form.tsx'
import { formatDate, formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import { AboutFields, AboutWhom, Asking, Back, Done, nobodyYet, readAbout, useAsking } from './parts.tsx'
import { stateWords, w } from './words.ts'

type Complaint = LookShapes.Complaints['complaints'][number]

export default function ComplaintsPage() {
  const say = useSay()
  const language = useLanguage()
  const me = useMe()
  useTitle(w.complaints)
  const { data, refused, lost, again } = useLoaded(complaintsAt)
  const { asking, ask, close, done } = useAsking<'register' | Complaint>(again)
  return (
    <>
      <Back />
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.complaints)}</h1>
          <p>{say(w.complaintsNote)}</p>
        </div>
        {me.can.includes('complaint.register') && (
          <button type="button" className="primary" onClick={() => ask('register')}>
            {say(w.register)}
          </button>
        )}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      <Done done={done} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.complaints.length === 0 && <p className="empty">{say(w.noComplaints)}</p>}
      {data && data.complaints.length > 0 && (
        <ul className="watched" aria-label={say(w.complaints)}>
          {data.complaints.map((one) => (
            <li key={one.complaintId}>
              <div>
                <p>
                  <b>{one.caseNo}</b> · {say(w[one.kind])}
                  <span className="badge">{say(stateWords[one.state] ?? { vi: one.state, en: one.state })}</span>
                </p>
                <p>
                  {say(w.takenUp, {
                    received: formatDate(one.receivedOn),
                    takenUp: formatDate(one.takenUpOn),
                    to: formatDate(one.validTo),
                  })}
                </p>
                <AboutWhom {...one} />
                <p className="hint">
                  {say(w.by, {
                    who: one.registeredBy?.name ?? say(w.somebody),
                    time: formatInstant(one.registeredAt, language),
                  })}
                </p>
              </div>
              <div className="actions">
                {one.state !== 'closed' && me.can.includes('complaint.close') && (
                  <button
                    type="button"
                    aria-label={say(w.named, { what: say(w.close), caseNo: one.caseNo })}
                    onClick={() => ask(one)}
                  >
                    {say(w.close)}
                  </button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {asking === 'register' && <Register today={me.today} onClose={close} />}
      {asking && asking !== 'register' && (
        <Asking
          title={say(w.closeTitle, { caseNo: asking.caseNo })}
          what={say(w.closeWhat)}
          does={say(w.closeDo)}
          danger
          onDo={() => carryOut(act('closeComplaint', `/v1/complaints/${asking.complaintId}/closed`, {}))}
          onClose={close}
        />
      )}
    </>
  )
}

function Register({ today, onClose }: { today: string; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [caseNo, setCaseNo] = useState('')
  const [kind, setKind] = useState<Complaint['kind']>('khieuNai')
  const [receivedOn, setReceived] = useState(today)
  const [takenUpOn, setTakenUp] = useState(today)
  const [about, setAbout] = useState(nobodyYet)
  const { persons, units, wrong } = readAbout(about)
  return (
    <Asking
      title={say(w.registerTitle)}
      does={say(w.registerDo)}
      onDo={() =>
        carryOut(act('registerComplaint', '/v1/complaints', { caseNo, kind, receivedOn, takenUpOn, persons, units }))
      }
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
        <Choice label={say(w.kind)} value={kind} onChange={({ target }) => setKind(target.value as Complaint['kind'])}>
          <option value="khieuNai">{say(w.khieuNai)}</option>
          <option value="toCao">{say(w.toCao)}</option>
        </Choice>
      </div>
      <div className="pair">
        <Field
          label={say(w.receivedOn)}
          type="date"
          max={today}
          value={receivedOn}
          onChange={({ target }) => setReceived(target.value)}
          required
        />
        <Field
          label={say(w.takenUpOn)}
          type="date"
          min={receivedOn}
          max={today}
          value={takenUpOn}
          onChange={({ target }) => setTakenUp(target.value)}
          required
        />
      </div>
      <AboutFields about={about} onAbout={setAbout} />
      {wrong && <p className="fault">{say(w.refsWrong, { ref: wrong })}</p>}
    </Asking>
  )
}

/** What a recruiter has asked people for, and what came of it; from a consent in force the way to the record. */
import { askedConsentsAt, type PrivacyShapes } from '../api.ts'
import { Unloaded } from '../frame/Form.tsx'
import { formatDate, formatDay } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { Link, useQuery } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { useLoaded } from '../session/loaded.ts'
import { Fact, Facts, FieldNames, State } from './facts.tsx'
import { consentStates, w } from './words.ts'

type Asked = PrivacyShapes.AskedConsents['consents'][number]

function AskedCard({ consent }: { consent: Asked }) {
  const say = useSay()
  const language = useLanguage()
  const { state, reason, fields, givenFields, until, answerBy, askedAt, validFrom, validTo, person } = consent
  const day = formatDay(askedAt, language)
  return (
    <li className="card">
      <div className="card-head">
        <h2>{say(w.askedAt, { day })}</h2>
        <State state={state} words={consentStates} />
      </div>
      <Facts>
        <Fact of={w.reasonAsk}>{reason}</Fact>
        {state === 'asked' && <Fact of={w.answerBy}>{formatDate(answerBy)}</Fact>}
        {validFrom && validTo ? (
          <Fact of={w.to}>{formatDate(validTo)}</Fact>
        ) : (
          <Fact of={w.until}>{formatDate(until)}</Fact>
        )}
        <Fact of={givenFields ? w.fieldsGiven : w.fields} wide>
          <FieldNames ids={givenFields ?? fields} />
        </Fact>
      </Facts>
      {person && (
        <p>
          <Link className="button" href={`/consents/people/${person}`} aria-label={say(w.readNamed, { day })}>
            {say(w.read)}
          </Link>
        </p>
      )}
    </li>
  )
}

export default function ConsentsPage() {
  const say = useSay()
  useTitle(w.asking)
  const { data, refused, lost, again } = useLoaded(askedConsentsAt)
  const [asked] = useQuery<string>('asked', '')
  const fresh = data?.consents.find(({ consentId }) => consentId === asked)
  return (
    <>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.asking)}</h1>
          <p>{say(w.askingNote)}</p>
        </div>
        <Link className="button primary" href="/consents/ask">
          {say(w.askNew)}
        </Link>
      </div>
      <div role="status">
        {fresh?.state === 'asked' && (
          <p className="notice good">{say(w.askedDone, { day: formatDate(fresh.answerBy) })}</p>
        )}
      </div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data?.consents.length === 0 && <p className="empty">{say(w.noneAsked)}</p>}
      {data && data.consents.length > 0 && (
        <ul className="cards">
          {data.consents.map((consent) => (
            <AskedCard key={consent.consentId} consent={consent} />
          ))}
        </ul>
      )}
    </>
  )
}

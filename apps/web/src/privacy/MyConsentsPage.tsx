/** Consents as the person handles them: asked of me, in force, past; given in part, refused, withdrawn; a code to hand out. */
import { useState } from 'react'
import { act, ownConsentsAt, type PrivacyShapes } from '../api.ts'
import { recount } from '../frame/counts.ts'
import { Said, Unloaded, useAct } from '../frame/Form.tsx'
import { formatDate, formatInstant, formatTime } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { w as frame } from '../frame/words.ts'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { ConsentDialog, type ConsentStep } from './ConsentDialog.tsx'
import { Fact, Facts, FieldNames, State } from './facts.tsx'
import { consentStates, w } from './words.ts'

export type Consent = PrivacyShapes.OwnConsents['consents'][number]

/** A code of one's own, to tell to who shall be able to ask. */
function Code() {
  const say = useSay()
  const language = useLanguage()
  const [made, setMade] = useState<{ code: string; expiresAt: string } | null>(null)
  const [copied, setCopied] = useState(false)
  const { busy, trouble, run } = useAct()
  const make = () =>
    run(async () => {
      setMade(await carryOut(act('consentCode', '/v1/consents/code', {})))
      setCopied(false)
    })
  const copy = () =>
    void navigator.clipboard.writeText(made?.code ?? '').then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <section className="card" aria-labelledby="code">
      <h2 id="code">{say(w.code)}</h2>
      <p className="hint">{say(w.codeNote)}</p>
      <Said trouble={trouble} />
      <div className="one-code">
        <button type="button" aria-disabled={busy || undefined} onClick={() => void make()}>
          {say(busy ? frame.working : w.makeCode)}
        </button>
        <p role="status">
          {made && (
            <>
              <span className="only-spoken">{say(w.yourCode)} </span>
              <code>{made.code}</code>{' '}
              <span className="hint">{say(w.codeUntil, { time: formatTime(made.expiresAt, language) })}</span>
            </>
          )}
        </p>
        {made && (
          <button type="button" className="quiet" onClick={copy}>
            {say(copied ? w.copied : w.copy)}
          </button>
        )}
      </div>
    </section>
  )
}

/** What was looked at under a consent. */
function Looks({ looks }: { looks: Consent['looks'] }) {
  const say = useSay()
  const language = useLanguage()
  if (looks.length === 0) return <p className="hint">{say(w.noLooks)}</p>
  return (
    <details>
      <summary>{say(w.looksN, { n: looks.length })}</summary>
      <ul>
        {[...new Set(looks.map(({ at }) => formatInstant(at, language)))].map((time) => (
          <li key={time}>{time}</li>
        ))}
      </ul>
    </details>
  )
}

function ConsentCard({ consent, onStep }: { consent: Consent; onStep: (step: ConsentStep) => void }) {
  const say = useSay()
  const { state, askedBy, unit, unitName, purpose, reason, fields, givenFields, until, answerBy } = consent
  const who = askedBy ?? say(w.gone)
  const place = unitName ?? unit
  return (
    <li className="card">
      <div className="card-head">
        <h3>
          {who}
          {place && ` · ${place}`}
        </h3>
        <State state={state} words={consentStates} />
      </div>
      <Facts>
        <Fact of={w.purpose}>{say(purposeWords[purpose] ?? { vi: purpose, en: purpose })}</Fact>
        <Fact of={w.why}>{reason}</Fact>
        {consent.validFrom && <Fact of={w.from}>{formatDate(consent.validFrom)}</Fact>}
        {consent.validTo && <Fact of={w.to}>{formatDate(consent.validTo)}</Fact>}
        {!consent.validTo && <Fact of={w.until}>{formatDate(until)}</Fact>}
        {state === 'asked' && (
          <Fact of={w.answerBy}>
            <b>{formatDate(answerBy)}</b>
          </Fact>
        )}
        <Fact of={givenFields ? w.fieldsGiven : w.fields} wide>
          <FieldNames ids={givenFields ?? fields} />
        </Fact>
      </Facts>
      {(state === 'given' || consent.looks.length > 0) && <Looks looks={consent.looks} />}
      {state === 'asked' && (
        <div className="actions">
          <button
            type="button"
            className="primary"
            aria-label={say(w.giveNamed, { who })}
            onClick={() => onStep({ act: 'give', consent, who })}
          >
            {say(w.give)}
          </button>
          <button
            type="button"
            aria-label={say(w.refuseNamed, { who })}
            onClick={() => onStep({ act: 'refuse', consent, who })}
          >
            {say(w.refuse)}
          </button>
        </div>
      )}
      {state === 'given' && (
        <div className="actions">
          <button
            type="button"
            className="danger"
            aria-label={say(w.withdrawNamed, { who })}
            onClick={() => onStep({ act: 'withdraw', consent, who })}
          >
            {say(w.withdraw)}
          </button>
        </div>
      )}
    </li>
  )
}

/** The sections of the page: its title, which consents, what is said where there are none. */
const sections = [
  { id: 'waiting', title: w.waiting, of: ['asked'], none: w.noneWaiting },
  { id: 'given', title: w.given, of: ['given'], none: w.noneGiven },
  { id: 'past', title: w.past, of: ['refused', 'withdrawn', 'over'], none: null },
] as const

export default function MyConsentsPage() {
  const say = useSay()
  useTitle(w.consents)
  const { data, refused, lost, again } = useLoaded(ownConsentsAt)
  const [step, setStep] = useState<ConsentStep | null>(null)
  const [done, setDone] = useState<string | null>(null)
  return (
    <>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.consents)}</h1>
        <p>{say(w.consentsNote)}</p>
      </div>
      <div role="status">{done && <p className="notice good">{done}</p>}</div>
      <Unloaded refused={refused} lost={lost} again={again} />
      {!data && !refused && !lost && <p className="loading">{say(frame.loading)}</p>}
      {data &&
        sections.map(({ id, title, of, none }) => {
          const those = data.consents.filter(({ state }) => (of as readonly string[]).includes(state))
          if (those.length === 0 && none === null) return null
          return (
            <section key={id} aria-labelledby={id}>
              <h2 id={id}>{say(title)}</h2>
              {those.length === 0 && none && <p className="hint">{say(none)}</p>}
              <ul className="cards">
                {those.map((consent) => (
                  <ConsentCard key={consent.consentId} consent={consent} onStep={setStep} />
                ))}
              </ul>
            </section>
          )
        })}
      {data && <Code />}
      {step && (
        <ConsentDialog
          step={step}
          onClose={() => setStep(null)}
          onDone={async (said) => {
            await again()
            recount()
            setDone(said)
            setStep(null)
          }}
        />
      )}
    </>
  )
}

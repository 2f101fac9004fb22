/** The drill after a breach: one account, two instants; whose data it touched, and the notice that is due in 72 hours. */
import type { LookShapes } from '@cbccvc/contract'
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { formatInstant, formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { PurposeFields, stated, usePurpose } from '../records/purpose.tsx'
import '../records/records.css'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Back, LongText, Record } from './parts.tsx'
import { instantOf, localOf } from './times.ts'
import { actionWords, w } from './words.ts'

const parts = ['nature', 'place', 'contact', 'consequence', 'measures'] as const
const day = 86_400_000

export default function DrillPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.drill)
  const [purpose] = usePurpose(me)
  const [login, setLogin] = useState('')
  const [times, setTimes] = useState(() => {
    const now = Date.now()
    return { from: localOf(now - 30 * day), to: localOf(now + 60_000), detectedAt: localOf(now) }
  })
  const [words, setWords] = useState<Partial<Record<(typeof parts)[number], string>>>({})
  const [came, setCame] = useState<LookShapes.Drilled | null>(null)
  const { busy, trouble, run } = useAct()
  const ask = (after?: string) =>
    run(async () => {
      const body = {
        ...{ login: login.trim(), purpose: stated(purpose), from: instantOf(times.from), to: instantOf(times.to) },
        detectedAt: instantOf(times.detectedAt),
        ...Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== '')),
        ...(after && { after }),
      }
      const more = await carryOut(act('drill', '/v1/looks/drill', body))
      setCame((before) => (after && before ? { ...more, people: [...before.people, ...more.people] } : more))
    })
  const time = (name: keyof typeof times, label: string, hint?: string) => (
    <Field
      label={label}
      hint={hint}
      type="datetime-local"
      value={times[name]}
      onChange={({ target }) => setTimes({ ...times, [name]: target.value })}
      required
    />
  )
  return (
    <>
      <Back />
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.drill)}</h1>
        <p>{say(w.drillNote)}</p>
      </div>
      <form
        className="panel drilling"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (!busy) void ask()
        }}
      >
        <div className="asking">
          <PurposeFields me={me} />
          <Field
            label={say(w.drillLogin)}
            value={login}
            onChange={({ target }) => setLogin(target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            required
          />
          {time('from', say(w.fromTime))}
          {time('to', say(w.toTime))}
          {time('detectedAt', say(w.detectedAt), say(w.detectedHint))}
        </div>
        <details>
          <summary>{say(w.noticeWords)}</summary>
          <div className="form">
            {parts.map((part) => (
              <LongText
                key={part}
                label={say(w[part])}
                value={words[part] ?? ''}
                onText={(text) => setWords({ ...words, [part]: text })}
                required={false}
              />
            ))}
          </div>
        </details>
        <p>
          <Submit busy={busy}>{say(w.drillDo)}</Submit>
        </p>
      </form>
      <Said trouble={trouble} />
      {came && <Drilled came={came} busy={busy} onMore={() => void ask(came.next ?? undefined)} />}
    </>
  )
}

function Drilled({ came, busy, onMore }: { came: LookShapes.Drilled; busy: boolean; onMore: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const { persons, looks, sessions, addresses, emergencies, people, notice, next } = came
  const figures = [
    [persons, w.persons],
    [looks, w.looksN],
    [sessions, w.sessions],
    [addresses, w.addresses],
    [emergencies, w.emergencies],
  ] as const
  return (
    <>
      <section className="panel" aria-labelledby="touched">
        <h2 id="touched">{say(w.touched)}</h2>
        <p role="status" className="hint">
          {persons === 0 ? say(w.touchedNone) : ''}
        </p>
        <dl className="figures">
          {figures.map(([n, word]) => (
            <div key={word.en}>
              <dt>{say(word)}</dt>
              <dd>{formatNumber(n, language)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="panel" aria-labelledby="notice">
        <h2 id="notice">{say(w.notice)}</h2>
        <p>
          <b>{say(w.dueAt, { time: formatInstant(notice.dueAt, language) })}</b>
        </p>
        <p className="notice-text">{notice[language]}</p>
        <p>
          <a
            className="button"
            download="thong-bao-vi-pham.txt"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${notice.vi}\n${notice.en}`)}`}
          >
            {say(w.saveNotice)}
          </a>
        </p>
      </section>
      {people.length > 0 && (
        <section aria-labelledby="people">
          <h2 id="people">{say(w.peopleTouched)}</h2>
          <ul className="watched">
            {people.map((one) => (
              <li key={one.person}>
                <div>
                  <Record person={one.person} />
                  <p className="hint">
                    {one.actions.map((action) => say(actionWords[action] ?? { vi: action, en: action })).join(', ')}
                  </p>
                </div>
                <p className="hint">
                  {say(w.touchedLine, {
                    n: one.looks,
                    from: formatInstant(one.firstAt, language),
                    to: formatInstant(one.lastAt, language),
                  })}
                </p>
              </li>
            ))}
          </ul>
          {next && (
            <p>
              <button type="button" aria-disabled={busy || undefined} onClick={onMore}>
                {say(w.more)}
              </button>
            </p>
          )}
        </section>
      )}
    </>
  )
}

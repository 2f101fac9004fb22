/** The answer: one sentence that can be relied on, then every step, then what the paper says. */
import type { Text } from '@cbccvc/standard'
import { useEffect, useRef } from 'react'
import { type Facts as Holes, useSay } from '../frame/language.ts'
import { Sign } from '../frame/Sign.tsx'
import type { Answer, Step } from './check.ts'
import { PromiseFacts, ReceiptFacts } from './FactsView.tsx'
import { w } from './words.ts'

type Tone = 'good' | 'bad' | 'ask' | 'idle'

interface Verdict {
  readonly tone: Tone
  readonly title: Text
  readonly note: Text
  readonly holes?: Holes
}

function verdictOf(answer: Answer): Verdict {
  switch (answer.kind) {
    case 'nothing':
      return { tone: 'idle', title: w.result, note: w.waiting }
    case 'keysMissing':
      return { tone: 'ask', title: w.noKeys, note: w.keysNone }
    case 'keysBad':
      return { tone: 'ask', title: w.badKeys, note: w.badKeysNext, holes: { line: answer.line } }
    case 'unreadable':
      return { tone: 'ask', title: w.unreadable, note: w.unreadableNext }
    case 'qrOnly':
      return { tone: 'ask', title: w.qrOnly, note: w.qrOnlyNext, holes: { number: answer.number } }
    case 'receipt':
      if (!answer.ok) return { tone: 'bad', title: w.bad, note: w.badNote }
      return answer.facts?.kind === 'record' && answer.steps.some(({ name, ok }) => name === 'record' && ok === null)
        ? { tone: 'good', title: w.goodAlone, note: w.goodAloneNote }
        : { tone: 'good', title: w.good, note: w.goodNote }
    case 'promise':
      return answer.ok
        ? { tone: 'good', title: w.goodPromise, note: w.goodPromiseNote }
        : { tone: 'bad', title: w.bad, note: w.badNote }
  }
}

const signs = { good: 'yes', bad: 'no', ask: 'ask', idle: null } as const satisfies Record<Tone, string | null>

function Steps({ steps }: { steps: readonly Step[] }) {
  const say = useSay()
  return (
    <>
      <h3>{say(w.steps)}</h3>
      <ol className="steps">
        {steps.map(({ name, ok, why }) => (
          <li key={name} className={ok === null ? 'open' : ok ? 'ok' : 'bad'}>
            <span role="img" aria-label={say(ok === null ? w.stepOpen : ok ? w.stepOk : w.stepBad)}>
              <Sign of={ok === null ? 'open' : ok ? 'yes' : 'no'} />
            </span>
            {say(why)}
          </li>
        ))}
      </ol>
    </>
  )
}

const promised = [w.willForm, w.willRecord, w.willLog, w.willSigned]

function Promised() {
  const say = useSay()
  return (
    <>
      <h3>{say(w.will)}</h3>
      <ul className="promised">
        {promised.map((text) => (
          <li key={text.en}>{say(text)}</li>
        ))}
      </ul>
    </>
  )
}

export function AnswerView({ answer }: { answer: Answer }) {
  const say = useSay()
  const { tone, title, note, holes } = verdictOf(answer)
  const proved = answer.kind === 'receipt' || answer.kind === 'promise' ? answer : null
  const verdict = useRef<HTMLDivElement>(null)
  const proves = proved !== null
  // On a narrow screen the answer lies below what was given: it comes into view when there is one.
  useEffect(() => {
    if (proves) verdict.current?.scrollIntoView({ block: 'nearest' })
  }, [proves])
  return (
    <section className="panel answer" aria-labelledby="answer">
      <div className={`verdict ${tone}`} role="status" ref={verdict}>
        {signs[tone] && (
          <span>
            <Sign of={signs[tone]} />
          </span>
        )}
        <div>
          <h2 id="answer">{say(title, holes)}</h2>
          <p>{say(note)}</p>
        </div>
      </div>
      {answer.kind === 'nothing' && <Promised />}
      {proved && <Steps steps={proved.steps} />}
      {answer.kind === 'receipt' && answer.facts && <ReceiptFacts facts={answer.facts} />}
      {answer.kind === 'promise' && answer.facts && <PromiseFacts facts={answer.facts} />}
    </section>
  )
}

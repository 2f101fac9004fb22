/** One system or relying party: what is true of it, and what can be asked for or stopped, each with what will happen. */
import { type ReactNode, useState } from 'react'
import { Handed } from '../accounts/Handed.tsx'
import type { AccountShapes } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, Unloaded, useAct } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { Row, Rows } from '../frame/Rows.tsx'
import { Link } from '../frame/router.tsx'
import { w as frame } from '../frame/words.ts'
import type { Loaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import type { stateOf } from './state.ts'
import './systems.css'
import { w } from './words.ts'

export interface Change {
  readonly id: string
  readonly title: string
  readonly note: string
  /** What will happen, and what has to be said first. */
  readonly body: ReactNode
  /** Stopped by one person: it happens at once. */
  readonly stops: boolean
  readonly disabled?: boolean
  /** `Issued` where a second person is asked. */
  readonly onDo: () => Promise<AccountShapes.Issued | { done: true }>
}

function Asking({ change, onClose }: { change: Change; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  return (
    <Dialog title={change.title} onClose={() => onClose(came !== null)}>
      {came ? (
        <Handed issued={came} name="" onDone={() => onClose(true)} />
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            if (busy || change.disabled) return
            void run(async () => {
              const answer = await change.onDo()
              if ('kind' in answer) setCame(answer)
              else onClose(true)
            })
          }}
        >
          {change.body}
          {!change.stops && <p className="hint">{say(w.resumeNote)}</p>}
          <Said trouble={trouble} />
          <div className="actions">
            <Submit busy={busy} disabled={change.disabled ?? false}>
              {change.stops ? change.title : say(w.ask)}
            </Submit>
            <button type="button" onClick={() => onClose(false)}>
              {say(frame.cancel)}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

export function Registration<T>({
  loaded,
  name,
  code,
  state,
  ended,
  facts,
  changes,
}: {
  loaded: Loaded<T>
  /** Null: there is none of this id. */
  name: string | null
  code: string
  state: ReturnType<typeof stateOf> | null
  ended: boolean
  facts: readonly (readonly [string, ReactNode])[]
  changes: readonly Change[]
}) {
  const say = useSay()
  const me = useMe()
  const { data, refused, lost, again } = loaded
  const [open, setOpen] = useState<string | null>(null)
  const opened = changes.find(({ id }) => id === open)
  if (name === null)
    return (
      <>
        <Unloaded refused={refused} lost={lost} again={again} />
        <section className="message">
          <h1 tabIndex={-1}>{say(data ? w.unknown : w.title)}</h1>
          {data ? <p>{say(w.unknownNext)}</p> : !refused && !lost && <Loading />}
          <p className="actions">
            <Link href="/systems">{say(w.back)}</Link>
          </p>
        </section>
      </>
    )
  const whyNot = ended ? say(w.whyEnded) : me.can.includes('account.invite') ? null : say(w.whyReadOnly)
  return (
    <>
      <p>
        <Link href="/systems">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{name}</h1>
        <p>
          <code>{code}</code> {state && <span className={`badge ${state.good ? '' : 'bad'}`}>{say(state.word)}</span>}
        </p>
      </div>
      <div className="halves">
        <section className="panel" aria-label={name}>
          <dl className="system-facts">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="panel block" aria-labelledby="acts">
          <h2 id="acts">{say(w.acts)}</h2>
          <Rows>
            {changes.map(({ id, title, note, stops }) => (
              <Row
                key={id}
                note={note}
                act={{ label: say(w.dots, { what: title }), onPress: () => setOpen(id), whyNot, grave: stops }}
              >
                <b>{title}</b>
              </Row>
            ))}
          </Rows>
        </section>
      </div>
      {opened && (
        <Asking
          change={opened}
          onClose={(done) => {
            setOpen(null)
            if (done) void again()
          }}
        />
      )}
    </>
  )
}

/** A list of codes or addresses, one a line. */
export const Lines = ({ of }: { of: readonly string[] }) => (
  <ul>
    {of.map((one) => (
      <li key={one}>
        <code>{one}</code>
      </li>
    ))}
  </ul>
)

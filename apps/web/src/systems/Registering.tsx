/** The frame of a registration that a second person approves: who asks to be registered, by which key; then what came of it. */

import type { Text } from '@cbccvc/standard'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Handed } from '../accounts/Handed.tsx'
import type { AccountShapes } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import '../accounts/accounts.css'
import { KeyField } from './KeyField.tsx'
import type { PublicKey } from './keys.ts'
import './systems.css'
import { w } from './words.ts'

export interface Registrant {
  readonly name: string
  /** The id by which it will sign in. */
  readonly id: string
  /** At least one. */
  readonly keys: readonly PublicKey[]
}

interface Props {
  readonly title: Text
  readonly severalKeys: boolean
  /** What else is asked about it, beneath its key. */
  readonly about?: ReactNode
  /** The other half of the form. */
  readonly children: ReactNode
  readonly onAsk: (who: Registrant) => Promise<AccountShapes.Issued>
}

export function Registering({ title, severalKeys, about, children, onAsk }: Props) {
  const say = useSay()
  useTitle(title)
  const [name, setName] = useState('')
  const [id, setId] = useState('')
  const [keys, setKeys] = useState<readonly PublicKey[]>([])
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  const register = (event: FormEvent) => {
    event.preventDefault()
    if (busy || keys.length === 0) return
    void run(async () => setCame(await onAsk({ name: name.trim(), id: id.trim(), keys })))
  }
  return (
    <>
      <p>
        <Link href="/systems">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(title)}</h1>
        <p>{say(w.note)}</p>
      </div>
      {came ? (
        <section className="panel narrow">
          <Handed issued={came} name={name} onDone={() => navigate('/systems')} doneLabel={say(w.back)} />
        </section>
      ) : (
        <form className="form" onSubmit={register}>
          <Said trouble={trouble} />
          <div className="halves even">
            <fieldset className="panel form">
              <legend className="panel-title">{say(w.who)}</legend>
              <Field
                label={say(w.name)}
                value={name}
                onChange={({ target }) => setName(target.value)}
                autoComplete="off"
                maxLength={200}
                required
              />
              <Field
                label={say(w.id)}
                hint={say(w.idHint)}
                value={id}
                onChange={({ target }) => setId(target.value)}
                pattern="[a-z][a-z0-9._\-]{2,63}"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                required
              />
              <KeyField several={severalKeys} onKeys={setKeys} />
              {about}
            </fieldset>
            <fieldset className="panel form">{children}</fieldset>
          </div>
          <p>
            <Submit busy={busy} disabled={keys.length === 0}>
              {say(w.ask)}
            </Submit>
          </p>
        </form>
      )}
    </>
  )
}

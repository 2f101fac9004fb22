/** Login and password, then the code: the same two steps on the sign-in page and in the dialog over a page. */
import { type FormEvent, useState } from 'react'
import { Refused } from '../api.ts'
import { Field, PasswordField, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { CodeField } from './Code.tsx'
import { signInWay } from './flow.ts'
import { knowsPasskeys } from './passkey.ts'
import { w } from './words.ts'

export function SignInForm({
  uid,
  known = '',
  onDone,
}: {
  /** Of the flow that opened the page; null: the form begins its own. */
  uid: string | null
  /** The login, where it is known already. */
  known?: string
  /** `next`: where the flow goes on; null: the session is there. */
  onDone: (next: string | null) => Promise<void>
}) {
  const say = useSay()
  const [way] = useState(() => signInWay(uid))
  const [login, setLogin] = useState(known)
  const [password, setPassword] = useState('')
  const [step, setStep] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const { busy, trouble, setTrouble, run } = useAct()

  const first = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) void run(async () => setStep(await way.password(login.trim(), password)))
  }
  const second = (by: (step: string) => Promise<string | null>) => {
    if (busy || step === null) return
    void run(async () => {
      try {
        await onDone(await by(step))
      } catch (error) {
        setCode('')
        // The step has run out: only the beginning is left.
        if (error instanceof Refused && error.refusal.code === 'signin.step') setStep(null)
        throw error
      }
    })
  }
  if (step === null)
    return (
      <form className="form" onSubmit={first}>
        <Said trouble={trouble} />
        <Field
          label={say(w.login)}
          value={login}
          onChange={({ target }) => setLogin(target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={known === ''}
          required
        />
        <PasswordField
          label={say(w.password)}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
          autoComplete="current-password"
          autoFocus={known !== ''}
          required
        />
        <Submit busy={busy}>{say(w.go)}</Submit>
      </form>
    )
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        second((open) => way.code(open, code.trim()))
      }}
    >
      <Said trouble={trouble} />
      <p className="hint">{say(w.secondOf, { login: login.trim() })}</p>
      <CodeField code={code} onCode={setCode} />
      {knowsPasskeys() && (
        <p>
          <button type="button" className="link" onClick={() => second(way.passkey)}>
            {say(w.usePasskey)}
          </button>
        </p>
      )}
      <div className="actions">
        <Submit busy={busy}>{say(w.enter)}</Submit>
        <button
          type="button"
          className="link"
          onClick={() => {
            setTrouble(null)
            setCode('')
            setStep(null)
          }}
        >
          {say(w.back)}
        </button>
      </div>
    </form>
  )
}

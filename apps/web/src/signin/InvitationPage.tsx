/**
 * Taking an invitation up, in four steps. The code comes in the fragment of a link, which browsers send to nobody; it is
 * taken out of the address at once, so that it stays in no history.
 */
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { type AccountShapes, act, Refused, send } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { useTitle } from '../frame/title.ts'
import { w } from './invitation-words.ts'
import { NewPassword } from './NewPassword.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import './signin.css'

const Qr = lazy(() => import('./Qr.tsx'))

type Invitation = AccountShapes.Invitation
const steps = ['step1', 'step2', 'step3', 'step4'] as const

/** A broken escape is no code. Read, not taken: React may begin to draw a page twice. */
function codeInAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1))
  } catch {
    return ''
  }
}

export default function InvitationPage() {
  const say = useSay()
  useTitle(w.title)
  const [code, setCode] = useState(codeInAddress)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [step, setStep] = useState(0)
  const [codes, setCodes] = useState<readonly string[]>([])
  const { busy, trouble, setTrouble, run } = useAct()
  const heading = useRef<HTMLHeadingElement>(null)
  const begun = useRef(false)

  const go = (to: number) => {
    setStep(to)
    heading.current?.focus()
  }
  const open = () =>
    run(async () => {
      setInvitation(await send(act('openInvitation', '/v1/signin/invitation', { code: code.trim() })))
    })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the code of the link
  useEffect(() => {
    if (location.hash) history.replaceState(null, '', location.pathname)
    if (code && !begun.current) {
      begun.current = true
      void open()
    }
  }, [])
  const make = () =>
    run(async () => {
      if (!invitation) return
      try {
        const given = { code: code.trim(), password, seed: invitation.seed, totp: totp.replace(/\s/g, '') }
        const { recoveryCodes } = await send(act('acceptInvitation', '/v1/signin/acceptance', given))
        setCodes(recoveryCodes)
        go(3)
      } catch (error) {
        setTotp('')
        if (error instanceof Refused && error.refusal.code.startsWith('password.')) setStep(1)
        throw error
      }
    })
  const submit = (work: () => unknown) => (event: FormEvent) => {
    event.preventDefault()
    if (!busy) void work()
  }
  return (
    <section className={step === 3 ? 'gate wider' : 'gate'} aria-labelledby="invitation">
      <div className="panel">
        <h1 id="invitation" tabIndex={-1} ref={heading}>
          {say(step === 3 ? w.madeTitle : w.title)}
        </h1>
        <ol className="steps" aria-label={say(w.steps)}>
          {steps.map((name, i) => (
            <li key={name} aria-current={i === step ? 'step' : undefined} className={i < step ? 'past' : ''}>
              <span>{say(w[name])}</span>
            </li>
          ))}
        </ol>
        <Said trouble={trouble} />
        {step === 0 && !invitation && (
          <form className="form" onSubmit={submit(open)}>
            <Field
              label={say(w.code)}
              hint={say(w.codeHint)}
              value={code}
              onChange={({ target }) => setCode(target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
            <Submit busy={busy}>{say(w.open)}</Submit>
          </form>
        )}
        {step === 0 && invitation && (
          <form className="form" onSubmit={submit(() => go(1))}>
            <dl className="facts">
              <dt>{say(w.forWhom)}</dt>
              <dd>
                <b>{invitation.name}</b>
              </dd>
              <dt>{say(w.login)}</dt>
              <dd>
                <code>{invitation.login}</code>
              </dd>
              <dt>{say(w.role)}</dt>
              <dd>
                {say(roleName(invitation.role))} · {say(placeName(invitation))}
              </dd>
            </dl>
            <p className="hint">{say(w.notYou)}</p>
            <Submit busy={busy}>{say(w.go)}</Submit>
          </form>
        )}
        {step === 1 && invitation && (
          <form
            className="form"
            onSubmit={submit(() =>
              run(async () => {
                await send(act('checkPassword', '/v1/signin/password-check', { password, login: invitation.login }))
                go(2)
              }),
            )}
          >
            <input type="text" name="username" autoComplete="username" value={invitation.login} readOnly hidden />
            <NewPassword login={invitation.login} password={password} onPassword={setPassword} />
            <div className="actions">
              <Submit busy={busy}>{say(w.go)}</Submit>
              <button type="button" className="link" onClick={() => go(0)}>
                {say(w.back)}
              </button>
            </div>
          </form>
        )}
        {step === 2 && invitation && (
          <form className="form" onSubmit={submit(make)}>
            <p>{say(w.scan)}</p>
            <div className="seed">
              <Suspense fallback={<div className="qr" />}>
                <Qr text={invitation.uri} label={say(w.qr)} />
              </Suspense>
              <p className="hint">
                {say(w.noScan)}
                <code>{invitation.seed.replace(/(.{4})(?=.)/g, '$1 ')}</code>
              </p>
            </div>
            <Field
              className="digits"
              label={say(w.totp)}
              value={totp}
              onChange={({ target }) => setTotp(target.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]{6,7}"
              maxLength={7}
              required
            />
            <div className="actions">
              <Submit busy={busy}>{say(w.make)}</Submit>
              <button
                type="button"
                className="link"
                onClick={() => {
                  setTrouble(null)
                  go(1)
                }}
              >
                {say(w.back)}
              </button>
            </div>
          </form>
        )}
        {step === 3 && invitation && <RecoveryCodes login={invitation.login} codes={codes} />}
      </div>
    </section>
  )
}

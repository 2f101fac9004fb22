/** The dialogs over a page: sign in again, confirm again. */
import { type FormEvent, useEffect, useState } from 'react'
import { act, healthAt, send } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { w as frame } from '../frame/words.ts'
import { useOnce } from '../once.ts'
import '../signin/signin.css'
import { CodeField } from './Code.tsx'
import { meet, useDemand } from './demands.ts'
import { eidTabHref } from './flow.ts'
import { onOthers } from './others.ts'
import { knowsPasskeys, showPasskey } from './passkey.ts'
import { SignInForm } from './SignInForm.tsx'
import { lookWho, refreshMe, type Standing, standingNow } from './session.ts'
import { w } from './words.ts'

/** The way by the e-ID, in a tab of its own: what is typed on the page under the dialog stays. */
function ByEid({ what }: { what: 'sign-in' | 'step-up' }) {
  const say = useSay()
  const eid = useOnce(healthAt)?.eid ?? false
  if (!eid) return null
  return (
    <div className="gate-eid">
      <p className="gate-or">{say(w.or)}</p>
      <a className="button" href={eidTabHref(what)} target="_blank" rel="noreferrer">
        {say(what === 'sign-in' ? w.byEid : w.stepUpByEid)}
      </a>
      <p className="hint">{say(w.eidTabNote)}</p>
    </div>
  )
}

function SignInAgain() {
  const say = useSay()
  const [before] = useState(standingNow)
  const me = before.kind === 'signedIn' ? before.me : null
  const leave = () => {
    meet(false)
    // Nothing that this person was shown stays behind for the next.
    location.assign('/sign-in')
  }
  const settle = (now: Standing) => {
    // What stands on the page was another person's to see.
    if (now.kind === 'signedIn' && now.me.accountId === me?.accountId) meet(true)
    else location.reload()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it listens as long as it is open
  useEffect(
    () =>
      onOthers(async () => {
        const now = await lookWho()
        if (now) settle(now)
      }),
    [],
  )
  return (
    <Dialog title={say(w.endedTitle)} onClose={leave}>
      <p>{say(w.ended)}</p>
      <SignInForm uid={null} known={me?.login ?? ''} onDone={async () => settle(await refreshMe())} />
      <ByEid what="sign-in" />
      <p>
        <button type="button" className="link" onClick={leave}>
          {say(w.leave)}
        </button>
      </p>
    </Dialog>
  )
}

async function byPasskey(): Promise<void> {
  const question = await send(act('stepUpPasskeyQuestion', '/v1/me/step-up/passkey/question', {}))
  await send(act('stepUpPasskey', '/v1/me/step-up/passkey', { response: await showPasskey(question) }))
}

function StepUp() {
  const say = useSay()
  const [code, setCode] = useState('')
  const { busy, trouble, run } = useAct()
  const confirm = (by: () => Promise<unknown>) => {
    if (busy) return
    void run(async () => {
      try {
        await by()
      } finally {
        setCode('')
      }
      await refreshMe()
      meet(true)
    })
  }
  useEffect(
    () =>
      onOthers(async () => {
        const now = await lookWho()
        if (now?.kind === 'signedIn' && now.me.steppedUpUntil !== null) meet(true)
      }),
    [],
  )
  return (
    <Dialog title={say(w.stepUpTitle)} onClose={() => meet(false)}>
      <p>{say(w.stepUp)}</p>
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          confirm(() => send(act('stepUp', '/v1/me/step-up', { code: code.trim() })))
        }}
      >
        <Said trouble={trouble} />
        <CodeField code={code} onCode={setCode} />
        {knowsPasskeys() && (
          <p>
            <button type="button" className="link" onClick={() => confirm(byPasskey)}>
              {say(w.usePasskey)}
            </button>
          </p>
        )}
        <div className="actions">
          <Submit busy={busy}>{say(w.confirm)}</Submit>
          <button type="button" onClick={() => meet(false)}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
      <ByEid what="step-up" />
    </Dialog>
  )
}

export default function Demands() {
  const demand = useDemand()
  return demand === 'signIn' ? <SignInAgain /> : demand === 'stepUp' ? <StepUp /> : null
}

/** Inviting somebody: who, which role, over what, when; then the code to hand over. */
import { type FormEvent, useState } from 'react'
import { type AccountShapes, act } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import './accounts.css'
import { Handed } from './Handed.tsx'
import { RoleFields, useRoleWish } from './RoleFields.tsx'
import { w } from './words.ts'

const nobody = { name: '', login: '', number: '' }

export default function InvitePage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.inviteTitle)
  const [who, setWho] = useState(nobody)
  const [state, change, wish] = useRoleWish(me)
  const [issued, setIssued] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  const invite = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const soDinhDanh = who.number.replace(/\s/g, '') || null
      const invitation = { name: who.name.trim(), login: who.login.trim(), soDinhDanh, ...wish }
      setIssued(await carryOut(act('inviteAccount', '/v1/accounts/invitations', invitation)))
    })
  }
  return (
    <>
      <p>
        <Link href="/accounts">{say(w.back)}</Link>
      </p>
      <h1 tabIndex={-1}>{say(w.inviteTitle)}</h1>
      {issued ? (
        <section className="panel narrow">
          <Handed
            issued={issued}
            name={who.name}
            doneLabel={say(w.another)}
            onDone={() => {
              setIssued(null)
              setWho(nobody)
            }}
          />
        </section>
      ) : (
        <form className="form" onSubmit={invite}>
          <Said trouble={trouble} />
          <div className="halves even">
            <fieldset className="panel form">
              <legend className="panel-title">{say(w.who)}</legend>
              <Field
                label={say(w.fullName)}
                value={who.name}
                onChange={({ target }) => setWho({ ...who, name: target.value })}
                autoComplete="off"
                maxLength={200}
                required
              />
              <Field
                label={say(w.login)}
                hint={say(w.loginHint)}
                value={who.login}
                onChange={({ target }) => setWho({ ...who, login: target.value })}
                pattern="[a-z][a-z0-9._\-]{2,63}"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                required
              />
              <Field
                label={say(w.number)}
                hint={say(w.numberHint)}
                value={who.number}
                onChange={({ target }) => setWho({ ...who, number: target.value })}
                inputMode="numeric"
                autoComplete="off"
                pattern="[0-9 ]{9,15}"
              />
            </fieldset>
            <fieldset className="panel form">
              <legend className="panel-title">{say(w.what)}</legend>
              <RoleFields me={me} state={state} onChange={change} />
            </fieldset>
          </div>
          <p>
            <Submit busy={busy}>{say(w.send)}</Submit>
          </p>
        </form>
      )}
    </>
  )
}

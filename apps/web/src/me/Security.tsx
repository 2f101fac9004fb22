/** How the account is protected: its password and its factors. */
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { PasswordField, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { NewPassword } from '../signin/NewPassword.tsx'
import '../signin/signin.css'
import { Factors } from './Factors.tsx'
import { w } from './words.ts'

function ChangePassword({ login, onClose }: { login: string; onClose: (done: boolean) => void }) {
  const say = useSay()
  const [old, setOld] = useState('')
  const [chosen, setChosen] = useState('')
  const { busy, trouble, run } = useAct()
  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (await run(() => carryOut(act('changePassword', '/v1/me/password', { old, chosen })))) onClose(true)
  }
  return (
    <Dialog title={say(w.change)} onClose={() => onClose(false)}>
      <form className="form" onSubmit={change}>
        <p className="hint">{say(w.passwordNote)}</p>
        <Said trouble={trouble} />
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <PasswordField
          label={say(w.old)}
          value={old}
          onChange={({ target }) => setOld(target.value)}
          autoComplete="current-password"
          autoFocus
          required
        />
        <NewPassword login={login} password={chosen} onPassword={setChosen} />
        <div className="actions">
          <Submit busy={busy}>{say(w.change)}</Submit>
          <button type="button" onClick={() => onClose(false)}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

export default function Security({ login }: { login: string }) {
  const say = useSay()
  const [changing, setChanging] = useState(false)
  const [changed, setChanged] = useState(false)
  return (
    <section className="panel block" aria-labelledby="security">
      <h2 id="security">{say(w.security)}</h2>
      <div role="status" className="said">
        {changed && <p className="notice good">{say(w.changed)}</p>}
      </div>
      <ul className="rows">
        <li>
          <div>
            <b>{say(w.password)}</b>
            <p className="hint">{say(w.passwordNote)}</p>
          </div>
          <button type="button" onClick={() => setChanging(true)}>
            {say(w.changePassword)}
          </button>
        </li>
      </ul>
      <Factors login={login} />
      {changing && (
        <ChangePassword
          login={login}
          onClose={(done) => {
            setChanging(false)
            setChanged(done)
          }}
        />
      )}
    </section>
  )
}

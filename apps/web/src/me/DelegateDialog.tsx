/** Passing one grant on, to a colleague, between two days. */
import { type FormEvent, useState } from 'react'
import { type AccountShapes, act, type Grant } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { w } from './words.ts'

const weekAfter = (day: string): string => new Date(Date.parse(day) + 7 * 86_400_000).toISOString().slice(0, 10)

export function DelegateDialog({
  grant,
  today,
  onClose,
}: {
  grant: Grant
  today: string
  onClose: (done: boolean) => void
}) {
  const say = useSay()
  const [login, setLogin] = useState('')
  const [validFrom, setFrom] = useState(today)
  const [validTo, setTo] = useState(weekAfter(today))
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  const give = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const wish = { login: login.trim(), unit: grant.unit ?? '', validFrom, validTo }
      const issued = await carryOut(act('delegateGrant', `/v1/me/grants/${grant.id}/delegations`, wish))
      if (issued.kind === 'asked') setCame(issued)
      else onClose(true)
    })
  }
  return (
    <Dialog title={say(w.delegateTitle, { role: say(roleName(grant.role)) })} onClose={() => onClose(came !== null)}>
      {came ? (
        <>
          <p role="status">{say(w.askedSecond)}</p>
          <p>
            <button type="button" className="primary" onClick={() => onClose(true)}>
              {say(frame.close)}
            </button>
          </p>
        </>
      ) : (
        <form className="form" onSubmit={give}>
          <p>
            <b>{say(placeName(grant))}</b>
          </p>
          <p className="hint">{say(w.delegateNote)}</p>
          <Said trouble={trouble} />
          <Field
            label={say(w.toWhom)}
            hint={say(w.toWhomHint)}
            value={login}
            onChange={({ target }) => setLogin(target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
          />
          <div className="pair">
            <Field
              label={say(w.from)}
              type="date"
              min={today}
              value={validFrom}
              onChange={({ target }) => setFrom(target.value)}
              required
            />
            <Field
              label={say(w.to)}
              type="date"
              min={validFrom}
              value={validTo}
              onChange={({ target }) => setTo(target.value)}
              required
            />
          </div>
          <div className="actions">
            <Submit busy={busy}>{say(w.give)}</Submit>
            <button type="button" onClick={() => onClose(false)}>
              {say(frame.cancel)}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

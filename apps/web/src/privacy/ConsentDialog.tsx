/** The person's word on one consent: given in fields and until a day, refused, or taken back. */
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { type Fields, useFields } from '../frame/fields.ts'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { w as frame } from '../frame/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import type { Consent } from './MyConsentsPage.tsx'
import { w } from './words.ts'

export interface ConsentStep {
  readonly act: 'give' | 'refuse' | 'withdraw'
  readonly consent: Consent
  /** Who asked, by name. */
  readonly who: string
}

interface Ends {
  onClose: () => void
  /** With what is said on the page. */
  onDone: (said: string) => Promise<void>
}

function Give({ step: { consent, who }, onClose, onDone }: { step: ConsentStep } & Ends) {
  const say = useSay()
  const me = useMe()
  const { nameOf }: Fields = useFields()
  const [fields, setFields] = useState<readonly string[]>(consent.fields)
  const [validTo, setTo] = useState(consent.until)
  const { busy, trouble, run } = useAct()
  const give = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const yes = { fields: [...fields], validTo }
      await carryOut(act('giveConsent', `/v1/consents/${consent.consentId}/given`, yes))
      await onDone(say(w.doneGiven, { day: formatDate(validTo) }))
    })
  }
  return (
    <Dialog title={say(w.giveTitle, { who })} onClose={onClose}>
      <form className="form" onSubmit={give}>
        <Said trouble={trouble} />
        <fieldset className="entry">
          <legend>{say(w.giveWhich)}</legend>
          {consent.fields.map((id) => (
            <label key={id} className="tick">
              <input
                type="checkbox"
                checked={fields.includes(id)}
                onChange={({ target }) =>
                  setFields(target.checked ? [...fields, id] : fields.filter((one) => one !== id))
                }
              />
              {say(nameOf(id))}
            </label>
          ))}
          {fields.length === 0 && <p className="fault">{say(w.giveFault)}</p>}
        </fieldset>
        <Field
          label={say(w.giveUntil)}
          hint={say(w.giveUntilHint, { day: formatDate(consent.until) })}
          type="date"
          min={me.today}
          max={consent.until}
          value={validTo}
          onChange={({ target }) => setTo(target.value)}
          required
        />
        <div className="actions">
          <Submit busy={busy} disabled={fields.length === 0}>
            {say(w.giveDo)}
          </Submit>
          <button type="button" onClick={onClose}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const words = {
  refuse: { title: w.refuseTitle, what: w.refuseWhat, go: w.refuseDo, done: w.doneRefused },
  withdraw: { title: w.withdrawTitle, what: w.withdrawWhat, go: w.withdrawDo, done: w.doneWithdrawn },
} as const

function TakeBack({ step, onClose, onDone }: { step: ConsentStep & { act: 'refuse' | 'withdraw' } } & Ends) {
  const say = useSay()
  const { title, what, go, done } = words[step.act]
  const { busy, trouble, run } = useAct()
  const { consentId } = step.consent
  const carry = () =>
    step.act === 'refuse'
      ? carryOut(act('refuseConsent', `/v1/consents/${consentId}/refused`, {}))
      : carryOut(act('withdrawConsent', `/v1/consents/${consentId}/withdrawn`, {}))
  return (
    <Dialog title={say(title, { who: step.who })} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (busy) return
          void run(async () => {
            await carry()
            await onDone(say(done))
          })
        }}
      >
        <p>{say(what)}</p>
        <Said trouble={trouble} />
        <div className="actions">
          <Submit busy={busy}>{say(go)}</Submit>
          <button type="button" onClick={onClose}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

export function ConsentDialog({ step, ...ends }: { step: ConsentStep } & Ends) {
  if (step.act === 'give') return <Give step={step} {...ends} />
  return <TakeBack step={{ ...step, act: step.act }} {...ends} />
}

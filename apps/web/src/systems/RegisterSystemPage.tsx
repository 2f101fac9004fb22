/** Asking for a system to be registered: who it is, by which key, what it may read, for whom, until when, how much a day. */
import { type FormEvent, useState } from 'react'
import { Handed } from '../accounts/Handed.tsx'
import { type AccountShapes, act } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import '../accounts/accounts.css'
import { KeyField } from './KeyField.tsx'
import type { PublicKey } from './keys.ts'
import './systems.css'
import { w } from './words.ts'

/** What a system can be registered for: so says the table of purposes; the centre decides it again. */
const purposes = ['sharing'] as const

export default function RegisterSystemPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.registerSystem)
  const yearLater = `${Number(me.today.slice(0, 4)) + 1}${me.today.slice(4).replace('-02-29', '-02-28')}`
  const [state, set] = useState({
    ...{ name: '', clientId: '', nation: true, peopleADay: '1000', validFrom: me.today, validTo: yearLater },
  })
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const [keys, setKeys] = useState<readonly PublicKey[]>([])
  const [came, setCame] = useState<AccountShapes.Issued | null>(null)
  const { busy, trouble, run } = useAct()
  const change = (part: Partial<typeof state>) => set({ ...state, ...part })
  const register = (event: FormEvent) => {
    event.preventDefault()
    if (busy || !keys[0]) return
    const { nation, peopleADay, name, clientId, ...days } = state
    const over = nation ? null : (unit?.code ?? null)
    const wish = { name: name.trim(), clientId: clientId.trim(), ...days, unit: over, peopleADay: Number(peopleADay) }
    void run(async () =>
      setCame(
        await carryOut(act('registerSystem', '/v1/systems', { ...wish, publicKey: keys[0]!, purposes: [...purposes] })),
      ),
    )
  }
  return (
    <>
      <p>
        <Link href="/systems">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.registerSystem)}</h1>
        <p>{say(w.note)}</p>
      </div>
      {came ? (
        <section className="panel narrow">
          <Handed issued={came} name={state.name} onDone={() => navigate('/systems')} doneLabel={say(w.back)} />
        </section>
      ) : (
        <form className="form" onSubmit={register}>
          <Said trouble={trouble} />
          <div className="halves even">
            <fieldset className="panel form">
              <legend className="panel-title">{say(w.who)}</legend>
              <Field
                label={say(w.name)}
                value={state.name}
                onChange={({ target }) => change({ name: target.value })}
                autoComplete="off"
                maxLength={200}
                required
              />
              <Field
                label={say(w.id)}
                hint={say(w.idHint)}
                value={state.clientId}
                onChange={({ target }) => change({ clientId: target.value })}
                pattern="[a-z][a-z0-9._\-]{2,63}"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                required
              />
              <KeyField several={false} onKeys={setKeys} />
            </fieldset>
            <fieldset className="panel form">
              <legend className="panel-title">{say(w.what)}</legend>
              <p>
                <b>{say(w.purposes)}</b>
                <br />
                {purposes.map((code) => say(purposeWords[code] ?? { vi: code, en: code })).join(', ')}
              </p>
              <label className="tick">
                <input
                  type="checkbox"
                  checked={state.nation}
                  onChange={({ target }) => change({ nation: target.checked })}
                />
                {say(w.wholeNation)}
              </label>
              {!state.nation && <UnitPicker label={say(w.unit)} unit={unit} onUnit={setUnit} />}
              <Field
                label={say(w.budget)}
                hint={say(w.changeBudgetNote)}
                type="number"
                min={1}
                max={1_000_000}
                value={state.peopleADay}
                onChange={({ target }) => change({ peopleADay: target.value })}
                required
              />
              <div className="pair">
                <Field
                  label={say(w.from)}
                  type="date"
                  min={me.today}
                  value={state.validFrom}
                  onChange={({ target }) => change({ validFrom: target.value })}
                  required
                />
                <Field
                  label={say(w.to)}
                  type="date"
                  min={state.validFrom}
                  value={state.validTo}
                  onChange={({ target }) => change({ validTo: target.value })}
                  required
                />
              </div>
            </fieldset>
          </div>
          <p>
            <Submit busy={busy} disabled={!keys[0]}>
              {say(w.ask)}
            </Submit>
          </p>
        </form>
      )}
    </>
  )
}

/** Asking for a system to be registered: who it is, by which key, what it may read, for whom, until when, how much a day. */
import { useState } from 'react'
import { act } from '../api.ts'
import { Field } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Registering, type Registrant } from './Registering.tsx'
import { w } from './words.ts'

/** What a system can be registered for: so says the table of purposes; the centre decides it again. */
const purposes = ['sharing'] as const

export default function RegisterSystemPage() {
  const say = useSay()
  const me = useMe()
  const yearLater = `${Number(me.today.slice(0, 4)) + 1}${me.today.slice(4).replace('-02-29', '-02-28')}`
  const [state, set] = useState({ nation: true, peopleADay: '1000', validFrom: me.today, validTo: yearLater })
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const change = (part: Partial<typeof state>) => set({ ...state, ...part })
  const ask = ({ name, id, keys }: Registrant) => {
    const { nation, peopleADay, ...days } = state
    const over = nation ? null : (unit?.code ?? null)
    const wish = { name, clientId: id, ...days, unit: over, peopleADay: Number(peopleADay) }
    return carryOut(act('registerSystem', '/v1/systems', { ...wish, publicKey: keys[0]!, purposes: [...purposes] }))
  }
  return (
    <Registering title={w.registerSystem} severalKeys={false} onAsk={ask}>
      <legend className="panel-title">{say(w.what)}</legend>
      <p>
        <b>{say(w.purposes)}</b>
        <br />
        {purposes.map((code) => say(purposeWords[code] ?? { vi: code, en: code })).join(', ')}
      </p>
      <label className="tick">
        <input type="checkbox" checked={state.nation} onChange={({ target }) => change({ nation: target.checked })} />
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
    </Registering>
  )
}

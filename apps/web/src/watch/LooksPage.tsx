/** The access log, searched: who looked at whose record. What is sought goes in a body, never in an address. */
import type { LookShapes } from '@cbccvc/contract'
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Choice, Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { PurposeFields, stated, usePurpose } from '../records/purpose.tsx'
import '../records/records.css'
import { purposeWords } from '../records/words.ts'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { Back, Record, Who } from './parts.tsx'
import { startOf, startOfNext } from './times.ts'
import { actionWords, classWords, masked, w } from './words.ts'

type Look = LookShapes.FoundLooks['looks'][number]

export default function LooksPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.looks)
  const national = me.grants.some(({ role }) => role === 'nationalAuditor')
  const [purpose] = usePurpose(me)
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const [sought, setSought] = useState({
    ...{ login: '', person: '', caseNo: '', forPurpose: '', from: '', to: '', emergency: false },
  })
  const [found, setFound] = useState<LookShapes.FoundLooks | null>(null)
  const { busy, trouble, run } = useAct()
  const set = (change: Partial<typeof sought>) => setSought({ ...sought, ...change })
  const { login, person, caseNo, forPurpose, from, to, emergency } = sought
  const ask = (after?: string) =>
    run(async () => {
      const body = {
        ...(national && { purpose: stated(purpose) }),
        ...(unit && { unit: unit.code }),
        ...(login.trim() && { login: login.trim() }),
        ...(person.trim() && { person: person.trim() }),
        ...(caseNo.trim() && { caseNo: caseNo.trim() }),
        ...(forPurpose && { forPurpose }),
        ...(emergency && { emergency }),
        ...(from && { from: startOf(from) }),
        ...(to && { to: startOfNext(to) }),
        ...{ limit: 50, ...(after && { after }) },
      }
      const more = await carryOut(act('searchLooks', '/v1/looks/search', body))
      setFound((before) => (after && before ? { ...more, looks: [...before.looks, ...more.looks] } : more))
    })
  return (
    <>
      <Back />
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.looks)}</h1>
        <p>{say(w.looksNote)}</p>
      </div>
      <form
        className="panel asking"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (!busy) void ask()
        }}
      >
        {national && <PurposeFields me={me} />}
        <UnitPicker
          label={say(w.unit)}
          hint={say(national ? w.optional : w.unitHint)}
          unit={unit}
          onUnit={setUnit}
          optional={national}
        />
        <Field
          label={say(w.login)}
          hint={say(w.optional)}
          value={login}
          onChange={({ target }) => set({ login: target.value })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
        />
        <Field
          label={say(w.ref)}
          hint={say(w.optional)}
          value={person}
          onChange={({ target }) => set({ person: target.value })}
          autoComplete="off"
          spellCheck={false}
          pattern="\S{22}"
          maxLength={22}
        />
        <Field
          label={say(w.caseNo)}
          hint={say(w.optional)}
          value={caseNo}
          onChange={({ target }) => set({ caseNo: target.value })}
          autoComplete="off"
          maxLength={100}
        />
        <Choice
          label={say(w.forPurpose)}
          value={forPurpose}
          onChange={({ target }) => set({ forPurpose: target.value })}
        >
          <option value="">{say(w.any)}</option>
          {Object.entries(purposeWords).map(([code, words]) => (
            <option key={code} value={code}>
              {say(words)}
            </option>
          ))}
        </Choice>
        <Field
          label={say(w.from)}
          type="date"
          max={me.today}
          value={from}
          onChange={({ target }) => set({ from: target.value })}
        />
        <Field
          label={say(w.to)}
          type="date"
          min={from}
          value={to}
          onChange={({ target }) => set({ to: target.value })}
        />
        <label className="tick">
          <input type="checkbox" checked={emergency} onChange={({ target }) => set({ emergency: target.checked })} />
          {say(w.onlyEmergency)}
        </label>
        <p>
          <Submit busy={busy}>{say(w.search)}</Submit>
        </p>
      </form>
      <Said trouble={trouble} />
      <div role="status">
        {found?.looks.length === 0 && <p className="empty">{say(w.noLooks)}</p>}
        {found && found.looks.length > 0 && <p className="hint">{say(w.looksShown, { n: found.looks.length })}</p>}
      </div>
      {found && found.looks.length > 0 && (
        <ul className="watched" aria-label={say(w.looks)}>
          {found.looks.map((look) => (
            <Line key={look.no} look={look} />
          ))}
        </ul>
      )}
      {found?.next && (
        <p>
          <button type="button" aria-disabled={busy || undefined} onClick={() => void ask(found.next ?? undefined)}>
            {say(w.more)}
          </button>
        </p>
      )}
    </>
  )
}

function Line({ look }: { look: Look }) {
  const say = useSay()
  const language = useLanguage()
  const { no, at, who, login, person, action, classes, purpose, caseNo, emergency, address } = look
  const what = classes.map((one) => {
    const name = say(classWords[one.class] ?? { vi: one.class, en: one.class })
    return one.form === 'masked' ? `${name} (${say(masked)})` : name
  })
  return (
    <li>
      <div>
        <p>
          <Who who={who} /> {login && <code>{login}</code>}
          {emergency && <span className="badge late">{say(w.emergency)}</span>}
        </p>
        <p>
          {say(actionWords[action] ?? { vi: action, en: action })} <Record person={person} />
        </p>
        <p className="hint">
          {what.join(', ')}
          {purpose && ` · ${say(purposeWords[purpose] ?? { vi: purpose, en: purpose })}`}
          {caseNo && ` · ${caseNo}`}
        </p>
      </div>
      <p className="hint">
        {formatInstant(at, language)}
        <br />
        {say(w.lookNo, { no })} · {address}
      </p>
    </li>
  )
}

/** People of the own part of the tree: by unit, name or number. What is asked for goes in a body, never in an address. */
import type { RecordShapes } from '@cbccvc/contract'
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Field, Said, Submit, useAct } from '../frame/Form.tsx'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { carryOut } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { PurposeFields, stated, usePurpose } from './purpose.tsx'
import './records.css'
import { w } from './words.ts'

type People = RecordShapes.SeenPeople

/** What was found last, while the web is open: who comes back from a record finds the list as it was. */
let last: { unit: PickedUnit | null; who: string; found: People | null } = { unit: null, who: '', found: null }

export default function PeoplePage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.people)
  const [purpose] = usePurpose(me)
  const [unit, setUnit] = useState(last.unit)
  const [who, setWho] = useState(last.who)
  const [found, setFound] = useState(last.found)
  const { busy, trouble, run } = useAct()
  const ask = (after?: string) =>
    run(async () => {
      if (!unit) return
      const base = { purpose: stated(purpose), limit: 50, ...(after && { after }) }
      const path = `/v1/units/${encodeURIComponent(unit.code)}/people` as const
      const wanted = who.trim()
      const number = wanted.replace(/\s/g, '')
      const people =
        wanted === ''
          ? await carryOut(act('unitPeople', path, base))
          : await carryOut(
              act('searchUnitPeople', `${path}/search`, {
                ...base,
                ...(/^\d{9,12}$/.test(number) ? { number } : { name: wanted }),
              }),
            )
      const all = after && found ? { ...people, people: [...found.people, ...people.people] } : people
      setFound(all)
      last = { unit, who, found: all }
    })
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return (
    <>
      <div className="heading with-actions">
        <div>
          <h1 tabIndex={-1}>{say(w.people)}</h1>
          <p>{say(w.note)}</p>
        </div>
        {me.can.includes('record.export') && (
          <Link className="button" href="/exports">
            {say(w.copies)}
          </Link>
        )}
      </div>
      <form
        className="panel asking"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (!busy) void ask()
        }}
      >
        <PurposeFields me={me} />
        <UnitPicker label={say(w.unit)} hint={say(w.unitHint)} unit={unit} onUnit={setUnit} />
        <Field
          label={say(w.who)}
          hint={say(w.whoHint)}
          value={who}
          onChange={({ target }) => setWho(target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
        />
        <p>
          <Submit busy={busy}>{say(w.look)}</Submit>
        </p>
      </form>
      <Said trouble={trouble} />
      <div role="status">
        {found?.people.length === 0 && <p className="empty">{say(w.nobody)}</p>}
        {found && found.people.length > 0 && <p className="hint">{say(w.shown, { n: found.people.length })}</p>}
      </div>
      {unit && found && found.people.length > 0 && me.can.includes('record.export') && (
        <p>
          <Link className="button" href={`/exports/new?unit=${encodeURIComponent(unit.code)}`}>
            {say(w.copyList)}
          </Link>
        </p>
      )}
      {found && found.people.length > 0 && (
        <section className="panel" aria-label={say(w.people)}>
          <table className="stacking">
            <thead>
              <tr>
                {[w.name, w.born, w.job, w.number, w.unit].map((head) => (
                  <th key={head.en} scope="col">
                    {say(head)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.people.map(({ person, unitName, fields }) => (
                <tr key={person}>
                  <th scope="row">
                    <Link href={`/people/${person}`}>{text(fields.hoTenKhaiSinh?.value) || say(w.noName)}</Link>
                  </th>
                  <td data-label={say(w.born)}>
                    {fields.ngaySinh?.form === 'clear' ? formatDate(text(fields.ngaySinh.value)) : say(w.notShown)}
                  </td>
                  <td data-label={say(w.job)}>{text(fields.viTriViecLam?.value) || '–'}</td>
                  <td data-label={say(w.number)}>
                    {fields.soDinhDanh ? <code>{text(fields.soDinhDanh.value)}</code> : say(w.notShown)}
                  </td>
                  <td data-label={say(w.unit)}>{unitName ?? say(w.ended)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
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

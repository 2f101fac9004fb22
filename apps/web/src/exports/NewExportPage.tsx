/** Asking for a copy: of which unit, for which purpose, which fields, in which form; and whether it takes a second person. */
import type { FieldDef, Text } from '@cbccvc/standard'
import { type FormEvent, useEffect, useState } from 'react'
import { act, exportBudgetAt, type PrivacyShapes, unitsAt } from '../api.ts'
import { FieldChooser } from '../frame/FieldChooser.tsx'
import { Said, Submit, Unloaded, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { Link, navigate } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { PurposeFields, stated, usePurpose } from '../records/purpose.tsx'
import '../records/records.css'
import { carryOut, load } from '../session/call.ts'
import { useLoaded } from '../session/loaded.ts'
import { useMe } from '../session/session.ts'
import { Budget, copyNo } from './parts.tsx'
import { w } from './words.ts'

type Format = PrivacyShapes.NewExport['format']
type Room = PrivacyShapes.ExportBudget

/** Stands in every copy. */
const nameField = 'hoTenKhaiSinh'

/** The unit that the address names, where it is one of the own part of the tree. */
function useUnit(): [PickedUnit | null, (unit: PickedUnit | null) => void] {
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  useEffect(() => {
    const code = new URLSearchParams(location.search).get('unit')
    if (!code) return
    const leave = new AbortController()
    load(unitsAt(code), leave.signal).then(
      ({ units }) => setUnit((now) => now ?? units.find((one) => one.code === code) ?? null),
      () => {},
    )
    return () => leave.abort()
  }, [])
  return [unit, setUnit]
}

/** How many people a copy of the unit would hold today; null where that is not told before it is asked for. */
function useHowMany(unit: PickedUnit | null, purpose: ReturnType<typeof stated>): number | 'counting' | null {
  const [count, setCount] = useState<number | 'counting' | null>(null)
  const why = JSON.stringify(purpose)
  useEffect(() => {
    setCount(unit ? 'counting' : null)
    if (!unit) return
    const body = { purpose: JSON.parse(why) as typeof purpose, filter: [] }
    const path = `/v1/units/${encodeURIComponent(unit.code)}/people/count` as const
    let stale = false
    // Not at each key of a case number.
    const timer = setTimeout(async () => {
      const counted = await carryOut(act('countUnitPeople', path, body)).catch(() => null)
      if (!stale) setCount(counted?.count ?? null)
    }, 250)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [unit, why])
  return count
}

/** Whether it will be ready at once, or wait for a second person: said before it is asked for. */
function Foreseen({ rows, fields, room }: { rows: number; fields: number; room: Room }) {
  const say = useSay()
  const cells = rows * fields
  const fits = rows <= room.rowsLeft && cells <= room.cellsLeft
  return <p className={`notice ${fits ? 'good' : 'calm'}`}>{say(fits ? w.fits : w.above, { rows, fields, cells })}</p>
}

export default function NewExportPage() {
  const say = useSay()
  const me = useMe()
  useTitle(w.newTitle)
  const room = useLoaded(exportBudgetAt)
  const [purpose] = usePurpose(me)
  const [unit, setUnit] = useUnit()
  const [fields, setFields] = useState<readonly string[]>([])
  const [format, setFormat] = useState<Format>('xlsx')
  const rows = useHowMany(unit, stated(purpose))
  const { busy, trouble, run } = useAct()
  const forms = room.data?.forms
  const why = (field: FieldDef): Text | null => (forms && forms[field.class] === null ? w.never : null)
  const noteOf = (field: FieldDef): Text | null => (forms?.[field.class] === 'masked' ? w.masked : null)
  const all = [...new Set([nameField, ...fields])]
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (busy || !unit) return
    void run(async () => {
      const wish = { unit: unit.code, fields: all, format, purpose: stated(purpose) }
      navigate(`/exports?asked=${copyNo(await carryOut(act('askExport', '/v1/exports', wish)))}`)
    })
  }
  return (
    <>
      <p>
        <Link href="/exports">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{say(w.newTitle)}</h1>
        <p>{say(w.note)}</p>
      </div>
      <Unloaded refused={room.refused} lost={room.lost} again={room.again} />
      {room.data && <Budget budget={room.data} />}
      <form className="form panel column wide-column" onSubmit={ask}>
        <Said trouble={trouble} />
        <div className="asking">
          <PurposeFields me={me} />
          <UnitPicker label={say(w.unit)} hint={say(w.unitHint)} unit={unit} onUnit={setUnit} />
        </div>
        <FieldChooser
          label={say(w.which)}
          hint={say(w.whichHint)}
          chosen={fields}
          onChosen={setFields}
          why={why}
          always={[nameField]}
          noteOf={noteOf}
        />
        <fieldset className="entry">
          <legend>{say(w.format)}</legend>
          <div className="two-ways">
            {(['xlsx', 'csv'] as const).map((one) => (
              <label key={one} className="tick">
                <input type="radio" name="format" checked={format === one} onChange={() => setFormat(one)} />
                {say(w[one])}
              </label>
            ))}
          </div>
        </fieldset>
        <div role="status">
          {rows === 'counting' && <p className="hint">{say(w.counting)}</p>}
          {typeof rows === 'number' && room.data && <Foreseen rows={rows} fields={all.length} room={room.data} />}
        </div>
        <div className="actions">
          <Submit busy={busy} disabled={!unit}>
            {say(w.ask)}
          </Submit>
          {!unit && <span className="hint">{say(w.missing)}</span>}
        </div>
      </form>
    </>
  )
}

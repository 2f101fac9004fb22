/** Picks one unit of the own part of the tree: typed by name or code, found without diacritics, chosen by key or touch. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { type AccountShapes, unitsAt } from '../api.ts'
import { load } from '../session/call.ts'
import './form.css'
import { useSay } from './language.ts'

export type PickedUnit = AccountShapes.Units['units'][number]

const w = {
  searching: { vi: 'Đang tìm…', en: 'Searching…' },
  nothing: { vi: 'Không có đơn vị nào khớp trong phần của bạn.', en: 'No unit of your part fits.' },
  more: { vi: 'Còn nữa: gõ thêm để thu hẹp.', en: 'There are more: type on.' },
} as const

export function UnitPicker({
  label,
  hint,
  unit,
  onUnit,
  optional = false,
}: {
  label: string
  hint?: string
  unit: PickedUnit | null
  onUnit: (unit: PickedUnit | null) => void
  /** It may be left empty. */
  optional?: boolean
}) {
  const say = useSay()
  const id = useId()
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const [found, setFound] = useState<AccountShapes.Units | null>(null)
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const leave = new AbortController()
    const timer = setTimeout(async () => {
      const answer = await load(unitsAt(words), leave.signal).catch(() => null)
      if (!answer || leave.signal.aborted) return
      setFound(answer)
      setAt(0)
    }, 150)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [words, open])
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const choose = (one: PickedUnit) => {
    onUnit(one)
    setWords('')
    setOpen(false)
  }
  const units = found?.units ?? []
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) setOpen(true)
      else setAt((at + (event.key === 'ArrowDown' ? 1 : units.length - 1)) % Math.max(1, units.length))
    } else if (event.key === 'Enter' && open && units[at]) {
      event.preventDefault()
      choose(units[at])
    }
  }
  return (
    <div className="entry picker">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && units[at] ? `${id}-${at}` : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autoComplete="off"
        spellCheck={false}
        required={!optional}
        value={open ? words : unit ? `${unit.name} (${unit.code})` : words}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={({ target }) => {
          setWords(target.value)
          setOpen(true)
          if (unit) onUnit(null)
        }}
        onKeyDown={onKey}
      />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <div className="picker-sheet" hidden={!open}>
        <div id={`${id}-list`} tabIndex={-1} role="listbox" aria-label={label} ref={list}>
          {units.map((one, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
            <div
              key={one.code}
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              <span>
                {one.name} <code>{one.code}</code>
              </span>
              {one.above.length > 0 && <small>{one.above.join(' › ')}</small>}
            </div>
          ))}
        </div>
        {!found && <p className="hint">{say(w.searching)}</p>}
        {found && units.length === 0 && <p className="hint">{say(w.nothing)}</p>}
        {found?.more && <p className="hint">{say(w.more)}</p>}
      </div>
    </div>
  )
}

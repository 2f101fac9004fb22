/** Chooses fields of the standard: by group, found by name; those that cannot be chosen say why. */
import type { FieldDef, Text } from '@cbccvc/standard'
import { useId, useState } from 'react'
import { found } from './fold.ts'
import './form.css'
import { type Fields, useFields } from './fields.ts'
import { useSay } from './language.ts'
import { w as frame } from './words.ts'

const w = {
  find: { vi: 'Tìm trường', en: 'Find a field' },
  chosen: { vi: 'Đã chọn {n} trường', en: '{n} chosen' },
  none: { vi: 'Không có trường nào tên như vậy.', en: 'No field of that name.' },
  clear: { vi: 'Bỏ chọn tất cả', en: 'Choose none' },
} as const

/** The fields in their groups, those whose names fit. */
function groupsOf(all: readonly FieldDef[], question: string): [Text, FieldDef[]][] {
  const groups = new Map<string, [Text, FieldDef[]]>()
  for (const field of all) {
    if (!found(`${field.label.vi} ${field.label.en}`, question)) continue
    const group = groups.get(field.group.id) ?? [field.group, []]
    group[1].push(field)
    groups.set(field.group.id, group)
  }
  return [...groups.values()]
}

/** `why`: the reason for which a field cannot be chosen, or null. `always`: chosen whatever is done. */
export function FieldChooser({
  label,
  hint,
  chosen,
  onChosen,
  why,
  always = [],
  noteOf,
}: {
  label: string
  hint?: string
  chosen: readonly string[]
  onChosen: (chosen: string[]) => void
  why: (field: FieldDef) => Text | null
  always?: readonly string[]
  /** Said beside a field that can be chosen. */
  noteOf?: (field: FieldDef) => Text | null
}) {
  const say = useSay()
  const id = useId()
  const { all }: Fields = useFields()
  const [question, setQuestion] = useState('')
  const groups = groupsOf(all, question)
  const toggle = (field: string) =>
    onChosen(chosen.includes(field) ? chosen.filter((one) => one !== field) : [...chosen, field])
  return (
    <fieldset className="entry chooser" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <div className="chooser-top">
        <label className="field grow">
          <span>{say(w.find)}</span>
          <input
            type="search"
            value={question}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setQuestion(target.value)}
            onKeyDown={(event) => {
              // Enter looks here, it does not send the form.
              if (event.key === 'Enter') event.preventDefault()
            }}
          />
        </label>
        <p role="status" className="hint">
          {say(w.chosen, { n: new Set([...chosen, ...always]).size })}
        </p>
        {chosen.length > 0 && (
          <button type="button" className="link" onClick={() => onChosen([])}>
            {say(w.clear)}
          </button>
        )}
      </div>
      {all.length === 0 && <p className="loading">{say(frame.loading)}</p>}
      {all.length > 0 && groups.length === 0 && <p className="hint">{say(w.none)}</p>}
      <div className="chooser-fields">
        {groups.map(([group, fields]) => (
          <section key={group.vi} aria-label={say(group)}>
            <b>{say(group)}</b>
            <ul>
              {fields.map((field) => {
                const reason = why(field)
                const fixed = always.includes(field.id)
                const note = reason ?? noteOf?.(field)
                return (
                  <li key={field.id}>
                    <label className="tick">
                      <input
                        type="checkbox"
                        checked={fixed || chosen.includes(field.id)}
                        disabled={fixed || reason !== null}
                        onChange={() => toggle(field.id)}
                      />
                      <span>
                        {say(field.label)}
                        {note && <small> – {say(note)}</small>}
                      </span>
                    </label>
                  </li>
                )
              })}
            </ul>
          </section>
        ))}
      </div>
    </fieldset>
  )
}

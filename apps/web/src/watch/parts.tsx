/** What the pages of watching share: who somebody is, whose record, a long text, whom a case is about, a word to confirm. */
import type { LookShapes } from '@cbccvc/contract'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, useAct } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { placeName, roleName } from '../frame/roles.ts'
import { Link } from '../frame/router.tsx'
import { type PickedUnit, UnitPicker } from '../frame/UnitPicker.tsx'
import { w as frame } from '../frame/words.ts'
import './watch.css'
import { w } from './words.ts'

export type Looker = LookShapes.Looker

export function Back() {
  const say = useSay()
  return (
    <p>
      <Link href="/watch">{say(w.back)}</Link>
    </p>
  )
}

/** Name, and in which role over what. */
export function Who({ who }: { who: Looker | null }) {
  const say = useSay()
  if (!who) return <>{say(w.somebody)}</>
  return (
    <>
      <b>{who.name}</b>
      {who.roles.map((one) => ` · ${say(roleName(one.role))}, ${say(placeName(one))}`)}
    </>
  )
}

/** The code of a record, as a way to it for whoever may look. */
export function Record({ person }: { person: string }) {
  const say = useSay()
  return (
    <Link href={`/people/${encodeURIComponent(person)}`} aria-label={say(w.openRecord, { ref: person })}>
      <code>{person}</code>
    </Link>
  )
}

export function LongText({
  label,
  hint,
  value,
  onText,
  required = true,
}: {
  label: string
  hint?: string
  value: string
  onText: (text: string) => void
  required?: boolean
}) {
  const id = useId()
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onChange={({ target }) => onText(target.value)}
        maxLength={2000}
        required={required}
      />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

export interface About {
  readonly refs: string
  readonly units: readonly PickedUnit[]
}
export const nobodyYet: About = { refs: '', units: [] }

/** The codes that were typed, and what is wrong with them. */
export function readAbout({ refs, units }: About): { persons: string[]; units: string[]; wrong: string | null } {
  const persons = refs.split(/\s+/).filter(Boolean)
  return {
    ...{ persons, units: units.map(({ code }) => code) },
    wrong: persons.find((ref) => ref.length !== 22) ?? null,
  }
}

export function AboutFields({ about, onAbout }: { about: About; onAbout: (about: About) => void }) {
  const say = useSay()
  return (
    <>
      <LongText
        label={say(w.refs)}
        hint={say(w.refsHint)}
        value={about.refs}
        onText={(refs) => onAbout({ ...about, refs })}
        required={false}
      />
      <UnitPicker
        label={say(w.units)}
        hint={say(w.unitHint)}
        unit={null}
        optional
        onUnit={(unit) => {
          if (unit && !about.units.some(({ code }) => code === unit.code))
            onAbout({ ...about, units: [...about.units, unit] })
        }}
      />
      {about.units.length > 0 && (
        <ul className="picked">
          {about.units.map((unit) => (
            <li key={unit.code}>
              <button
                type="button"
                aria-label={say(w.removeUnit, { unit: unit.name })}
                onClick={() => onAbout({ ...about, units: about.units.filter(({ code }) => code !== unit.code) })}
              >
                {unit.name} ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Whom a case is about. */
export function AboutWhom({
  persons,
  units,
}: Pick<LookShapes.Inspections['inspections'][number], 'persons' | 'units'>) {
  const say = useSay()
  return (
    <p className="hint">
      {say(w.aboutWhom)}:{' '}
      {persons.map((person, i) => (
        <span key={person}>
          {i > 0 && ', '}
          <Record person={person} />
        </span>
      ))}
      {persons.length > 0 && units.length > 0 && ' · '}
      {units.map(({ unit, unitName }) => unitName ?? unit ?? '–').join(', ')}
    </p>
  )
}

/** A dialog with a form: what will happen, its fields, the act, and a way back. */
export function Asking({
  title,
  what,
  does,
  danger = false,
  onDo,
  onClose,
  children,
}: {
  title: string
  what?: string
  does: string
  danger?: boolean
  onDo: () => Promise<unknown>
  /** True: it was done. */
  onClose: (done: boolean) => void
  children?: ReactNode
}) {
  const say = useSay()
  const { busy, trouble, run } = useAct()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!busy && (await run(onDo))) onClose(true)
  }
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        {what && <p>{what}</p>}
        <Said trouble={trouble} />
        {children}
        <div className="actions">
          {danger ? (
            <button type="submit" className="danger" aria-disabled={busy || undefined}>
              {busy ? say(frame.working) : does}
            </button>
          ) : (
            <Submit busy={busy}>{does}</Submit>
          )}
          <button type="button" onClick={() => onClose(false)}>
            {say(frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** One thing asked for at a time, and whether something was just done. */
export function useAsking<T>(again: () => Promise<void>) {
  const [asking, ask] = useState<T | null>(null)
  const [done, setDone] = useState(false)
  const close = (was: boolean) => {
    ask(null)
    setDone(was)
    if (was) void again()
  }
  return { asking, ask, close, done }
}

export function Done({ done }: { done: boolean }) {
  const say = useSay()
  return <div role="status">{done && <p className="notice good">{say(w.done)}</p>}</div>
}

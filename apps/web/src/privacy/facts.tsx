/** What requests and consents are shown with: facts as labels and values, fields by name, a state as a badge. */
import type { Text } from '@cbccvc/standard'
import type { ReactNode } from 'react'
import { type Fields, useFields } from '../frame/fields.ts'
import { useSay } from '../frame/language.ts'
import './privacy.css'
import { w } from './words.ts'

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>
}

export function Fact({ of, wide, children }: { of: Text; wide?: boolean; children: ReactNode }) {
  const say = useSay()
  return (
    <div className={wide ? 'wide-fact' : undefined}>
      <dt>{say(of)}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Fields by their names; none: the record as a whole. */
export function FieldNames({ ids }: { ids: readonly string[] }) {
  const say = useSay()
  const { nameOf }: Fields = useFields()
  return <>{ids.length === 0 ? say(w.wholeRecord) : ids.map((id) => say(nameOf(id))).join(' · ')}</>
}

export function State({ state, words }: { state: string; words: Readonly<Record<string, Text>> }) {
  const say = useSay()
  return <span className={`badge state-${state}`}>{say(words[state] ?? { vi: state, en: state })}</span>
}

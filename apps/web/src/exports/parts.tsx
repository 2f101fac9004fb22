/** What the pages of copies share: what a copy holds, as facts; the budget of the day. */
import type { PrivacyShapes } from '../api.ts'
import { type Fields, useFields } from '../frame/fields.ts'
import { formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { Fact, Facts } from '../privacy/facts.tsx'
import { purposeWords } from '../records/words.ts'
import { w } from './words.ts'

export type Copy = PrivacyShapes.Export

/** How a copy is called, in its watermark as well. */
export const copyNo = ({ no }: Pick<Copy, 'no'>): string => `XD-${no}`

export function CopyFacts({ copy }: { copy: Copy }) {
  const say = useSay()
  const language = useLanguage()
  const { nameOf }: Fields = useFields()
  const { unit, unitName, rows, fields, purpose, caseNo, format, askedAt, expiresAt, state } = copy
  const open = state === 'ready' || state === 'waits' || state === 'released'
  return (
    <Facts>
      <Fact of={w.unit}>{unit ? `${unitName ?? ''} (${unit})` : say(w.ended)}</Fact>
      <Fact of={w.size}>{say(w.sizeN, { rows, fields: fields.length })}</Fact>
      <Fact of={w.why}>
        {say(purposeWords[purpose] ?? { vi: purpose, en: purpose })}
        {caseNo && ` · ${caseNo}`}
      </Fact>
      <Fact of={w.format}>{format === 'csv' ? say(w.csv) : say(w.xlsx)}</Fact>
      <Fact of={w.askedAt}>{formatInstant(askedAt, language)}</Fact>
      {open && <Fact of={w.until}>{formatInstant(expiresAt, language)}</Fact>}
      <Fact of={w.fields} wide>
        {fields.map((id) => say(nameOf(id))).join(' · ')}
      </Fact>
    </Facts>
  )
}

/** What the day still allows without a second person. */
export function Budget({ budget }: { budget: PrivacyShapes.ExportBudget }) {
  const say = useSay()
  const { rows, cells, rowsLeft, cellsLeft } = budget
  return (
    <section className="card" aria-labelledby="budget">
      <h2 id="budget">{say(w.budget)}</h2>
      <Facts>
        <Fact of={w.people}>
          <b>{say(w.left, { left: rowsLeft, most: rows })}</b>
        </Fact>
        <Fact of={w.cells}>
          <b>{say(w.left, { left: cellsLeft, most: cells })}</b>
        </Fact>
      </Facts>
      <p className="hint">{say(w.budgetNote)}</p>
    </section>
  )
}

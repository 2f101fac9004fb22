/** Findings as counts by rule and field, the heaviest first; each rule in its own sentence, its holes left open. */
import type { FieldDef } from '@cbccvc/standard'
import { type FindingCount, type StandardDocument, standardAt } from '../api.ts'
import { formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { useOnce } from '../once.ts'
import { fieldLabel } from './fieldLabel.ts'
import { w } from './words.ts'

const weights = ['blocks', 'asks', 'notes'] as const
const weightNotes = { blocks: w.blocksNote, asks: w.asksNote, notes: w.notesNote } as const

interface Book {
  readonly rules: ReadonlyMap<string, StandardDocument['rules'][number]>
  readonly fields: ReadonlyMap<string, FieldDef>
}

const readBook = (standard: StandardDocument | null): Book => ({
  rules: new Map(standard?.rules.map((rule) => [rule.id, rule])),
  fields: new Map((standard?.fields as FieldDef[] | undefined)?.map((field) => [field.id, field])),
})

function Row({ finding, book }: { finding: FindingCount; book: Book }) {
  const say = useSay()
  const language = useLanguage()
  const rule = book.rules.get(finding.rule)
  const field = finding.path === '' ? say(w.wholeRecord) : say(fieldLabel(finding.path, book.fields))
  return (
    <tr>
      <th scope="row">
        {rule ? say(rule.message) : finding.rule}
        <span className="phone-only">
          {say(w.field)}: {field}
        </span>
        <small>
          <code>{finding.rule}</code>
          {rule?.legal && (
            <span className="legal">
              {say(w.legal)}: {rule.legal}
            </span>
          )}
        </small>
      </th>
      <td className="text tablet">
        {field}
        {finding.path !== '' && (
          <small>
            <code>{finding.path}</code>
          </small>
        )}
      </td>
      <td className="text tablet">{say({ ...w[finding.word], en: w[finding.word].vi })}</td>
      <td>{formatNumber(finding.count, language)}</td>
    </tr>
  )
}

export function Findings({ findings }: { findings: readonly FindingCount[] }) {
  const say = useSay()
  const language = useLanguage()
  const book = readBook(useOnce(standardAt('2023')))
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{say(w.findings)}</h2>
      <p className="hint">{say(findings.length ? w.findingsNote : w.noFindings)}</p>
      {weights.map((weight) => {
        const rows = findings.filter((finding) => finding.weight === weight).sort((a, b) => b.count - a.count)
        if (rows.length === 0) return null
        return (
          <table key={weight} className={`figures findings ${weight}`}>
            <caption>
              <b>{say(w[weight])}</b> ·{' '}
              {formatNumber(
                rows.reduce((sum, { count }) => sum + count, 0),
                language,
              )}
              <small>{say(weightNotes[weight])}</small>
            </caption>
            <thead>
              <tr>
                <th scope="col" className="name">
                  {say(w.rule)}
                </th>
                <th scope="col" className="text field tablet">
                  {say(w.field)}
                </th>
                <th scope="col" className="text word tablet">
                  {say(w.wordOf)}
                </th>
                <th scope="col">{say(w.times)}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((finding) => (
                <Row key={`${finding.rule} ${finding.path}`} finding={finding} book={book} />
              ))}
            </tbody>
          </table>
        )
      })}
    </section>
  )
}

/** One value of a record as people read it: a day, a list as a small table, what is stated as unknown. */
import type { FieldDef } from '@cbccvc/standard'
import { formatDate } from '../frame/format.ts'
import { useSay } from '../frame/language.ts'
import { w } from './words.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (isObject(value)) return Object.values(value).map(textOf).join(', ')
  const text = String(value)
  return /^\d{4}(-\d{2}){1,2}$/.test(text) ? formatDate(text) : text
}

export function Value({ value, field }: { value: unknown; field: FieldDef | undefined }) {
  const say = useSay()
  if (isObject(value) && '$' in value) return <i>{say(value.$ === 'unknown' ? w.unknown : w.notPermitted)}</i>
  if (!Array.isArray(value) || value.length === 0) return textOf(Array.isArray(value) ? null : value)
  if (!isObject(value[0])) return value.map(textOf).join(', ')
  const columns = field?.columns ?? Object.keys(value[0]).map((id) => ({ id, label: { vi: id, en: id } }))
  return (
    <div className="inner-scroll">
      <table className="inner">
        <thead>
          <tr>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {say(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(value as Record<string, unknown>[]).map((row) => (
            <tr key={JSON.stringify(row)}>
              {columns.map(({ id }) => (
                <td key={id}>{textOf(row[id])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

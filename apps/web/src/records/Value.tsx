/** One value of a record as people read it: a code by its name, a day, an address, a list as a table, what is unknown. */
import type { ValueDef } from '@cbccvc/standard'
import { formatDate, formatQuantity, formatSize } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { w } from './words.ts'

/** List → code → name, as the centre gave them with the record. */
export type Names = Readonly<Record<string, Readonly<Record<string, string>>>>
/** A field, or a column of a list field. */
export type Shape = ValueDef & { readonly columns?: readonly ValueDef[] }

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isNothing = (value: unknown) => value === null || value === undefined || value === ''

/** The name first, the code beside it in small. */
function Code({ code, name }: { code: string; name: string | undefined }) {
  if (name === undefined) return <code>{code}</code>
  return (
    <>
      {name} <code className="beside">{code}</code>
    </>
  )
}

const addressLists = {
  truoc2025: { tinh: 'tinh-63', xa: 'xa-phuong-truoc-2025' },
  sau2025: { tinh: 'tinh-34', xa: 'xa-phuong-2025' },
} as const

function Address({ value, names }: { value: Record<string, unknown>; names: Names }) {
  const say = useSay()
  const old = value.phienBan !== 'sau2025'
  const lists = addressLists[old ? 'truoc2025' : 'sau2025']
  const named = (key: 'tinh' | 'xa') => {
    const code = value[key]
    return typeof code === 'string' ? (names[lists[key]]?.[code] ?? code) : null
  }
  const words = [value.chiTiet, named('xa'), named('tinh')].filter((part) => typeof part === 'string' && part !== '')
  const codes = [value.xa, value.huyen, value.tinh].filter((part) => typeof part === 'string')
  return (
    <>
      {words.join(', ')} <code className="beside">{codes.join(' · ')}</code>
      {old && <span className="hint"> {say(w.oldDivision)}</span>}
    </>
  )
}

function Attachment({ value }: { value: Record<string, unknown> }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <>
      {say(w.file, { type: String(value.type ?? '?'), size: formatSize(Number(value.size ?? 0), language) })}{' '}
      <code className="beside">{String(value.sha256 ?? '').slice(0, 12)}…</code>
    </>
  )
}

/** What is one value, not a list of rows. */
function Single({ value, shape, names }: { value: unknown; shape: Shape | undefined; names: Names }) {
  const language = useLanguage()
  const of = (code: unknown) => (shape?.codeList ? names[shape.codeList]?.[String(code)] : undefined)
  if (isNothing(value)) return <span className="hint">–</span>
  switch (shape?.type) {
    case 'date':
    case 'partialDate':
      return formatDate(String(value))
    case 'number':
      return typeof value === 'number' ? formatQuantity(value, language) : String(value)
    case 'code':
      return <Code code={String(value)} name={of(value)} />
    case 'address':
      return isObject(value) ? <Address value={value} names={names} /> : String(value)
    case 'attachment':
      return isObject(value) ? <Attachment value={value} /> : String(value)
    default:
      return isObject(value) ? JSON.stringify(value) : String(value)
  }
}

export function Value({ value, shape, names }: { value: unknown; shape: Shape | undefined; names: Names }) {
  const say = useSay()
  if (isObject(value) && '$' in value) return <i>{say(value.$ === 'unknown' ? w.unknown : w.notPermitted)}</i>
  if (!Array.isArray(value)) return <Single value={value} shape={shape} names={names} />
  if (value.length === 0) return <span className="hint">–</span>
  if (!isObject(value[0]))
    return (
      <ul className="values">
        {value.map((one) => (
          <li key={String(one)}>
            <Single value={one} shape={shape} names={names} />
          </li>
        ))}
      </ul>
    )
  return <List rows={value as Record<string, unknown>[]} shape={shape} names={names} />
}

/** A history: a table where there is room, else one block a row with the columns' names in front. */
function List({
  rows,
  shape,
  names,
}: {
  rows: readonly Record<string, unknown>[]
  shape: Shape | undefined
  names: Names
}) {
  const say = useSay()
  const columns: readonly ValueDef[] =
    shape?.columns ?? Object.keys(rows[0]!).map((id) => ({ id, label: { vi: id, en: id }, type: 'string' }))
  return (
    <table className="stacking">
      <caption className="only-spoken">{say(shape?.label ?? w.record)}</caption>
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
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and do not move
          <tr key={i}>
            {columns.map((column) => (
              <td key={column.id} data-label={say(column.label)} className={isNothing(row[column.id]) ? 'none' : ''}>
                <div>
                  <Single value={row[column.id]} shape={column} names={names} />
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

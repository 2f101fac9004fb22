/** A record as the rights show it, field by field in the order of the standard. */
import type { RecordShapes } from '@cbccvc/contract'
import type { FieldDef } from '@cbccvc/standard'
import type { ReactNode } from 'react'
import { standardAt } from '../api.ts'
import { useSay } from '../frame/language.ts'
import { useOnce } from '../once.ts'
import './records.css'
import { Value } from './Value.tsx'
import { w } from './words.ts'

export function RecordView({
  record,
  beside,
}: {
  record: RecordShapes.SeenRecord
  /** What can be done about a field, said beside it. */
  beside?: (fieldId: string, label: string) => ReactNode
}) {
  const say = useSay()
  const standard = useOnce(standardAt('2023'))
  const known = (standard?.fields ?? []) as readonly FieldDef[]
  const order = new Map(known.map((field, i) => [field.id as string, i]))
  const shown = Object.entries(record.fields).sort(([a], [b]) => (order.get(a) ?? 999) - (order.get(b) ?? 999))
  if (shown.length === 0) return <p className="empty">{say(w.nothing)}</p>
  return (
    <dl className="record panel">
      {shown.map(([id, { form, value, bad }]) => {
        const field = known[order.get(id) ?? -1]
        return (
          <div key={id} className={field?.type === 'list' ? 'whole' : ''}>
            <dt>
              {say(field?.label ?? { vi: id, en: id })}
              {beside?.(id, say(field?.label ?? { vi: id, en: id }))}
            </dt>
            <dd>
              <Value value={value} field={field} />
              {form === 'masked' && <span className="badge">{say(w.masked)}</span>}
              {bad && <span className="badge">{say(w.bad)}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

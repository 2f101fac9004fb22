/** A record as the rights show it: group by group in the order of the statutory form, and what is closed with its why. */
import type { RecordShapes } from '@cbccvc/contract'
import type { FieldClass, FieldDef, GroupDef } from '@cbccvc/standard'
import type { ReactNode } from 'react'
import { standardAt } from '../api.ts'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import { useOnce } from '../once.ts'
import { ClosedNotes, closedId } from './ClosedNotes.tsx'
import './records.css'
import { Value } from './Value.tsx'
import { w } from './words.ts'

type Seen = RecordShapes.SeenRecord['fields'][string]

/** What the standard does not know any more stands last. */
const rest: GroupDef = { id: 'khac', vi: w.otherFields.vi, en: w.otherFields.en }

interface Shown {
  readonly id: string
  readonly seen: Seen
  readonly field: FieldDef | undefined
}

function groupsOf(record: RecordShapes.SeenRecord, known: readonly FieldDef[]) {
  const byId = new Map(known.map((field) => [field.id, field]))
  const shown: Shown[] = Object.entries(record.fields)
    .map(([id, seen]) => ({ id, seen, field: byId.get(id) }))
    .sort((a, b) => (a.field?.no ?? 999) - (b.field?.no ?? 999))
  const groups = [...new Map(known.map(({ group }) => [group.id, group])).values(), rest]
  return groups
    .map((group) => ({ group, fields: shown.filter(({ field }) => (field?.group.id ?? rest.id) === group.id) }))
    .filter(({ fields }) => fields.length > 0)
}

export function RecordView({
  record,
  own = false,
  beside,
  onOpen,
}: {
  record: RecordShapes.SeenRecord
  own?: boolean
  /** What can be done about a field, said beside it. */
  beside?: (fieldId: string, label: string) => ReactNode
  /** Asks for a class that a step-up would show. */
  onOpen?: (of: FieldClass) => void
}) {
  const say = useSay()
  const standard = useOnce(standardAt('2023'))
  if (!standard) return <Loading />
  const known = standard.fields as readonly FieldDef[]
  const groups = groupsOf(record, known)
  if (groups.length === 0) return <p className="empty">{say(w.nothing)}</p>
  const label = (id: string) => say(known.find((field) => field.id === id)?.label ?? { vi: id, en: id })
  return (
    <>
      {record.restricted && (
        <p role="note" className="notice bad">
          {record.restricted.length === 0
            ? say(w.restrictedAll)
            : say(w.restrictedSome, { fields: record.restricted.map(label).join(', ') })}
        </p>
      )}
      <ClosedNotes closed={record.closed} known={known} own={own} onOpen={onOpen} />
      {groups.length > 2 && (
        <nav className="record-groups" aria-label={say(w.groups)}>
          {groups.map(({ group }) => (
            <a key={group.id} href={`#group-${group.id}`}>
              {say(group)}
            </a>
          ))}
        </nav>
      )}
      {groups.map(({ group, fields }) => (
        <section key={group.id} className="panel block" aria-labelledby={`group-${group.id}`}>
          <h2 id={`group-${group.id}`} tabIndex={-1}>
            {say(group)}
          </h2>
          <dl className="record">
            {fields.map(({ id, seen, field }) => (
              <div key={id} className={field?.type === 'list' || field?.multiline ? 'whole' : ''}>
                <dt>
                  {say(field?.label ?? { vi: id, en: id })}
                  {beside?.(id, say(field?.label ?? { vi: id, en: id }))}
                </dt>
                <dd>
                  {seen.form === 'masked' ? (
                    <>
                      <span className="masked-value">{String(seen.value ?? '–')}</span>{' '}
                      <a className="badge" href={`#${closedId(field?.class ?? 'restricted')}`}>
                        {say(w.masked)}
                      </a>
                    </>
                  ) : (
                    <Value value={seen.value} shape={field} names={record.names ?? {}} />
                  )}
                  {seen.bad && (
                    <span className="badge bad" title={say(w.badNote)}>
                      {say(w.bad)}
                    </span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="hint">{say(w.code, { ref: record.person })}</p>
    </>
  )
}

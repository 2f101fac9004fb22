/** One person's record, read for a purpose. What a step-up would show is opened by a word of its own. */
import type { RecordShapes } from '@cbccvc/contract'
import type { FieldClass } from '@cbccvc/standard'
import { useCallback, useEffect, useState } from 'react'
import { act } from '../api.ts'
import { Said, useAct } from '../frame/Form.tsx'
import { Loading } from '../frame/Loading.tsx'
import { useSay } from '../frame/language.ts'
import type { Params } from '../frame/pages.ts'
import { Link } from '../frame/router.tsx'
import { useTitle } from '../frame/title.ts'
import { carryOut, confirmed } from '../session/call.ts'
import { useMe } from '../session/session.ts'
import { OpenDialog } from './OpenDialog.tsx'
import { PurposeFields, purposeOf, stated, usePurpose } from './purpose.tsx'
import { RecordView } from './RecordView.tsx'
import './records.css'
import { purposeWords, w } from './words.ts'

/** The classes that are shown now, and one more. */
export const classesWith = ({ closed }: RecordShapes.SeenRecord, more: FieldClass): FieldClass[] =>
  (['public', 'internal', 'restricted', 'sealed'] as const).filter(
    (of) => of === more || !closed.some((one) => one.class === of && one.form === 'hidden'),
  )

export default function RecordPage({ params }: { params: Params }) {
  const say = useSay()
  const me = useMe()
  useTitle(w.record)
  const [purpose] = usePurpose(me)
  const [record, setRecord] = useState<RecordShapes.SeenRecord | null>(null)
  const [opening, setOpening] = useState<FieldClass | null>(null)
  const { busy, trouble, run } = useAct()
  const person = params.ref!
  const look = useCallback(
    async (classes?: FieldClass[]) => {
      const body = { purpose: stated(purposeOf(me)), names: true, ...(classes && { classes }) }
      setRecord(await carryOut(act('record', `/v1/people/${encodeURIComponent(person)}/record`, body)))
    },
    [person, me],
  )
  const first = useCallback(() => run(() => look()), [run, look])
  // biome-ignore lint/correctness/useExhaustiveDependencies: one look when the page opens; the account may be asked anew
  useEffect(() => void first(), [person])
  const name = record?.fields.hoTenKhaiSinh?.value
  const isSealedOpen = record !== null && !record.closed.some((one) => one.class === 'sealed')
  return (
    <>
      <p>
        <Link href="/people">{say(w.back)}</Link>
      </p>
      <div className="heading">
        <h1 tabIndex={-1}>{typeof name === 'string' ? name : say(w.record)}</h1>
        {record && (
          <p>
            {record.unitName ?? say(w.ended)} · {say(w.holder, { holder: nameOfBody(record) })} ·{' '}
            {say(w.lookedFor, { purpose: say(purposeWords[purpose.code] ?? { vi: purpose.code, en: purpose.code }) })}
          </p>
        )}
      </div>
      <Said trouble={trouble} />
      {!record && trouble && <PurposeAgain onAgain={() => void first()} busy={busy} />}
      {isSealedOpen && (
        <p role="status" className="notice bad">
          {say(w.unsealed)}
        </p>
      )}
      {!record && busy && <Loading />}
      {record && <RecordView record={record} onOpen={setOpening} />}
      {record && opening && (
        <OpenDialog
          of={opening}
          onDo={() => confirmed().then(() => look(classesWith(record, opening)))}
          onClose={() => setOpening(null)}
        >
          <PurposeFields me={me} />
        </OpenDialog>
      )}
    </>
  )
}

/** A look that was refused for its purpose is asked for again with another. */
function PurposeAgain({ onAgain, busy }: { onAgain: () => void; busy: boolean }) {
  const say = useSay()
  const me = useMe()
  return (
    <form
      className="panel asking"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onAgain()
      }}
    >
      <PurposeFields me={me} />
      <p>
        <button type="submit" className="primary" aria-disabled={busy || undefined}>
          {say(w.look)}
        </button>
      </p>
    </form>
  )
}

/** The body that holds the record, by its name where the record's codes have it. */
function nameOfBody({ holder, names }: RecordShapes.SeenRecord): string {
  return names?.['to-chuc']?.[holder] ?? holder
}

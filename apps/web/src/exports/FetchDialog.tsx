/** The one delivery of a copy: said before it begins, counted while it comes, and what to do when the line breaks. */
import { type FormEvent, useState } from 'react'
import { act } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Said, Submit, useAct } from '../frame/Form.tsx'
import { formatNumber } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { w as frame } from '../frame/words.ts'
import { fetchFile } from '../session/call.ts'
import { type Copy, copyNo } from './parts.tsx'
import { w } from './words.ts'

/** Hands the bytes to the browser's downloads. */
function save(name: string, bytes: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  // The browser takes the bytes a moment after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export function FetchDialog({ copy, onClose }: { copy: Copy; onClose: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const [received, setReceived] = useState<number | null>(null)
  const [came, setCame] = useState<string | null>(null)
  const { busy, trouble, run } = useAct()
  const no = copyNo(copy)
  /** The delivery began and is over, well or not: there is no second one. */
  const spent = came !== null || (trouble !== null && received !== null)
  const fetchOnce = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    void run(async () => {
      const { name, bytes } = await fetchFile(act('fetchExport', `/v1/exports/${copy.exportId}/file`, {}), setReceived)
      save(name, bytes)
      setCame(name)
    })
  }
  return (
    <Dialog title={say(w.fetchTitle, { no })} onClose={busy ? () => {} : onClose}>
      <form className="form" onSubmit={fetchOnce}>
        {came === null && <p>{say(w.once, { rows: copy.rows })}</p>}
        <p>{say(w.marked)}</p>
        {trouble === 'lost' && received !== null ? (
          <p role="alert" className="notice bad">
            {say(w.broken)}
          </p>
        ) : (
          <Said trouble={trouble} />
        )}
        <p role="status">
          {busy &&
            received !== null &&
            say(w.coming, { size: `${formatNumber(Math.ceil(received / 1024), language)} KB` })}
          {came !== null && say(w.came, { name: came })}
        </p>
        <div className="actions">
          {!spent && <Submit busy={busy}>{say(w.start)}</Submit>}
          <button type="button" disabled={busy} onClick={onClose}>
            {say(spent ? frame.close : frame.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

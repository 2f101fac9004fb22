/** Ten codes, shown once: to print, to save, to copy; the way on opens when they are said to be kept. */
import { useState } from 'react'
import { useSay } from '../frame/language.ts'
import { w } from './invitation-words.ts'

export function RecoveryCodes({
  login,
  codes,
  onKept,
  doneLabel,
}: {
  login: string
  codes: readonly string[]
  /** Left out: the way on is the sign-in page. */
  onKept?: () => void
  doneLabel?: string
}) {
  const say = useSay()
  const [kept, setKept] = useState(false)
  const [copied, setCopied] = useState(false)
  const text = `${login}\n\n${codes.join('\n')}\n`
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
    link.download = say(w.file)
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div className="form">
      <p>{say(w.made)}</p>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="actions no-print">
        <button type="button" onClick={() => print()}>
          {say(w.print)}
        </button>
        <button type="button" onClick={save}>
          {say(w.save)}
        </button>
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {say(copied ? w.copied : w.copy)}
        </button>
      </div>
      <label className="tick no-print">
        <input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
        {say(w.kept)}
      </label>
      <p className="actions no-print">
        <button
          type="button"
          className="primary"
          disabled={!kept}
          onClick={() => (onKept ? onKept() : location.assign('/'))}
        >
          {doneLabel ?? say(w.done)}
        </button>
      </p>
    </div>
  )
}

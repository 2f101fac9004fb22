/** What came of an invitation or of a wish: a code to hand over, shown once, or that a second person has to say yes. */
import type { Text } from '@cbccvc/standard'
import { useState } from 'react'
import type { AccountShapes } from '../api.ts'
import { formatInstant } from '../frame/format.ts'
import { useLanguage, useSay } from '../frame/language.ts'
import { w as frame } from '../frame/words.ts'
import { w } from './words.ts'

const titles: Readonly<Record<Exclude<AccountShapes.Issued['kind'], 'invited'>, Text>> = {
  asked: w.askedTitle,
  granted: w.grantedDone,
  registered: w.registeredDone,
  partyRegistered: w.registeredDone,
  changed: w.changedDone,
  refused: w.refusedDone,
}

export function Handed({
  issued,
  name,
  onDone,
  doneLabel,
}: {
  issued: AccountShapes.Issued
  name: string
  onDone: () => void
  doneLabel?: string
}) {
  const say = useSay()
  const language = useLanguage()
  const [copied, setCopied] = useState(false)
  const done = (
    <button type="button" onClick={onDone}>
      {doneLabel ?? say(frame.close)}
    </button>
  )
  if (issued.kind === 'invited') {
    const link = `${location.origin}/invitation#${issued.code}`
    return (
      <div className="form" role="status">
        <h2>{say(w.invitedTitle, { name })}</h2>
        <p>{say(w.invitedNote, { time: formatInstant(issued.expiresAt, language) })}</p>
        <div className="handed">
          <p>
            <small>{say(w.link)}</small>
            <code>{link}</code>
          </p>
        </div>
        <div className="actions no-print">
          <button
            type="button"
            className="primary"
            onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
          >
            {say(copied ? w.copied : w.copy)}
          </button>
          <button type="button" onClick={() => print()}>
            {say(w.print)}
          </button>
          {done}
        </div>
      </div>
    )
  }
  return (
    <div className="form" role="status">
      <h2>{say(titles[issued.kind])}</h2>
      {issued.kind === 'asked' && (
        <p>{say(name === '' ? w.askedChange : w.askedNote, { time: formatInstant(issued.expiresAt, language) })}</p>
      )}
      <p className="actions">{done}</p>
    </div>
  )
}

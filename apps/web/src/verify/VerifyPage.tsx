/** The verifier in the frame: keys from this server (kept for a day without it), and the single file to take away. */
import { useEffect, useState } from 'react'
import { keysAt, type LogKeys } from '../api.ts'
import { useSay } from '../frame/language.ts'
import { useTitle } from '../frame/title.ts'
import { useOnce } from '../once.ts'
import { keyText } from './inputs.ts'
import { type KnownKeys, Verifier } from './Verifier.tsx'
import { withKeys } from './withKeys.ts'
import { w } from './words.ts'

const keptAs = 'cbccvc.logKeys'

function keptKeys(): string | null {
  try {
    return localStorage.getItem(keptAs)
  } catch {
    return null
  }
}

function useKnownKeys(): KnownKeys | null {
  const answer: LogKeys | null = useOnce(keysAt)
  const text = answer && keyText(answer)
  useEffect(() => {
    if (text)
      try {
        localStorage.setItem(keptAs, text)
      } catch {
        // Without storage they are asked for again.
      }
  }, [text])
  if (text) return { text, from: w.keysServer }
  const kept = keptKeys()
  return kept ? { text: kept, from: w.keysKept } : null
}

function Take({ keys }: { keys: string }) {
  const say = useSay()
  const [failed, setFailed] = useState(false)
  const download = async () => {
    setFailed(false)
    try {
      const response = await fetch('/verifier.html')
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
      const file = new Blob([withKeys(await response.text(), keys)], { type: 'text/html' })
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = 'kiem-chung-bien-nhan.html'
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    } catch {
      setFailed(true)
    }
  }
  return (
    <section className="panel take" aria-labelledby="take">
      <div>
        <h2 id="take">{say(w.take)}</h2>
        <p className="hint">{say(w.takeNote)}</p>
        {failed && <p role="alert">{say(w.takeFailed)}</p>}
      </div>
      <button type="button" onClick={download}>
        {say(w.takeButton)}
      </button>
    </section>
  )
}

export default function VerifyPage() {
  const say = useSay()
  const known = useKnownKeys()
  useTitle(w.title)
  return (
    <>
      <div className="heading">
        <h1>{say(w.title)}</h1>
        <p>{say(w.lead)}</p>
      </div>
      <Verifier known={known} more={(keys) => <Take keys={keys} />} />
    </>
  )
}

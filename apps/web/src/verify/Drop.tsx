/** Files by mouse or by keyboard: the button is a real one, the field around it takes what is dropped. */
import { useRef, useState } from 'react'
import { useSay } from '../frame/language.ts'
import { w } from './words.ts'

export function Drop({ onFiles }: { onFiles: (files: readonly File[]) => Promise<void> }) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button, which does the same by keyboard
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void onFiles([...event.dataTransfer.files])
      }}
    >
      <p>
        <b>{say(w.drop)}</b>
        <small>{say(w.dropHint)}</small>
      </p>
      <button type="button" className="primary" onClick={() => input.current?.click()}>
        {say(w.choose)}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={say(w.choose)}
        onChange={(event) => {
          void onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}

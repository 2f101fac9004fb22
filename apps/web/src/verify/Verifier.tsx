/** The verifier: what is given on one side, what it proves on the other. The same in the frame and as a single file. */
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { useSay } from '../frame/language.ts'
import { AnswerView } from './AnswerView.tsx'
import { check } from './check.ts'
import { Drop } from './Drop.tsx'
import { type Inputs, isQrText, keysIn, noInputs, place } from './inputs.ts'
import './verify.css'
import type { Text } from '@cbccvc/standard'
import { w } from './words.ts'

export interface KnownKeys {
  readonly text: string
  /** Where they are from, as a sentence. */
  readonly from: Text
}

interface Props {
  readonly known: KnownKeys | null
  /** Below the inputs; gets the keys that are in use. */
  readonly more?: (keys: string) => ReactNode
}

export function Verifier({ known, more }: Props) {
  const say = useSay()
  const [inputs, setInputs] = useState<Inputs>(noInputs)
  const [ownKeys, setOwnKeys] = useState<string | null>(null)
  const keys = ownKeys ?? known?.text ?? ''
  const given = useDeferredValue(inputs)
  const answer = useMemo(() => check({ ...given, keys }), [given, keys])
  const set = (change: Partial<Inputs>) => setInputs((now) => ({ ...now, ...change }))

  const takeFiles = async (files: readonly File[]) => {
    let next = { ...inputs, keys: '' }
    for (const file of files) next = place(next, file.name, new Uint8Array(await file.arrayBuffer()))
    if (next.keys) setOwnKeys(next.keys)
    setInputs({ ...next, keys: '' })
  }
  /** A QR text is no receipt: it goes to its own field once there is a receipt to compare it with. */
  const setPaper = (text: string) =>
    set(isQrText(inputs.paper) && !isQrText(text) && text ? { paper: text, qr: inputs.paper.trim() } : { paper: text })

  return (
    <div className="verifier">
      <section className="panel given" aria-label={say(w.title)}>
        <Drop onFiles={takeFiles} />
        <label className="field">
          <span>{say(w.paper)}</span>
          <textarea
            rows={6}
            value={inputs.paper}
            placeholder={say(w.paperHint)}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setPaper(event.target.value)}
          />
        </label>
        {inputs.recordFile ? (
          <div className="field">
            <span>{say(w.record)}</span>
            <p className="file">
              <code>{say(w.recordFile, { name: inputs.recordFile.name, bytes: inputs.recordFile.bytes.length })}</code>
              <button type="button" onClick={() => set({ recordFile: null })}>
                {say(w.remove)}
              </button>
            </p>
          </div>
        ) : (
          <label className="field">
            <span>{say(w.record)}</span>
            <textarea
              rows={3}
              value={inputs.record}
              placeholder={say(w.recordHint)}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => set({ record: event.target.value })}
            />
          </label>
        )}
        <details open={inputs.manifest !== '' || inputs.qr !== '' || undefined}>
          <summary>{say(w.more)}</summary>
          <label className="field">
            <span>{say(w.manifest)}</span>
            <textarea
              rows={2}
              value={inputs.manifest}
              spellCheck={false}
              onChange={(event) => set({ manifest: event.target.value })}
            />
          </label>
          <label className="field">
            <span>{say(w.qr)}</span>
            <textarea
              rows={2}
              value={inputs.qr}
              spellCheck={false}
              onChange={(event) => set({ qr: event.target.value })}
            />
          </label>
        </details>
        <label className="field">
          <span>{say(w.keys)}</span>
          <textarea
            rows={4}
            value={keys}
            placeholder={say(w.keysHint)}
            spellCheck={false}
            autoComplete="off"
            aria-describedby="keys-from"
            onChange={(event) => setOwnKeys(keysIn(event.target.value) ?? event.target.value)}
          />
        </label>
        <p id="keys-from" className="hint">
          {say(keys.trim() === '' ? w.keysNone : ownKeys === null ? (known?.from ?? w.keysOwn) : w.keysOwn)}{' '}
          {ownKeys !== null && known && (
            <button type="button" className="plain" onClick={() => setOwnKeys(null)}>
              {say(w.keysReset)}
            </button>
          )}
        </p>
        <p className="actions">
          <button type="button" onClick={() => setInputs(noInputs)}>
            {say(w.clear)}
          </button>
        </p>
      </section>
      <AnswerView answer={answer} />
      {more?.(keys)}
    </div>
  )
}

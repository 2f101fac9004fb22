/** A public key, pasted: said at once whether it is one, with its thumbprint to compare; a private one is thrown away. */
import { useEffect, useState } from 'react'
import { Area } from '../frame/Form.tsx'
import { useSay } from '../frame/language.ts'
import { type PublicKey, readKeys, thumbprint } from './keys.ts'
import { w } from './words.ts'

export function KeyField({ several, onKeys }: { several: boolean; onKeys: (keys: readonly PublicKey[]) => void }) {
  const say = useSay()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<'private' | 'bad' | null>(null)
  const [prints, setPrints] = useState<readonly string[]>([])
  const take = (given: string) => {
    const read = readKeys(given)
    const keys = read.kind === 'keys' && (several || read.keys.length === 1) ? read.keys : []
    // A private key stays on the screen no longer than it takes to see what it is.
    setText(read.kind === 'private' ? '' : given)
    setFault(read.kind === 'private' ? 'private' : keys.length > 0 || read.kind === 'empty' ? null : 'bad')
    onKeys(keys)
    void Promise.all(keys.map(thumbprint)).then(setPrints)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing is chosen when the field opens
  useEffect(() => onKeys([]), [])
  return (
    <>
      <Area
        label={say(several ? w.publicKeys : w.publicKey)}
        hint={say(w.keyHint)}
        value={text}
        onChange={({ target }) => take(target.value)}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault ? true : undefined}
        placeholder='{"kty":"OKP","crv":"Ed25519","x":"…"}'
      />
      <div role="status" className="said">
        {fault && <p className="fault">{say(fault === 'private' ? w.keyPrivate : w.keyBad)}</p>}
        {prints.length > 0 && (
          <p>
            <small>{say(w.key)}</small>
            {prints.map((print) => (
              <code key={print} className="print">
                {print}
              </code>
            ))}
          </p>
        )}
      </div>
    </>
  )
}

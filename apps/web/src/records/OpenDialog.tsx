/** Before closed fields are shown: what they are, why somebody wants them, and that the look is written down. */
import type { FieldClass } from '@cbccvc/standard'
import type { ReactNode } from 'react'
import { Confirm } from '../frame/Confirm.tsx'
import { useSay } from '../frame/language.ts'
import { w } from './words.ts'

export function OpenDialog({
  of,
  own = false,
  onDo,
  onClose,
  children,
}: {
  of: FieldClass
  own?: boolean
  onDo: () => Promise<unknown>
  onClose: (done: boolean) => void
  /** The purpose, where one is asked for. */
  children?: ReactNode
}) {
  const say = useSay()
  return (
    <Confirm
      title={say(of === 'sealed' ? w.unsealTitle : w.unmaskTitle)}
      label={say(w.unsealDo)}
      onDo={onDo}
      onClose={onClose}
    >
      <p>{say(own ? w.unsealOwnNote : of === 'sealed' ? w.unsealNote : w.unmaskNote)}</p>
      {children}
    </Confirm>
  )
}

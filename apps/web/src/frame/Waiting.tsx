/** A small number beside a link: so much waits there. */
import { useSay } from './language.ts'
import { w } from './words.ts'

export function Waiting({ n }: { n: number | undefined }) {
  const say = useSay()
  if (!n) return null
  return (
    <>
      <span className="waiting" aria-hidden="true">
        {n > 99 ? '99+' : n}
      </span>
      <span className="only-spoken">{say(w.waitingN, { n })}</span>
    </>
  )
}

/** Before what is grave: what will happen, to whom, and what cannot be undone; then one button that does it. */
import type { ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'
import { Said, Submit, useAct } from './Form.tsx'
import { useSay } from './language.ts'
import { w } from './words.ts'

export function Confirm({
  title,
  children,
  label,
  onDo,
  onClose,
}: {
  title: string
  /** What will happen. */
  children: ReactNode
  /** The word of the button. */
  label: string
  onDo: () => Promise<unknown>
  onClose: (done: boolean) => void
}) {
  const say = useSay()
  const { busy, trouble, run } = useAct()
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form
        className="form"
        onSubmit={async (event) => {
          event.preventDefault()
          if (!busy && (await run(onDo))) onClose(true)
        }}
      >
        {children}
        <Said trouble={trouble} />
        <div className="actions">
          <Submit busy={busy}>{label}</Submit>
          <button type="button" onClick={() => onClose(false)}>
            {say(w.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

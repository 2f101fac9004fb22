/** A dialog over the page: the browser's own, which keeps the focus inside and gives it back. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import './form.css'

export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string
  /** Escape, or the page's own button. */
  onClose: () => void
  children: ReactNode
}) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the dialog leaves the document: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      setTimeout(focusHeading)
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

/** What opened the dialog may be gone with what was done in it: the reader then stands at the head of the page. */
function focusHeading(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus()
}

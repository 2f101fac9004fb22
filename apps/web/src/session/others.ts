/** Tabs of one browser share a session: one tells the others that it has signed in, and they ask who they are. */
const channel = () => (typeof BroadcastChannel === 'function' ? new BroadcastChannel('cbccvc.session') : null)

export function tellOthers(): void {
  const one = channel()
  one?.postMessage('changed')
  one?.close()
}

/** Calls when another tab says so, and when somebody comes back to this one. Gives the way to stop. */
export function onOthers(listener: () => void): () => void {
  const one = channel()
  one?.addEventListener('message', listener)
  const back = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', back)
  window.addEventListener('focus', back)
  return () => {
    one?.close()
    document.removeEventListener('visibilitychange', back)
    window.removeEventListener('focus', back)
  }
}

/** Addresses of this web: real paths, plain links. A link click changes the page without loading the document. */
import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
if (typeof window !== 'undefined') window.addEventListener('popstate', tell)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Counts the pages that were opened by a link: the frame moves the reader's focus when it changes. */
let moves = 0

/** Opens an address of this web; `replace` for what is no step of its own (a filter being typed). */
export function navigate(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', href)
  else {
    history.pushState(null, '', href)
    moves += 1
  }
  tell()
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)
export const useMoves = (): number => useSyncExternalStore(subscribe, () => moves)

/** One value of the address's query, and how to change it without leaving the page; the default is not written. */
export function useQuery<T extends string>(name: string, otherwise: T): [T, (value: T) => void] {
  const read = () => new URLSearchParams(location.search).get(name)
  const value = useSyncExternalStore(subscribe, read)
  const set = (next: T) => {
    const query = new URLSearchParams(location.search)
    if (next === otherwise) query.delete(name)
    else query.set(name, next)
    const text = query.toString()
    navigate(`${location.pathname}${text && `?${text}`}`, { replace: true })
  }
  return [(value ?? otherwise) as T, set]
}

const plain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || !plain(event)) return
        event.preventDefault()
        navigate(href)
      }}
      {...rest}
    />
  )
}

/** Finds keys that one object of a JSON text states more than once; `JSON.parse` silently keeps the last. */

export interface RepeatedKey {
  readonly path: string
  readonly count: number
  /** All values are the same, character by character. */
  readonly same: boolean
}

interface Frame {
  readonly path: string
  readonly array: boolean
  readonly first: Map<string, string>
  readonly counts: Map<string, { count: number; same: boolean }>
  key: string
  index: number
  valueAt: number
}

const stringAt = (text: string, at: number) => {
  let i = at + 1
  while (text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1
  return i
}

/** @param text valid JSON; read once, without recursion. */
export function repeatedKeys(text: string): RepeatedKey[] {
  const found: RepeatedKey[] = []
  const open: Frame[] = []
  let top: Frame | undefined
  const childPath = () => {
    if (!top) return ''
    if (top.array) return `${top.path}[${top.index}]`
    return top.path === '' ? top.key : `${top.path}.${top.key}`
  }
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 34: {
        const end = stringAt(text, i)
        if (top && !top.array && top.valueAt < 0) top.key = JSON.parse(text.slice(i, end + 1)) as string
        i = end
        break
      }
      case 58:
        if (top) top.valueAt = i + 1
        break
      case 44:
        if (top) closeMember(top, text, i)
        break
      case 123:
      case 91: {
        const path = open.length < 12 ? childPath() : '…'
        top = { path, array: text[i] === '[', first: new Map(), counts: new Map(), key: '', index: 0, valueAt: -1 }
        open.push(top)
        break
      }
      case 125:
      case 93: {
        if (top) {
          closeMember(top, text, i)
          for (const [key, { count, same }] of top.counts) {
            found.push({ path: top.path === '' ? key : `${top.path}.${key}`, count, same })
          }
        }
        open.pop()
        top = open.at(-1)
        break
      }
    }
  }
  return found
}

function closeMember(frame: Frame, text: string, end: number) {
  frame.index++
  if (frame.array || frame.valueAt < 0) return
  const value = text.slice(frame.valueAt, end).trim()
  frame.valueAt = -1
  const before = frame.first.get(frame.key)
  if (before === undefined) {
    frame.first.set(frame.key, value)
    return
  }
  const count = frame.counts.get(frame.key)
  frame.counts.set(frame.key, { count: (count?.count ?? 1) + 1, same: (count?.same ?? true) && before === value })
}

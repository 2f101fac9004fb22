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
  first: Map<string, string> | null
  counts: Map<string, { count: number; same: boolean }> | null
  key: string
  index: number
  valueAt: number
}

const stringAt = (text: string, at: number) => {
  let i = at + 1
  while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1
  return i
}

/** Deeper than this nothing is kept, so nothing is looked at. */
const deepest = 12

/** @param text valid JSON; read once, without recursion. */
export function repeatedKeys(text: string): RepeatedKey[] {
  const found: RepeatedKey[] = []
  const open: Frame[] = []
  let top: Frame | undefined
  let below = 0
  const childPath = () => {
    if (!top) return ''
    if (top.array) return `${top.path}[${top.index}]`
    return top.path === '' ? top.key : `${top.path}.${top.key}`
  }
  for (let i = 0; i < text.length; i++) {
    if (below > 0) {
      const c = text.charCodeAt(i)
      if (c === 34) i = stringAt(text, i)
      else if (c === 123 || c === 91) below++
      else if (c === 125 || c === 93) below--
      continue
    }
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
        if (open.length >= deepest) {
          below = 1
          break
        }
        top = { path: childPath(), array: text[i] === '[', first: null, counts: null, key: '', index: 0, valueAt: -1 }
        open.push(top)
        break
      }
      case 125:
      case 93: {
        if (top) {
          closeMember(top, text, i)
          for (const [key, { count, same }] of top.counts ?? []) {
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
  frame.first ??= new Map()
  const before = frame.first.get(frame.key)
  if (before === undefined) {
    frame.first.set(frame.key, value)
    return
  }
  frame.counts ??= new Map()
  const count = frame.counts.get(frame.key)
  frame.counts.set(frame.key, { count: (count?.count ?? 1) + 1, same: (count?.same ?? true) && before === value })
}

/** The text with an empty list for all that lies deeper than is kept: a parser would take long over half a million brackets. */
export function withoutDepths(text: string): string {
  let kept = ''
  let from = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34) i = stringAt(text, i)
    else if ((c === 123 || c === 91) && ++depth === deepest) kept += text.slice(from, i)
    else if ((c === 125 || c === 93) && depth-- === deepest) {
      kept += '[]'
      from = i + 1
    }
  }
  return depth >= deepest ? kept : kept + text.slice(from)
}

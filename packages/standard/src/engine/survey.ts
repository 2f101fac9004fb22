/** What the pass over the bytes of the current line saw. */
export const seen = { members: 0, values: 0, depth: 0, bigNumber: false, escape: false }

/** One pass over the bytes of valid JSON: members, values, depth, escapes, numbers that a double may not hold. */
export function survey(line: Uint8Array) {
  let members = 0
  let values = 0
  let depth = 0
  let deepest = 0
  let digits = 0
  let bigNumber = false
  let escaped = false
  const end = line.length
  for (let i = 0; i < end; i++) {
    const c = line[i]!
    if (c === 34) {
      digits = 0
      for (i++; i < end; i++) {
        const s = line[i]!
        if (s === 34) break
        if (s === 92) {
          i++
          if (line[i] === 117) escaped = true
        }
      }
    } else if (c >= 48 && c <= 57) {
      if (++digits > 15) bigNumber = true
    } else if (c === 58) {
      members++
      digits = 0
    } else if (c === 123 || c === 91) {
      values++
      if (++depth > deepest) deepest = depth
      digits = 0
    } else if (c === 125 || c === 93) {
      depth--
      digits = 0
    } else if ((c === 101 || c === 69) && digits > 0) bigNumber = true
    else if (c !== 46) {
      digits = 0
      if (c === 44) values++
    }
  }
  seen.members = members
  seen.values = values - deepest
  seen.depth = deepest
  seen.bigNumber = bigNumber
  seen.escape = escaped
}

/** Members of an object and all objects within; -1 more for a `__proto__`, so that the count cannot agree. */
export function members(object: object): number {
  let n = 0
  for (const key in object) {
    n++
    if (key === '__proto__') return -1
    const value = (object as Record<string, unknown>)[key]
    if (typeof value === 'object' && value !== null) n += Array.isArray(value) ? within(value) : members(value)
  }
  return n
}

function within(array: readonly unknown[]): number {
  let n = 0
  for (const value of array) {
    if (typeof value === 'object' && value !== null) n += Array.isArray(value) ? within(value) : members(value)
  }
  return n
}

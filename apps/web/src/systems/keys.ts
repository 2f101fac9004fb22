/** Public keys as people paste them: a JWK, or a set of them; and their thumbprints, by which two people compare them. */
import type { SystemShapes } from '@cbccvc/contract'

export type PublicKey = SystemShapes.NewSystem['publicKey']

export type ReadKeys =
  | { readonly kind: 'keys'; readonly keys: readonly PublicKey[] }
  | { readonly kind: 'empty' | 'private' | 'bad' }

const coordinate = /^[\w-]{43}$/

/** What the text holds. A private half goes no further than this function. */
export function readKeys(text: string): ReadKeys {
  if (text.trim() === '') return { kind: 'empty' }
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return { kind: 'bad' }
  }
  const set = typeof given === 'object' && given !== null && 'keys' in given ? given.keys : [given]
  if (!Array.isArray(set) || set.length === 0) return { kind: 'bad' }
  if (set.some((one) => typeof one === 'object' && one !== null && 'd' in one)) return { kind: 'private' }
  const keys = set.map(publicHalf)
  return keys.every((key) => key !== null) ? { kind: 'keys', keys } : { kind: 'bad' }
}

function publicHalf(one: unknown): PublicKey | null {
  const { kty, crv, x, y } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
  if (typeof x !== 'string' || !coordinate.test(x)) return null
  if (kty === 'OKP' && crv === 'Ed25519') return { kty, crv, x }
  if (kty === 'EC' && crv === 'P-256' && typeof y === 'string' && coordinate.test(y)) return { kty, crv, x, y }
  return null
}

/** RFC 7638. */
export async function thumbprint({ kty, crv, x, y }: PublicKey): Promise<string> {
  const members = kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(members)))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

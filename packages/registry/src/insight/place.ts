/**
 * Where a page of people ended, as it is handed out and taken back: by what the list is sorted and the person's
 * ref, under a keyed digest. Only a place that we gave is taken: with a place of one's own choosing a list would tell where
 * the name of somebody stands whom one may not see.
 */
import { timingSafeEqual } from 'node:crypto'
import type { KeyRing } from '../database/index.ts'

/** The code that the list is sorted by ('' where by name alone), the name's key and the person's number here. */
export interface PlaceInList {
  readonly sortKey: string
  readonly nameKey: string
  readonly personId: number
}

const macLength = 16

const proofOf = (keys: KeyRing, text: string) => keys.mac(`place in a list ${text}`).subarray(0, macLength)

/** Opaque to the caller; holds nothing that the page before did not show. */
export function writePlace(keys: KeyRing, { sortKey, nameKey, personId }: PlaceInList): string {
  const text = JSON.stringify([keys.refOf(personId), sortKey, nameKey])
  return Buffer.concat([proofOf(keys, text), Buffer.from(text)]).toString('base64url')
}

/** Null for what we never gave out. */
export function readPlace(keys: KeyRing, written: string): PlaceInList | null {
  const bytes = Buffer.from(written, 'base64url')
  if (bytes.length <= macLength) return null
  const text = bytes.toString('utf8', macLength)
  if (!timingSafeEqual(bytes.subarray(0, macLength), proofOf(keys, text))) return null
  const [ref, sortKey, nameKey] = JSON.parse(text) as [string, string, string]
  const personId = keys.personOfRef(ref)
  return personId === null ? null : { sortKey, nameKey, personId }
}

/**
 * The manifest of a parcel: what the sender seals. A compact JWS over JSON; its digest is what the log knows of it.
 * Nothing in it is taken on trust before its shape has been read strictly.
 */
import { sha256 } from '#crypto'
import { utf8 } from './bytes.ts'
import { EvidenceError } from './errors.ts'
import { checkJws, type JwsHeader, readJws, sealJws } from './jws.ts'
import { checkManifestShape } from './manifest-shape.ts'

export interface ManifestPart {
  /** Records (lines) in this part, 1 to 500. */
  readonly records: number
  /** Bytes of the zstd frame. */
  readonly size: number
  /** Bytes of the NDJSON that the frame holds, newlines included. */
  readonly rawSize: number
  /** SHA-256 of the zstd frame, hex. */
  readonly sha256: string
}

export interface Manifest {
  readonly v: 1
  readonly service: 'cbccvc.parcel/1'
  /** UUID version 7, made by the sender; the parcel's name for ever. */
  readonly parcelId: string
  /** Code of the body that sends. */
  readonly sender: string
  readonly receiver: 'cbccvc'
  /** Edition of the standard, e.g. `2023`. */
  readonly edition: string
  readonly kind: 'full' | 'changes' | 'withdrawal'
  /** Code of the unit that the parcel speaks for; a full parcel speaks of its whole set of people. */
  readonly unit: string
  /** The day on which the records were true, `yyyy-mm-dd`. */
  readonly asOf: string
  /** Running number of the sender, growing. */
  readonly senderSeq: number
  /** When the manifest was made, UTC with milliseconds. */
  readonly createdAt: string
  /** Records in the parcel: the sum over the parts. */
  readonly count: number
  /** NDJSON bytes in the parcel: the sum of `rawSize` over the parts. */
  readonly bytes: number
  /** Merkle root (RFC 6962) over the records' leaves, hex. */
  readonly recordsRoot: string
  /** 32 random bytes, hex. Kept by sender and centre; never published. */
  readonly salt: string
  readonly parts: readonly ManifestPart[]
  /** True when the sender marks the parcel as secret: the door refuses it. */
  readonly doMat?: boolean
  /** The parcel that a withdrawal takes back; only and always in a withdrawal. */
  readonly withdraws?: string
  /** Personal numbers (12 digits) confirmed to have left the unit; only in a full parcel. */
  readonly left?: readonly string[]
  /** Why the data is sent, in the sender's words, at most 200 characters. */
  readonly purpose: string
}

export const MANIFEST_TYPE = 'cbccvc-manifest+jwt'
/** Longest manifest accepted, in characters of the JWS. */
export const MANIFEST_MAX = 512 * 1024

/** Seals a manifest with the sender's seed: compact JWS. Throws what `readManifest` would throw. */
export function sealManifest(manifest: Manifest, seed: Uint8Array): string {
  checkManifestShape(manifest as unknown as Record<string, unknown>)
  const jws = sealJws(MANIFEST_TYPE, JSON.stringify(manifest), seed)
  if (jws.length > MANIFEST_MAX) throw new EvidenceError('manifest.tooLong', { max: MANIFEST_MAX })
  return jws
}

/** Reads a manifest strictly, without verifying the signature (to learn whose key to look up). */
export function readManifest(jws: string): { header: JwsHeader; manifest: Manifest } {
  const { header, manifest } = opened(jws)
  return { header, manifest }
}

/** The manifest, if this key signed it. Throws an `EvidenceError`. */
export function verifyManifest(jws: string, publicKey: Uint8Array): Manifest {
  const { jws: parts, manifest } = opened(jws)
  checkJws(parts, publicKey)
  return manifest
}

/** SHA-256 of the JWS as it was sent: 32 bytes. */
export function manifestDigest(jws: string): Uint8Array {
  return sha256(utf8(jws))
}

function opened(text: string) {
  if (text.length > MANIFEST_MAX) throw new EvidenceError('manifest.tooLong', { max: MANIFEST_MAX })
  const jws = readJws(text, MANIFEST_TYPE)
  const value = shortestJson(jws.payload)
  checkManifestShape(value)
  return { jws, header: jws.header, manifest: value as unknown as Manifest }
}

/** JSON with one way to write it: white space, repeated keys and long escapes are refused, so nobody reads it differently. */
function shortestJson(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new EvidenceError('jws.malformed', { what: 'payload' })
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new EvidenceError('manifest.shape', { path: '', expected: 'an object' })
  }
  if (JSON.stringify(value) !== text) throw new EvidenceError('manifest.notMinimal')
  return value as Record<string, unknown>
}

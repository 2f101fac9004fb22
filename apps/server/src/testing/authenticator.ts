/** A passkey device in software, for tests: ES256 keys, attestation `none`, and a hand to spoil what it says. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a test may spoil of an answer; what is left out is as it should be. */
export interface Spoilt {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: string
  readonly crossOrigin?: boolean
  /** Present, verified, attested: bits 0, 2, 6. */
  readonly flags?: number
  readonly counter?: number
  readonly userHandle?: string
  readonly signWith?: KeyObject
  /** Of a new passkey: the id of another one. */
  readonly id?: string
  /** COSE algorithm of a new key. */
  readonly algorithm?: number
  readonly statement?: Buffer
}

interface Credential {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly userHandle: string
  counter: number
}

interface Offer {
  readonly challenge: string
  readonly rp: { readonly id: string }
  readonly user: { readonly id: string }
}
interface Question {
  readonly challenge: string
  readonly rpId: string
  readonly allowCredentials: readonly { readonly id: string }[]
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const text = (bytes: Buffer) => bytes.toString('base64url')

/** CBOR (RFC 8949) of what a device says: small numbers, bytes, words, maps. */
function cbor(value: number | Buffer | string | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number) => {
    if (n < 24) return Buffer.from([(major << 5) | n])
    return n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  }
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const pairs = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as Buffer)])
  return Buffer.concat([head(5, value.size), ...pairs])
}

/** A device that is met at this origin. `counts`: whether it counts what it signs. */
export function authenticator(origin: string, { counts = true } = {}) {
  const credentials: Credential[] = []
  const clientData = (type: string, challenge: string, spoilt: Spoilt) =>
    Buffer.from(
      JSON.stringify({
        ...{ type: spoilt.type ?? type, challenge: spoilt.challenge ?? challenge, origin: spoilt.origin ?? origin },
        crossOrigin: spoilt.crossOrigin ?? false,
      }),
    )
  const authData = (rpId: string, flags: number, counter: number, rest: Buffer = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest])
  }
  return {
    credentials,
    /** Makes a passkey: the answer that a browser would send. */
    make(offer: Offer, spoilt: Spoilt = {}) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x, y } = publicKey.export({ format: 'jwk' })
      const point = (coordinate = '') => Buffer.from(coordinate, 'base64url')
      const cose = new Map<number, unknown>([
        [1, 2],
        [3, spoilt.algorithm ?? -7],
        [-1, 1],
        [-2, point(x)],
        [-3, point(y)],
      ])
      const id = spoilt.id ? Buffer.from(spoilt.id, 'base64url') : randomBytes(32)
      const length = Buffer.from([0, id.length])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, cbor(cose)])
      const counter = spoilt.counter ?? 0
      const data = authData(spoilt.rpId ?? offer.rp.id, spoilt.flags ?? 0x45, counter, attested)
      const object = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', spoilt.statement ? new Map([['sig', spoilt.statement]]) : new Map()],
        ['authData', data],
      ])
      credentials.push({ id, privateKey, userHandle: offer.user.id, counter })
      const response = {
        clientDataJSON: text(clientData('webauthn.create', offer.challenge, spoilt)),
        attestationObject: text(cbor(object)),
        transports: ['internal', 'made-up'],
      }
      return { id: text(id), rawId: text(id), type: 'public-key' as const, response, clientExtensionResults: {} }
    },
    /** Shows a passkey that is asked for. */
    show(question: Question, spoilt: Spoilt = {}) {
      const credential =
        credentials.find(({ id }) => question.allowCredentials.some((asked) => asked.id === text(id))) ??
        credentials.at(-1)!
      if (counts) credential.counter++
      const data = authData(spoilt.rpId ?? question.rpId, spoilt.flags ?? 0x05, spoilt.counter ?? credential.counter)
      const client = clientData('webauthn.get', question.challenge, spoilt)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), spoilt.signWith ?? credential.privateKey)
      const id = text(credential.id)
      const response = {
        ...{ clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) },
        userHandle: spoilt.userHandle ?? credential.userHandle,
      }
      return { id, rawId: id, type: 'public-key' as const, response, clientExtensionResults: {} }
    },
  }
}

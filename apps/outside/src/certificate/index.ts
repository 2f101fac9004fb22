/**
 * A certificate for development: one key that vouches for itself (P-256, ECDSA with SHA-256, X.509 v3, RFC 5280), made with
 * what Node brings, where no OpenSSL is. Nobody trusts it who was not handed it: `courier --ca FILE`. The real centre's
 * certificate comes from an authority.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, boolean, context, integer, octets, oid, sequence, set, text, time } from './der.ts'

/** In PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
  /** SHA-256 of the certificate, hexadecimal: to compare by another way. */
  readonly fingerprint: string
}

const day = 86_400_000
const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'))

/** @param hosts names and addresses that it is for; the first is its common name. */
export function selfSigned(hosts: readonly string[], { days = 365, now = Date.now() } = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const name = sequence(set(sequence(oid('2.5.4.3'), text(hosts[0] ?? 'localhost'))))
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x01
  const keyId = createHash('sha1').update(spki).digest()
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaSha256,
    name,
    sequence(time(new Date(now - day)), time(new Date(now + days * day))),
    name,
    spki,
    context(
      3,
      sequence(
        // It may vouch for itself and for nothing else: no path below it.
        extension('2.5.29.19', sequence(boolean(true), integer(Buffer.from([0]))), true),
        extension('2.5.29.15', bits(Buffer.from([0x84]), 2), true),
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.17', sequence(...hosts.map(alternative))),
        extension('2.5.29.14', octets(keyId)),
      ),
    ),
  )
  const der = sequence(body, ecdsaSha256, bits(sign('sha256', body, privateKey)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  }
}

const extension = (id: string, value: Uint8Array, critical = false): Buffer =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))

/** A name of the subject: an address as its bytes, anything else as a DNS name. */
function alternative(host: string): Buffer {
  if (isIP(host) === 0) return context(2, Buffer.from(host, 'ascii'), false)
  return context(7, isIP(host) === 4 ? Buffer.from(host.split('.').map(Number)) : bytesOfV6(host), false)
}

function bytesOfV6(host: string): Buffer {
  const [head = '', tail] = host.split('::')
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const [before, after] = [groups(head), groups(tail)]
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0')
  return Buffer.from(
    [...before, ...zeros, ...after].flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 0xff]
    }),
  )
}

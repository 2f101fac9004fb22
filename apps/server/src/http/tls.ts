/** TLS of the doors: TLS 1.2 and 1.3, keys of one connection only, and a pair that is read again when its files change. */
import { createSecureContext, type SecureContextOptions, type Server } from 'node:tls'

/** In PEM: the certificate with those between it and the root, and its key. */
export interface TlsPair {
  readonly cert: string
  readonly key: string
}

/** Each has forward secrecy and authenticated encryption; TLS 1.3 has no others. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':')

export const tlsOptions = ({ cert, key }: TlsPair): SecureContextOptions => ({
  cert,
  key,
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  ciphers,
})

/**
 * Looks at the pair anew and puts it into the running server when it has changed; connections that stand are not cut. A
 * pair that does not fit together (one file is written, the other not yet) changes nothing and is tried again. Gives
 * whether it took a new one; throws what is wrong with a pair.
 */
export function tlsRenewal(server: Server, read: () => TlsPair): () => boolean {
  let last = read()
  return () => {
    const next = read()
    if (next.cert === last.cert && next.key === last.key) return false
    createSecureContext(tlsOptions(next))
    server.setSecureContext(tlsOptions(next))
    last = next
    return true
  }
}

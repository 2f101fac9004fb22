/** The worked examples of docs/protocol.md, by name, computed. */
import {
  classDigest,
  clientAssertion,
  dpopProof,
  type EntryClass,
  entryDigest,
  inclusionPath,
  logLeafHash,
  makeParcelReceipt,
  makeRecordReceipt,
  outcomeLeaf,
  outcomeText,
  parcelDigest,
  parcelText,
  qrOfReceipt,
  recordSalt,
  sealStatement,
  signPromise,
  tilePath,
  toBase64url,
  toHex,
  utf8,
  witnessRequest,
} from '@cbccvc/evidence'
import * as w from './world.ts'

const hex = (bytes: Uint8Array): string => toHex(bytes)
const ascii = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const rows = (pairs: readonly (readonly [name: string, value: string])[]): string =>
  pairs.map(([name, value]) => `${name}: ${value}`).join('\n')

const hashes = w.entries.map(logLeafHash)
const source = {
  facts: w.facts,
  receivedAt: w.RECEIVED_AT,
  received: { index: 1, path: inclusionPath(hashes, 1) },
  proof: { index: 3, path: inclusionPath(hashes, 3) },
  checkpoint: w.checkpoint,
}
const inner = {
  index: 1,
  salt: recordSalt(w.salt, 1),
  recordPath: w.records.inclusionPath(1),
  outcome: w.outcomes[1]!,
  outcomePath: w.outcomeTree.inclusionPath(1),
}
export const recordReceipt = makeRecordReceipt({ ...source, concluded: w.concluded, inner })
export const partReceipt = makeParcelReceipt({ ...source, concluded: w.concluded })

const classes: EntryClass[] = ['{"hoTenKhaiSinh":"Trần Thị Bình"}', null, '{"ngaySinh":"1985"}', null].map(
  (text, i) => ({
    salt: new Uint8Array(16).fill(i + 1),
    text,
  }),
)

const [head, payload] = w.jws.split('.') as [string, string]
const decoded = (part: string): string => Buffer.from(part, 'base64url').toString()
const issuer = 'https://cbccvc.example/oidc'
const assertion = clientAssertion(w.sender.seed, { issuer, now: w.NOW, jti: 'uT3vY0m6sXq1pL9wKd4fRg' })
const proof = dpopProof(new Uint8Array(32).fill(4), {
  ...{ method: 'GET', address: 'https://cbccvc.example/v1/feed', now: w.NOW },
  ...{ token: 'an.access.token', jti: 'a2Jc8nQxZr5tVb7yHe0mPw' },
})
const sealed = (jws: string, name: string): string =>
  rows([
    ['header', decoded(jws.split('.')[0]!)],
    ['payload', decoded(jws.split('.')[1]!)],
    [name, jws],
  ])

/** Name of the block in the document → its text. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  keys: rows([
    ['sender seed', hex(w.sender.seed)],
    ['sender public key', hex(w.sender.publicKey)],
    ['sender public key, base64url', toBase64url(w.sender.publicKey)],
    ['sender kid', w.sender.kid],
    ['log vkey', w.logKey],
    ['witness vkey', w.witnessKey],
  ]),
  lines: w.LINES.join('\n'),
  leaves: rows([
    ['parcel salt', hex(w.salt)],
    ...w.leaves.flatMap((leaf, i) => [
      [`salt ${i}`, hex(recordSalt(w.salt, i))] as const,
      [`leaf ${i}`, hex(leaf)] as const,
    ]),
    ['records root', hex(w.records.root)],
  ]),
  header: decoded(head),
  payload: decoded(payload),
  manifest: w.jws,
  'manifest-digest': rows([['manifest digest', w.facts.manifest]]),
  assertion: sealed(assertion, 'assertion'),
  proof: sealed(proof, 'proof'),
  parcel: parcelText(w.facts).trimEnd(),
  'parcel-digest': rows([['parcel digest', hex(parcelDigest(w.facts))]]),
  promise: signPromise({ facts: w.facts, receivedAt: w.RECEIVED_AT }, w.log).trimEnd(),
  findings: rows(w.outcomes.map(({ findings }, i) => [`findings of record ${i}`, findings] as const)),
  entry: rows([
    ...classes.flatMap((c, i) => [
      [`class ${i} salt`, hex(c.salt)] as const,
      [`class ${i} text`, c.text ?? '(nothing stated)'] as const,
      [`class ${i} digest`, hex(classDigest(c))] as const,
    ]),
    ['entry digest', hex(entryDigest(classes))],
  ]),
  outcomes: rows([
    ...w.outcomes.flatMap((outcome, i) => [
      [`text ${i}`, outcomeText(outcome)] as const,
      [`leaf ${i}`, hex(outcomeLeaf(outcome))] as const,
    ]),
    ['outcomes root', w.concluded.outcomesRoot],
  ]),
  answer: sealStatement(
    {
      v: 1,
      id: '0188d6c1-5b1c-7000-8000-0000000000aa',
      sender: 'H26',
      to: '0188d6c1-5b1c-7000-8000-0000000000bb',
      answer: 'accept',
      at: w.RECEIVED_AT,
    },
    w.sender.seed,
  ),
  entries: w.entries.map((entry, i) => `entry ${i}: ${ascii(entry)}\nhash ${i}: ${hex(hashes[i]!)}`).join('\n'),
  closed: ascii(w.closing),
  tiles: w.appended.tiles
    .map(
      ({ path, data }) =>
        `${path}: ${path.includes('entries') ? `${data.length} bytes, ${hex(data.subarray(0, 9))}…` : `${data.length} bytes`}`,
    )
    .concat([`${tilePath(0, 1_234_067)}: (tile 1,234,067 of level 0, full)`])
    .join('\n'),
  checkpoint: w.checkpoint.trimEnd(),
  witness: witnessRequest({ old: 0, proof: [], checkpoint: w.unsigned }).trimEnd(),
  'receipt-record': recordReceipt.trimEnd(),
  'receipt-part': partReceipt.trimEnd(),
  qr: qrOfReceipt(recordReceipt),
}

/** The record that the record receipt is about. */
export const RECORD = w.LINES[1]!
export const bytesOf = (text: string): number => utf8(text).length

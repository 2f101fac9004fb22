/** The one small parcel that all worked examples of docs/protocol.md speak of. */
import { zstdCompressSync } from 'node:zlib'
import {
  appendLeaves,
  closedLeaf,
  concludedLeaf,
  cosign,
  countOutcomes,
  EMPTY_EDGE,
  findingsDigest,
  keyPairFromSeed,
  type Manifest,
  merkleTree,
  type NoteSigner,
  type Outcome,
  outcomeLeaf,
  parcelFactsOf,
  receivedLeaf,
  recordLeaf,
  sealManifest,
  signCheckpoint,
  toHex,
  utf8,
  vkeyOf,
} from '@cbccvc/evidence'
import { sha256 } from '#crypto'

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

export const sender = keyPairFromSeed(seed(1))
export const log: NoteSigner = { name: 'log.example/cbccvc', seed: seed(2) }
export const witness: NoteSigner = { name: 'witness.example/1', seed: seed(3) }
export const logKey = vkeyOf(log, 1)
export const witnessKey = vkeyOf(witness, 4)

export const LINES = [
  '{"soDinhDanh":"001070000017","hoTenKhaiSinh":"Nguyễn Văn Hoà","ngaySinh":"1970-05-19"}',
  '{"soDinhDanh":"001185000021","hoTenKhaiSinh":"Trần Thị Bình","ngaySinh":"1985"}',
  '{"soDinhDanh":"001090000035","hoTenKhaiSinh":"Lê Cường","ngaySinh":null}',
]
export const FINDINGS = [[], [{ rule: 'ngaySinh.chiNam', path: 'ngaySinh', weight: 'notes' }], []]
export const RECEIVED_AT = '2023-06-20T01:02:03.004Z'
export const CONCLUDED_AT = '2023-06-20T01:02:09.876Z'
export const NOW = Date.parse(RECEIVED_AT)

export const salt = Uint8Array.from({ length: 32 }, (_, i) => i)
export const leaves = LINES.map((line, i) => recordLeaf(salt, i, utf8(line)))
export const records = merkleTree(leaves)

const raw = utf8(`${LINES.join('\n')}\n`)
const packed = zstdCompressSync(raw)

export const manifest: Manifest = {
  v: 1,
  service: 'cbccvc.parcel/1',
  parcelId: '0188d6c1-5b1c-7000-8000-000000000001',
  sender: 'H26',
  receiver: 'cbccvc',
  edition: '2023',
  kind: 'changes',
  unit: 'H26.15.003',
  asOf: '2023-06-20',
  senderSeq: 41,
  createdAt: '2023-06-20T01:00:00.000Z',
  count: LINES.length,
  bytes: raw.length,
  recordsRoot: toHex(records.root),
  salt: toHex(salt),
  parts: [{ records: LINES.length, size: packed.length, rawSize: raw.length, sha256: toHex(sha256(packed)) }],
  purpose: 'Đồng bộ theo quy định',
}
export const jws = sealManifest(manifest, sender.seed)
export const facts = parcelFactsOf(jws)

export const outcomes = LINES.map(
  (_, index): Outcome => ({
    index,
    recordLeaf: toHex(leaves[index]!),
    outcome: index === 2 ? 'returned' : 'entered',
    findings: toHex(findingsDigest(FINDINGS[index]!)),
    entry: index === 2 ? null : toHex(sha256(utf8(`entry ${index}`))),
    ruleSet: '2023.1',
    today: '2023-06-20',
  }),
)
export const outcomeTree = merkleTree(outcomes.map(outcomeLeaf))
export const concluded = {
  part: 0,
  parts: 1,
  first: 0,
  records: LINES.length,
  counts: countOutcomes(outcomes),
  outcomesRoot: toHex(outcomeTree.root),
  concludedAt: CONCLUDED_AT,
}
export const received = receivedLeaf(facts, RECEIVED_AT)
export const conclusion = concludedLeaf(facts, concluded)
export const closing = closedLeaf(facts, {
  parts: 2,
  counts: concluded.counts,
  concludedRoot: '00'.repeat(32),
  closedAt: CONCLUDED_AT,
})

/** A log of five entries; the parcel's two stand at 1 and 3. */
export const entries = [utf8('first'), received, utf8('third'), conclusion, utf8('fifth')]
export const appended = appendLeaves(EMPTY_EDGE, entries)
export const unsigned = signCheckpoint({ size: entries.length, root: appended.root }, log)
export const checkpoint = unsigned + cosign(unsigned, witness, Math.floor(NOW / 1000) + 10)

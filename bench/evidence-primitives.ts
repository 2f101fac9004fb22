/** Microseconds of the primitives of `@cbccvc/evidence` on one core. Run it with the pinned Node; prints one JSON line. */
import {
  dpopProof,
  entryDigest,
  inclusionPath,
  merkleRoot,
  merkleTree,
  outcomeLeaf,
  recordLeaf,
} from '@cbccvc/evidence'

const line = new TextEncoder().encode('x'.repeat(4096))
const salt = new Uint8Array(32).fill(7)
const own = new Uint8Array(16).fill(8)
const quarter = 'y'.repeat(1024)
const classes = [0, 1, 2, 3].map(() => ({ salt: own, text: quarter }))
const hex = 'ab'.repeat(32)
const outcome = {
  index: 1,
  recordLeaf: hex,
  outcome: 'entered',
  findings: hex,
  entry: hex,
  ruleSet: '2023.1',
  today: '2023-06-20',
} as const
const call = { method: 'GET', address: 'https://cbccvc.example/v1/feed', now: 0, token: 'x'.repeat(600) }
const packed = new Uint8Array(32 * 100_000).map((_, i) => i * 31)
const tree = merkleTree(packed)

const results = {
  record_leaf_4k_us: each(50_000, (i) => recordLeaf(salt, i, line)),
  entry_digest_4k_us: each(50_000, () => entryDigest(classes)),
  outcome_leaf_us: each(50_000, (i) => outcomeLeaf({ ...outcome, index: i })),
  merkle_root_500_us: each(200, () => merkleRoot(packed.subarray(0, 500 * 32))),
  merkle_root_100000_ms: each(5, () => merkleRoot(packed)) / 1000,
  path_of_100000_from_tree_us: each(5_000, (i) => tree.inclusionPath(i)),
  path_of_500_alone_us: each(200, (i) => inclusionPath(packed.subarray(0, 500 * 32), i)),
  proof_sign_us: each(1_000, () => dpopProof(salt, call)),
}
console.log(JSON.stringify(results))

function each(times: number, work: (i: number) => unknown): number {
  for (let i = 0; i < Math.min(times, 2_000); i++) work(i)
  const start = performance.now()
  for (let i = 0; i < times; i++) work(i)
  return Math.round(((performance.now() - start) / times) * 1e5) / 100
}

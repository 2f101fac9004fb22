/** A small true world for the tests: a sealed parcel, what the centre concluded, a log of any size, two witnesses. */
import {
  appendLeaves,
  type ConcludedPart,
  concludedLeaf,
  cosign,
  countOutcomes,
  EMPTY_EDGE,
  fromHex,
  type InnerPaths,
  keyPairFromSeed,
  logLeafHash,
  type Manifest,
  type MerkleTree,
  merkleTree,
  type NoteSigner,
  nodeHash,
  OUTCOME_WORDS,
  type Outcome,
  outcomeLeaf,
  parcelFactsOf,
  receivedLeaf,
  recordLeaf,
  recordSalt,
  sealManifest,
  signCheckpoint,
  tileReader,
  toHex,
  utf8,
  vkeyOf,
} from '../index.ts'
import { foldRight } from '../merkle/hash.ts'
import { inclusionPlan, type Span, type Spot, spanOf } from '../merkle/plan.ts'

export const seedOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
export const sender = keyPairFromSeed(seedOf(1))
export const logSigner: NoteSigner = { name: 'log.example/cbccvc', seed: seedOf(2) }
export const witnesses: NoteSigner[] = [
  { name: 'witness.example/one', seed: seedOf(3) },
  { name: 'witness.example/two', seed: seedOf(4) },
]
export const logKey = vkeyOf(logSigner)
export const witnessKeys = witnesses.map((witness) => vkeyOf(witness, 4))
export const RECEIVED_AT = '2023-06-20T01:02:03.004Z'
export const CONCLUDED_AT = '2023-06-20T01:02:09.876Z'
const PART = 500

/** A record line of its own kind. */
export const lineOf = (index: number): string =>
  JSON.stringify({
    soDinhDanh: String(index).padStart(12, '0'),
    hoTenKhaiSinh: 'NGUYỄN VĂN HOÀ',
    ngaySinh: '1970-05-19',
  })

export interface World {
  readonly manifest: Manifest
  readonly jws: string
  readonly records: MerkleTree
  readonly outcomes: readonly Outcome[]
  readonly parts: readonly { readonly concluded: ConcludedPart; readonly tree: MerkleTree }[]
}

/** A parcel of `count` records, sealed and concluded. */
export function parcelOf(count: number, lineAt: (index: number) => string = lineOf): World {
  const salt = seedOf(9)
  const leaves = Array.from({ length: count }, (_, i) => recordLeaf(salt, i, utf8(lineAt(i))))
  const records = merkleTree(leaves)
  const manifest = manifestOf(count, toHex(records.root), toHex(salt))
  const jws = sealManifest(manifest, sender.seed)
  const outcomes = leaves.map((leaf, index): Outcome => outcomeOf(index, toHex(leaf)))
  const parts = manifest.parts.map((_, part) => concludePart(outcomes, part, manifest.parts.length))
  return { manifest, jws, records, outcomes, parts }
}

export function manifestOf(count: number, recordsRoot: string, salt: string): Manifest {
  const parts = Array.from({ length: Math.ceil(count / PART) }, (_, part) => {
    const records = Math.min(PART, count - part * PART)
    return { records, size: 700 * records, rawSize: 4000 * records, sha256: 'ab'.repeat(32) }
  })
  return {
    v: 1,
    service: 'cbccvc.parcel/1',
    parcelId: '01890a5d-ac96-774b-bcce-b302099a8057',
    sender: 'H26',
    receiver: 'cbccvc',
    edition: '2023',
    kind: 'changes',
    unit: 'H26.15.003',
    asOf: '2023-06-20',
    senderSeq: 41,
    createdAt: '2023-06-20T01:00:00.000Z',
    count,
    bytes: 4000 * count,
    recordsRoot,
    salt,
    parts,
    purpose: 'Đồng bộ dữ liệu theo quy định',
  }
}

function outcomeOf(index: number, leaf: string): Outcome {
  const outcome = OUTCOME_WORDS[index % 4]!
  const entry = outcome === 'entered' || outcome === 'unchanged' ? 'cd'.repeat(32) : null
  return { index, recordLeaf: leaf, outcome, findings: 'ef'.repeat(32), entry, ruleSet: '2023.1', today: '2023-06-20' }
}

function concludePart(outcomes: readonly Outcome[], part: number, parts: number) {
  const first = part * PART
  const own = outcomes.slice(first, first + PART)
  const tree = merkleTree(own.map(outcomeLeaf))
  const outcomesRoot = toHex(tree.root)
  const counts = countOutcomes(own)
  const concluded = { part, parts, first, records: own.length, counts, outcomesRoot, concludedAt: CONCLUDED_AT }
  return { concluded, tree }
}

/** From record `index` of the parcel to its two roots. */
export function innerOf(world: World, index: number): InnerPaths {
  const { concluded, tree } = world.parts[Math.floor(index / PART)]!
  return {
    index,
    salt: recordSalt(fromHex(world.manifest.salt)!, index),
    recordPath: world.records.inclusionPath(index),
    outcome: world.outcomes[index]!,
    outcomePath: tree.inclusionPath(index - concluded.first),
  }
}

/** A log of `size` leaves, the received leaf and then `ending` among them at the two places given. */
export async function sourceOf(world: World, ending: Uint8Array, size: number, places: readonly [number, number]) {
  const facts = parcelFactsOf(world.jws)
  const leaves = Array.from({ length: size }, (_, i) => utf8(`other ${i}`))
  leaves[places[0]] = receivedLeaf(facts, RECEIVED_AT)
  leaves[places[1]] = ending
  const { root, tiles } = appendLeaves(EMPTY_EDGE, leaves)
  const byPath = new Map(tiles.map(({ path, data }) => [path, data]))
  const reader = tileReader(size, async (path) => byPath.get(path) ?? null)
  const checkpoint = signedHead(size, root)
  const [received, proof] = await Promise.all(
    places.map(async (index) => ({ index, path: await reader.inclusionPath(index) })),
  )
  return { facts, receivedAt: RECEIVED_AT, received: received!, proof: proof!, checkpoint }
}

/** The concluded leaf of part `part`. */
export const concludedOf = (world: World, part = 0): Uint8Array =>
  concludedLeaf(parcelFactsOf(world.jws), world.parts[part]!.concluded)

/** A log of any size that holds `known` entries at their places; all else is filled with digests that stand for unknown subtrees. */
export function sparseLog(size: number, known: ReadonlyMap<number, Uint8Array>) {
  const hashAt = ({ height, index }: Spot): Uint8Array => {
    const from = index * 2 ** height
    const inside = [...known.keys()].some((at) => at >= from && at < from + 2 ** height)
    if (!inside) return logLeafHash(utf8(`unknown ${height} ${index}`))
    if (height === 0) return logLeafHash(known.get(index)!)
    const below = height - 1
    return nodeHash(hashAt({ height: below, index: 2 * index }), hashAt({ height: below, index: 2 * index + 1 }))
  }
  const hashOf = (span: Span): Uint8Array => foldRight(span.map(hashAt))
  return {
    root: hashOf(spanOf(0, size)),
    place: (index: number) => ({ index, path: inclusionPlan(index, size).map(hashOf) }),
  }
}

/** The checkpoint of a head, signed by the log and both witnesses. */
export function signedHead(size: number, root: Uint8Array): string {
  const unsigned = signCheckpoint({ size, root }, logSigner)
  return unsigned + witnesses.map((witness) => cosign(unsigned, witness, 1_687_222_930)).join('')
}

/**
 * What proof is: seals, leaves, trees, checkpoints, receipts. Pure (no clock, no network, no files), the same under
 * Node and in a browser. docs/protocol.md states every byte of it.
 */
export {
  concat,
  equalBytes,
  fromBase64,
  fromBase64url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from './bytes.ts'
export { classDigest, type EntryClass, entryDigest, entryDigestFrom } from './entry.ts'
export { EVIDENCE_CODES, type EvidenceCode, EvidenceError, evidenceSentence } from './errors.ts'
export { isCode, isDay, isDigest, isEdition, isInstant, isUuid } from './forms.ts'
export type { JwsHeader } from './jws.ts'
export { ASSERTION_TTL, type AssertionOptions, clientAssertion, dpopProof, type ProofOptions } from './key-bound.ts'
export { type KeyPair, keyFromText, keyPairFromSeed, keyToText, kidOf, newKeyPair } from './keys.ts'
export { type LogLeaf, parseLogLeaf } from './leaf-reading.ts'
export {
  actLeaf,
  type ClosedParcel,
  type ConcludedPart,
  closedLeaf,
  concludedLeaf,
  type LookedBatch,
  lookedLeaf,
  noticeLeaf,
  receivedLeaf,
  watchedLeaf,
} from './leaves.ts'
export {
  MANIFEST_MAX,
  type Manifest,
  type ManifestPart,
  manifestDigest,
  readManifest,
  sealManifest,
  verifyManifest,
} from './manifest.ts'
export { PARCEL_RECORDS_MAX, PART_LIMITS } from './manifest-shape.ts'
export { EMPTY_ROOT, logLeafHash, nodeHash } from './merkle/hash.ts'
export { type RangeTree, rangeTree, subtreesOf } from './merkle/range.ts'
export { consistencyProof, inclusionPath, type Leaves, type MerkleTree, merkleRoot, merkleTree } from './merkle/tree.ts'
export { rootFromPath, type TreeHead, verifyConsistency, verifyInclusion } from './merkle/verify.ts'
export { advanceCheckpoint, checkAdvance, type LogTrust } from './note/advance.ts'
export {
  type Checkpoint,
  checkpointText,
  parseCheckpoint,
  signCheckpoint,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  withSignatures,
} from './note/checkpoint.ts'
export { cosign, verifyCosignatures, type Witnessed } from './note/cosignature.ts'
export { type NoteSignature, parseNote, type SignedNote, signNote, verifyNote } from './note/note.ts'
export { formatVkey, type NoteKey, type NoteSigner, noteKey, parseVkey, vkeyOf } from './note/vkey.ts'
export { cosignaturesOf, parseWitnessRequest, TLOG_SIZE, type WitnessRequest, witnessRequest } from './note/witness.ts'
export {
  countOutcomes,
  type FindingMark,
  findingsDigest,
  OUTCOME_WORDS,
  type Outcome,
  type OutcomeCounts,
  type OutcomeWord,
  outcomeLeaf,
  outcomeText,
} from './outcome.ts'
export { type ParcelFacts, parcelDigest, parcelFacts, parcelFactsOf, parcelText } from './parcel.ts'
export { type Promised, readPromise, signPromise, verifyPromise } from './promise.ts'
export { parseQr, QR_MAX, type Qr, qrOfPromise, qrOfReceipt, receiptDigest } from './qr.ts'
export { attachInnerPaths, makeParcelReceipt, makeRecordReceipt, type ReceiptSource } from './receipt/make.ts'
export {
  type InnerPaths,
  type LogPlace,
  type ParcelReceipt,
  type PartReceipt,
  provedLeaf,
  type Receipt,
  type RecordReceipt,
  receiptNumber,
} from './receipt/receipt.ts'
export { parseReceipt, printReceipt, RECEIPT_MAX } from './receipt/text.ts'
export { type StepResult, type Verification, type VerifyOptions, verifyReceipt } from './receipt/verify.ts'
export { OUTCOME_SENTENCES, STEP_SENTENCES, type StepName } from './receipt/words.ts'
export { recordLeaf, recordLeafFromSalt, recordSalt } from './record.ts'
export {
  readStatement,
  STATEMENT_TYPE,
  sealStatement,
  statementDigest,
  verifyStatement,
} from './statement.ts'
export { type Appended, appendLeaves, EMPTY_EDGE, edgeFromTiles, edgeRoot, type LogEdge } from './tiles/append.ts'
export {
  packEntries,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  type TileLevel,
  type TileName,
  tilePath,
  tileWidth,
  unpackEntries,
} from './tiles/layout.ts'
export { type ReadTile, type TileReader, tileReader } from './tiles/read.ts'

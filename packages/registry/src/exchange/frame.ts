/**
 * Where a zstd frame ends (RFC 8878, 3.1.1). Decompression stops at the end of the first frame and says nothing of
 * what follows: bytes that nobody has read, hashed or searched for a secret mark. A part is one frame and nothing else.
 */
const magic = 0xfd2fb528

/** The length in bytes of the frame that `bytes` begins with; null when it is none, or cut short. */
export function frameLength(bytes: Buffer): number | null {
  if (bytes.length < 9 || bytes.readUInt32LE(0) !== magic) return null
  const descriptor = bytes[4]!
  const single = (descriptor >> 5) & 1
  const dictionary = [0, 1, 2, 4][descriptor & 3]!
  const size = [single, 2, 4, 8][descriptor >> 6]!
  let at = 5 + (1 - single) + dictionary + size
  for (let last = false; !last; ) {
    if (at + 3 > bytes.length) return null
    const header = bytes.readUIntLE(at, 3)
    last = (header & 1) === 1
    const repeated = ((header >> 1) & 3) === 1
    at += 3 + (repeated ? 1 : header >> 3)
  }
  const checksum = (descriptor & 4) === 0 ? 0 : 4
  return at + checksum <= bytes.length ? at + checksum : null
}

/**
 * What Node's `zlib` appends when its output fills its last chunk to the byte (one part in 16,384): a second frame that
 * holds nothing. It is known to the byte, so nothing can hide in it.
 */
const emptyFrame = Buffer.from('28b52ffd2000010000', 'hex')

/** Whether `bytes` is one frame and nothing else; the empty frame of these very nine bytes may follow. */
export function isOneFrame(bytes: Buffer): boolean {
  const length = frameLength(bytes)
  return length !== null && (length === bytes.length || bytes.subarray(length).equals(emptyFrame))
}

/**
 * Rows in PostgreSQL's binary COPY format, written into one growing buffer. Text COPY would double every bytea and
 * escape every JSON text; this writes the bytes as they are.
 * Format: PostgreSQL documentation, COPY, "Binary Format".
 */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** Milliseconds and days from 1970 to PostgreSQL's epoch, 2000-01-01. */
const epochMs = 946_684_800_000
const epochDays = 10_957

export class CopyRows {
  #buffer: Buffer
  #at = 0
  #columns: number
  count = 0

  constructor(columns: number, expectedBytes = 1 << 16) {
    this.#columns = columns
    this.#buffer = Buffer.allocUnsafe(expectedBytes + 64)
    this.#at = signature.copy(this.#buffer)
    this.#at = this.#buffer.writeInt32BE(0, this.#at)
    this.#at = this.#buffer.writeInt32BE(0, this.#at)
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes))
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }

  row(): this {
    this.#room(2)
    this.#at = this.#buffer.writeInt16BE(this.#columns, this.#at)
    this.count++
    return this
  }

  null(): this {
    this.#room(4)
    this.#at = this.#buffer.writeInt32BE(-1, this.#at)
    return this
  }

  int8(value: number): this {
    this.#room(12)
    this.#at = this.#buffer.writeInt32BE(8, this.#at)
    this.#at = this.#buffer.writeBigInt64BE(BigInt(value), this.#at)
    return this
  }

  int4(value: number): this {
    this.#room(8)
    this.#at = this.#buffer.writeInt32BE(4, this.#at)
    this.#at = this.#buffer.writeInt32BE(value, this.#at)
    return this
  }

  text(value: string | null): this {
    if (value === null) return this.null()
    const most = value.length * 3
    this.#room(4 + most)
    const written = this.#buffer.write(value, this.#at + 4, most, 'utf8')
    this.#buffer.writeInt32BE(written, this.#at)
    this.#at += 4 + written
    return this
  }

  bytes(value: Uint8Array | null): this {
    if (value === null) return this.null()
    this.#room(4 + value.length)
    this.#at = this.#buffer.writeInt32BE(value.length, this.#at)
    this.#buffer.set(value, this.#at)
    this.#at += value.length
    return this
  }

  instant(ms: number): this {
    this.#room(12)
    this.#at = this.#buffer.writeInt32BE(8, this.#at)
    this.#at = this.#buffer.writeBigInt64BE(BigInt(ms - epochMs) * 1000n, this.#at)
    return this
  }

  /** A calendar day, `yyyy-mm-dd`. */
  date(day: string): this {
    // Not Date.UTC, which takes the year 50 for 1950.
    return this.#date(Date.parse(`${day}T00:00:00Z`))
  }
  #date(ms: number): this {
    this.#room(8)
    this.#at = this.#buffer.writeInt32BE(4, this.#at)
    this.#at = this.#buffer.writeInt32BE(Math.floor(ms / 86_400_000) - epochDays, this.#at)
    return this
  }

  /** Closes the stream of rows; the object is spent afterwards. */
  finish(): Buffer {
    this.#room(2)
    this.#at = this.#buffer.writeInt16BE(-1, this.#at)
    return this.#buffer.subarray(0, this.#at)
  }
}

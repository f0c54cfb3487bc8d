/** Protocol buffers, as far as OSM PBF files need them: a cursor over bytes that never reads past its end. */

/** Thrown for bytes that are not the message they should be; `expected` and `found` as in a Problem. */
export class WireError extends Error {
  constructor(
    readonly expected: string,
    readonly found: string,
  ) {
    super(`expected ${expected}, found ${found}`);
    this.name = "WireError";
  }
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const TWO_28 = 2 ** 28;
const TWO_56 = 2 ** 56;
const MASK_28 = 0xfffffff;

/** A cursor over the bytes [pos, end) of one message. Numbers are exact up to 2^53. */
export class Wire {
  /** Wire type of the field whose number `field()` returned last. */
  private type = 0;

  constructor(
    readonly bytes: Uint8Array,
    public pos = 0,
    readonly end = bytes.length,
  ) {}

  /** Number of the next field; 0 at the end of the message. */
  field(): number {
    if (this.pos >= this.end) return 0;
    const key = this.varint();
    this.type = key % 8;
    return Math.floor(key / 8);
  }

  /** Unsigned whole number of 1 to 10 bytes. */
  varint(): number {
    const { bytes, pos } = this;
    if (pos < this.end) {
      const first = bytes[pos]!;
      if (first < 128) {
        this.pos = pos + 1;
        return first;
      }
    }
    this.readWords();
    return this.low + this.middle * TWO_28 + this.high * TWO_56;
  }

  /** Whole number in two's complement (protobuf int64). */
  int64(): number {
    this.readWords();
    if (this.high < 128) return this.low + this.middle * TWO_28 + this.high * TWO_56;
    return -(MASK_28 - this.low + (MASK_28 - this.middle) * TWO_28 + (255 - this.high) * TWO_56) - 1;
  }

  /** Whole number with its sign in the lowest bit (protobuf sint64). */
  sint64(): number {
    const n = this.varint();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }

  /** Value of a number field. */
  number(): number {
    this.expect(VARINT);
    return this.varint();
  }

  /** Cursor over the value of a field of bytes, a string, a message or packed numbers. */
  message(): Wire {
    this.expect(BYTES);
    const length = this.varint();
    const start = this.pos;
    if (length > this.end - start) throw new WireError(`${length} bytes of a field`, `${this.end - start} bytes`);
    this.pos = start + length;
    return new Wire(this.bytes, start, this.pos);
  }

  /** Bytes of this message, a view. */
  view(): Uint8Array {
    return this.bytes.subarray(this.pos, this.end);
  }

  /** Text of this message (UTF-8). */
  text(): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.pos, this.end - this.pos).toString("utf8");
  }

  /** Passes over the value of a field. */
  skip(): void {
    if (this.type === VARINT) this.varint();
    else if (this.type === BYTES) this.message();
    else if (this.type === FIXED64) this.pos += 8;
    else if (this.type === FIXED32) this.pos += 4;
    else throw new WireError("a protocol buffer field", `wire type ${this.type}`);
    if (this.pos > this.end) throw new WireError("the end of a field", "the end of the message");
  }

  private expect(type: number): void {
    if (this.type !== type) throw new WireError(`a field of wire type ${type}`, `wire type ${this.type}`);
  }

  /** The 64 bits of the varint read last: 28 + 28 + 8. */
  private low = 0;
  private middle = 0;
  private high = 0;

  private readWords(): void {
    const { bytes, end } = this;
    let pos = this.pos;
    this.low = this.middle = this.high = 0;
    for (let i = 0; i < 10; i++) {
      if (pos >= end) throw new WireError("a whole number", "the end of the message inside it");
      const byte = bytes[pos++]!;
      const bits = byte & 127;
      if (i < 4) this.low += bits << (7 * i);
      else if (i < 8) this.middle += bits << (7 * (i - 4));
      else if (i === 8) this.high += bits;
      else this.high += (bits & 1) << 7;
      if (byte < 128) {
        this.pos = pos;
        return;
      }
    }
    throw new WireError("a whole number of at most 10 bytes", "a longer one");
  }
}

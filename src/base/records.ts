/**
 * Columns interleaved in records, for state that an event reads and writes together: one record is one cache line.
 * Declared like any table; a field is read with `get(row)` and written with `set(row, value)`.
 */
import { bytesOf, type ColumnType, type Schema } from "./columns.js";

/** Bytes of a record are a power of two, so that none straddles two cache lines of 64 bytes. */
const SMALLEST_RECORD = 16;

// One class for each storage type keeps every access monomorphic, and so free of checks, in a JIT.

class F64 {
  constructor(
    private readonly view: Float64Array,
    private readonly stride: number,
    private readonly offset: number,
  ) {}
  get(row: number): number {
    return this.view[row * this.stride + this.offset]!;
  }
  set(row: number, value: number): void {
    this.view[row * this.stride + this.offset] = value;
  }
}

class F32 {
  constructor(
    private readonly view: Float32Array,
    private readonly stride: number,
    private readonly offset: number,
  ) {}
  get(row: number): number {
    return this.view[row * this.stride + this.offset]!;
  }
  set(row: number, value: number): void {
    this.view[row * this.stride + this.offset] = value;
  }
}

class I32 {
  constructor(
    private readonly view: Int32Array,
    private readonly stride: number,
    private readonly offset: number,
  ) {}
  get(row: number): number {
    return this.view[row * this.stride + this.offset]!;
  }
  set(row: number, value: number): void {
    this.view[row * this.stride + this.offset] = value;
  }
}

class U32 {
  constructor(
    private readonly view: Uint32Array,
    private readonly stride: number,
    private readonly offset: number,
  ) {}
  get(row: number): number {
    return this.view[row * this.stride + this.offset]!;
  }
  /** Returns the value and counts one up. */
  tick(row: number): number {
    return this.view[row * this.stride + this.offset]!++;
  }
  set(row: number, value: number): void {
    this.view[row * this.stride + this.offset] = value;
  }
}

class U16 {
  constructor(
    private readonly view: Uint16Array,
    private readonly stride: number,
    private readonly offset: number,
  ) {}
  get(row: number): number {
    return this.view[row * this.stride + this.offset]!;
  }
  set(row: number, value: number): void {
    this.view[row * this.stride + this.offset] = value;
  }
}

class U8 {
  constructor(
    private readonly view: Uint8Array,
    private readonly stride: number,
    private readonly offset: number,
  ) {}
  get(row: number): number {
    return this.view[row * this.stride + this.offset]!;
  }
  /** Returns the value and counts one up. */
  tick(row: number): number {
    return this.view[row * this.stride + this.offset]!++;
  }
  set(row: number, value: number): void {
    this.view[row * this.stride + this.offset] = value;
  }
}

interface Fields {
  f64: F64;
  f32: F32;
  i32: I32;
  u32: U32;
  u16: U16;
  u8: U8;
}

/** The fields of a table of records, by column name, and the records themselves. */
export type Records<S extends Schema> = { [K in keyof S]: Fields[S[K]["type"]] } & {
  readonly rows: number;
  /** Bytes of one record. */
  readonly recordBytes: number;
  /** The records as 32-bit words, for kernels that walk them with a stride of `recordBytes / 4`. */
  readonly words: Int32Array;
  /** Offset of each field in a record, in words (4-byte fields). */
  readonly wordOf: Readonly<Record<string, number>>;
};

/** A table of `rows` zero-filled records. Fields are laid out by size, in the order of the schema within a size. */
export function interleave<S extends Schema>(schema: S, rows: number): Records<S> {
  const names = Object.keys(schema).sort((a, b) => bytesOf(schema[b]!.type) - bytesOf(schema[a]!.type));
  const used = names.reduce((sum, name) => sum + bytesOf(schema[name]!.type), 0);
  let recordBytes = SMALLEST_RECORD;
  while (recordBytes < used) recordBytes *= 2;
  const buffer = new ArrayBuffer(rows * recordBytes);
  const wordOf: Record<string, number> = {};
  const records: Record<string, unknown> = { rows, recordBytes, words: new Int32Array(buffer), wordOf };
  let offset = 0;
  for (const name of names) {
    const { type } = schema[name]!;
    const bytes = bytesOf(type);
    records[name] = field(type, buffer, recordBytes / bytes, offset / bytes);
    wordOf[name] = offset / 4;
    offset += bytes;
  }
  return records as Records<S>;
}

function field(type: ColumnType, buffer: ArrayBuffer, stride: number, offset: number): Fields[ColumnType] {
  switch (type) {
    case "f64":
      return new F64(new Float64Array(buffer), stride, offset);
    case "f32":
      return new F32(new Float32Array(buffer), stride, offset);
    case "i32":
      return new I32(new Int32Array(buffer), stride, offset);
    case "u32":
      return new U32(new Uint32Array(buffer), stride, offset);
    case "u16":
      return new U16(new Uint16Array(buffer), stride, offset);
    case "u8":
      return new U8(new Uint8Array(buffer), stride, offset);
  }
}

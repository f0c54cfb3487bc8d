/**
 * Columns: a table is a set of typed arrays of equal length, declared once.
 *
 * From one declaration come storage, TypeScript types, file layout and the data dictionary.
 */

/** Storage type of a column. */
export type ColumnType = "u8" | "u16" | "u32" | "i32" | "f32" | "f64";

/** One column: how it is stored, in what unit, and what it means. */
export interface Column<T extends ColumnType = ColumnType> {
  readonly type: T;
  /** SI unit, or "code", "row of places", "count", … */
  readonly unit: string;
  readonly meaning: string;
}

export type Schema = { readonly [name: string]: Column };

interface Arrays {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f32: Float32Array;
  f64: Float64Array;
}

export type ColumnArray = Arrays[ColumnType];

/** The arrays of a table, by column name; all have the same length. */
export type Table<S extends Schema> = { [K in keyof S]: Arrays[S[K]["type"]] };

const CONSTRUCTORS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

/** Bytes of one value. */
export function bytesOf(type: ColumnType): number {
  return CONSTRUCTORS[type].BYTES_PER_ELEMENT;
}

/** Declares a column. */
export function column<T extends ColumnType>(type: T, unit: string, meaning: string): Column<T> {
  return { type, unit, meaning };
}

/** A view of `rows` values of one type, on a buffer or on new memory (zero-filled). */
export function columnArray<T extends ColumnType>(
  type: T,
  rows: number,
  buffer?: ArrayBufferLike,
  byteOffset = 0,
): Arrays[T] {
  const Constructor = CONSTRUCTORS[type];
  return (buffer ? new Constructor(buffer as ArrayBuffer, byteOffset, rows) : new Constructor(rows)) as Arrays[T];
}

/** Bytes of a cache line; no two columns of a table share one. */
const LINE = 64;

/**
 * A table of `rows` zero-filled rows, its columns one after the other in one buffer. Each begins some cache lines
 * later than the page would have it: columns that all begin at the same place of a page would compete for the same
 * few sets of the cache whenever one row is read across them (measured: 1.3 times slower). `take`: where the
 * zero-filled memory comes from. Columns that are not among `only`, if that is given, have no rows.
 */
export function allocate<S extends Schema>(
  schema: S,
  rows: number,
  only?: readonly (keyof S & string)[],
  take: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): Table<S> {
  const columns = Object.entries(schema);
  const rowsOf = (name: string) => (only === undefined || only.includes(name) ? rows : 0);
  const offsets: number[] = [];
  let bytes = 0;
  columns.forEach(([name, { type }], i) => {
    offsets.push(bytes);
    bytes += Math.ceil((rowsOf(name) * bytesOf(type)) / LINE) * LINE + LINE * (i % 8);
  });
  const buffer = take(bytes);
  const table: Record<string, ColumnArray> = {};
  columns.forEach(([name, { type }], i) => {
    table[name] = columnArray(type, rowsOf(name), buffer, offsets[i]);
  });
  return table as Table<S>;
}

/** The row number that stands for "none" in columns that refer to rows. */
export const NONE = 0xffffffff;

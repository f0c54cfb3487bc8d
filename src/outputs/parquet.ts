/**
 * Tables → Parquet files, a row group at a time, so that memory does not grow with the run.
 * Snappy, because every reader has it and the package needs no native code for it.
 */
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { ColumnArray, Table } from "../base/columns.js";
import type { Field, TableSpec, WordList } from "../recorder/tables.js";
import { GrowingFile } from "./files.js";

/** A straight-line course, as GeoJSON has it. */
export interface LineString {
  readonly type: "LineString";
  readonly coordinates: readonly (readonly [x: number, y: number])[];
}

/** What each code of each list is written as; null where there is no word. */
export type Words = { readonly [list in WordList]: (code: number) => string | LineString | null };

/** Parquet type of a column, as the data dictionary and the schema state it. */
export type StoredType = "INT32" | "FLOAT" | "DOUBLE" | "STRING" | "TIMESTAMP" | "GEOMETRY";

export function storedType({ as, type }: Field): StoredType {
  if (as === "text") return "STRING";
  if (as === "clock") return "TIMESTAMP";
  if (as === "geometry") return "GEOMETRY";
  return type === "f64" ? "DOUBLE" : type === "f32" ? "FLOAT" : "INT32";
}

/** True if the column may hold nulls. */
export function isNullable({ none, words }: Field): boolean {
  return none !== undefined || words === "placeNames";
}

/** One Parquet file that grows by batches. */
export class ParquetFile {
  private readonly file: GrowingFile;
  private readonly bytes = new ByteWriter(1 << 20);
  private readonly writer: ParquetWriter;

  constructor(
    file: string,
    private readonly spec: TableSpec,
    private readonly words: Words,
    metadata: Readonly<Record<string, string>>,
  ) {
    this.file = new GrowingFile(file);
    this.writer = new ParquetWriter({
      writer: this.bytes,
      schema: schemaOf(spec),
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      createdBy: "hyosan",
    });
  }

  /** Writes the first `rows` rows as one row group. */
  append(columns: Table<TableSpec>, rows: number): void {
    const columnData = Object.entries(this.spec).map(([name, field]) =>
      encode(name, field, columns[name]!.subarray(0, rows), this.words),
    );
    this.writer.write({ columnData, rowGroupSize: rows, pageSize: 0 }); // one page a column
    this.flush();
  }

  /** Writes the footer and gives the file its name. */
  close(): void {
    this.writer.finish();
    this.flush();
    this.file.close();
  }

  private flush(): void {
    this.file.write(this.bytes.getBytes());
    this.bytes.index = 0;
  }
}

function schemaOf(spec: TableSpec): SchemaElement[] {
  const elements = Object.entries(spec).map(([name, field]): SchemaElement => {
    const repetition_type = isNullable(field) ? "OPTIONAL" : "REQUIRED";
    const stored = storedType(field);
    if (stored === "STRING") return { name, repetition_type, type: "BYTE_ARRAY", converted_type: "UTF8" };
    if (stored === "GEOMETRY") return { name, repetition_type, type: "BYTE_ARRAY", logical_type: { type: "GEOMETRY" } };
    if (stored === "TIMESTAMP") {
      const logical_type = { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" } as const;
      return { name, repetition_type, type: "INT64", logical_type };
    }
    return { name, repetition_type, type: stored };
  });
  return [{ name: "root", num_children: elements.length }, ...elements];
}

/**
 * The values of a column as the writer takes them. Which encoding and whether statistics is said for every column: the
 * writer's own search for them took half of its time. Times have statistics, so that readers can skip row groups.
 */
function encode(name: string, field: Field, values: ColumnArray, words: Words): ColumnSource {
  const statistics = name === "time_s";
  if (field.words !== undefined) {
    const encoding = field.as === "text" ? "RLE_DICTIONARY" : "PLAIN";
    return { name, data: translate(values, field.none, words[field.words]), encoding, statistics };
  }
  if (field.as === "clock") return { name, data: wholeNumbers(values), encoding: "DELTA_BINARY_PACKED", statistics };
  const data = field.none === undefined ? (values as Exclude<ColumnArray, Uint16Array>) : withNulls(values, field.none);
  return { name, data, encoding: "PLAIN", statistics };
}

/** The word of each code, looked up once a code. */
function translate(
  codes: ColumnArray,
  none: number | undefined,
  word: Words[WordList],
): (string | LineString | null)[] {
  const known = new Map<number, string | LineString | null>();
  const data = new Array<string | LineString | null>(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    let value = known.get(code);
    if (value === undefined) {
      value = code === none ? null : word(code);
      known.set(code, value);
    }
    data[row] = value;
  }
  return data;
}

function wholeNumbers(values: ColumnArray): BigInt64Array {
  const data = new BigInt64Array(values.length);
  for (let row = 0; row < values.length; row++) data[row] = BigInt(Math.round(values[row]!));
  return data;
}

/** The values, those that stand for none as null; as they are, for speed, if there is none of these. */
function withNulls(values: ColumnArray, none: number): (number | null)[] | Exclude<ColumnArray, Uint16Array> {
  if (!values.includes(none)) return values as Exclude<ColumnArray, Uint16Array>;
  const data = new Array<number | null>(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    data[row] = Object.is(value, none) ? null : value;
  }
  return data;
}

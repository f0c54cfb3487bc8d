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
    this.writer.write({ columnData, rowGroupSize: rows });
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

/** Signed integers as Parquet has them; plain arrays where values are words or null. */
function encode(name: string, field: Field, values: ColumnArray, words: Words): ColumnSource {
  const { as, none } = field;
  if (field.words !== undefined) {
    const word = words[field.words];
    return { name, data: Array.from(values, (code) => (code === none ? null : word(code))) };
  }
  if (as === "clock") {
    const data = Array.from(values, (milliseconds) => BigInt(Math.round(milliseconds)));
    return { name, data, encoding: "DELTA_BINARY_PACKED" };
  }
  if (none !== undefined) return { name, data: Array.from(values, (value) => (Object.is(value, none) ? null : value)) };
  return { name, data: values as Exclude<ColumnArray, Uint16Array> };
}

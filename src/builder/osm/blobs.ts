/**
 * The frame of an OSM PBF file: a list of blobs, each with a length, a header and data.
 *
 * The frame is checked as a whole before any data are read, and every length is held to the limits of the
 * format (64 KiB for a header, 32 MiB for data before and after inflation), so that a broken or hostile
 * file costs neither time nor memory. https://wiki.openstreetmap.org/wiki/PBF_Format
 */
import { type FileHandle, open } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import { InputError } from "../../base/problems.js";
import { Wire, WireError } from "./wire.js";
import { grouped } from "./words.js";

const MAX_HEADER_BYTES = 64 * 1024;
const MAX_DATA_BYTES = 32 * 1024 * 1024;
/** What this reader understands; a file that requires anything else cannot be read correctly. */
const FEATURES = new Set(["OsmSchema-V0.6", "DenseNodes"]);

/** Where the data of one blob stand in the file, bytes. */
interface Blob {
  readonly start: number;
  readonly size: number;
}

/** An open file whose frame and header have been checked. */
export class BlobFile {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    readonly bytes: number,
    private readonly blobs: readonly Blob[],
  ) {}

  /** Opens a file. Throws InputError if it cannot be read or is not a whole OSM PBF file. */
  static async open(path: string): Promise<BlobFile> {
    const handle = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
      throw problem(path, null, "a file that can be read", error.code === "ENOENT" ? "no such file" : error.message);
    });
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw problem(path, null, "a file", stat.isDirectory() ? "a folder" : "something else");
      const [header, ...blobs] = await scan(path, handle, stat.size);
      const file = new BlobFile(path, handle, stat.size, blobs);
      await file.decode(header!, checkFeatures);
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Number of data blobs. */
  get length(): number {
    return this.blobs.length;
  }

  /** Inflates data blob `row` and hands its bytes to `use`. Throws InputError if they are not what they should be. */
  read<T>(row: number, use: (bytes: Uint8Array) => T): Promise<T> {
    return this.decode(this.blobs[row]!, use);
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async decode<T>({ start, size }: Blob, use: (bytes: Uint8Array) => T): Promise<T> {
    const stored = await readAt(this.handle, start, size);
    try {
      return use(inflate(stored));
    } catch (error) {
      if (error instanceof WireError) throw problem(this.path, start, error.expected, error.found);
      throw error;
    }
  }
}

function problem(path: string, byte: number | null, expected: string, found: string): InputError {
  return new InputError({ where: path, path: byte === null ? "" : `at byte ${grouped(byte)}`, expected, found });
}

async function readAt(handle: FileHandle, start: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(size);
  const { bytesRead } = await handle.read(buffer, 0, size, start);
  return bytesRead === size ? buffer : buffer.subarray(0, bytesRead);
}

/** All blobs of a file, the header blob first; reads the headers only. */
async function scan(path: string, handle: FileHandle, bytes: number): Promise<Blob[]> {
  if (bytes === 0) throw problem(path, null, "an OpenStreetMap PBF file", "an empty file");
  const blobs: Blob[] = [];
  let at = 0;
  while (at < bytes) {
    const type = blobs.length === 0 ? "OSMHeader" : "OSMData";
    const blob = await blobAt(path, handle, at, bytes, type);
    if (blob.type === type) blobs.push(blob);
    else if (blobs.length === 0) {
      throw problem(path, at, 'a blob of type "OSMHeader" first', `type "${blob.type.slice(0, 20)}"`);
    }
    // Blobs of other types may be passed over, says the format.
    at = blob.start + blob.size;
  }
  return blobs;
}

async function blobAt(path: string, handle: FileHandle, at: number, bytes: number, expectedType: string) {
  const lead = await readAt(handle, at, Math.min(4, bytes - at));
  if (lead.length < 4) throw problem(path, at, "the 4-byte length of a blob header", `${lead.length} bytes: truncated`);
  const headerBytes = lead.readUInt32BE(0);
  if (headerBytes > MAX_HEADER_BYTES || headerBytes === 0) {
    const isText = at === 0 && lead.every((byte) => byte >= 9 && byte < 127);
    const expected =
      at === 0 ? "an OpenStreetMap PBF file" : `a blob header of 1 to ${grouped(MAX_HEADER_BYTES)} bytes`;
    const found = isText
      ? `a file that begins with the text "${lead.toString("latin1")}"`
      : `a stated header length of ${grouped(headerBytes)} bytes`;
    throw problem(path, at, expected, found);
  }
  const start = at + 4 + headerBytes;
  if (start > bytes) throw problem(path, at, `a blob header of ${headerBytes} bytes`, "the end of the file: truncated");
  let header: { type: string; size: number };
  try {
    header = blobHeader(new Wire(await readAt(handle, at + 4, headerBytes)));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw problem(path, at, `the header of an ${expectedType} blob`, "other bytes");
  }
  if (header.size > MAX_DATA_BYTES) {
    const found = `a stated size of ${grouped(header.size)} bytes`;
    throw problem(path, at, `a blob of at most ${grouped(MAX_DATA_BYTES)} bytes`, found);
  }
  if (start + header.size > bytes) {
    throw problem(path, start, `${grouped(header.size)} bytes of data`, `${grouped(bytes - start)} bytes: truncated`);
  }
  return { type: header.type, start, size: header.size };
}

function blobHeader(wire: Wire): { type: string; size: number } {
  let type = "";
  let size = -1;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) type = wire.message().text();
    else if (field === 3) size = wire.number();
    else wire.skip();
  }
  if (type === "" || size < 0) throw new WireError("a type and a size", "neither");
  return { type, size };
}

/** Compressions of the format that are named in errors, by field number of the message Blob. */
const COMPRESSIONS = new Map([
  [4, "lzma"],
  [5, "bzip2"],
  [6, "lz4"],
  [7, "zstd"],
]);

/** The data of a blob, inflated: exactly as many bytes as it states and never more than the format allows. */
function inflate(stored: Uint8Array): Uint8Array {
  const wire = new Wire(stored);
  let raw: Uint8Array | null = null;
  let zlib: Uint8Array | null = null;
  let size = -1;
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field === 1) raw = wire.message().view();
    else if (field === 2) size = wire.number();
    else if (field === 3) zlib = wire.message().view();
    else if (COMPRESSIONS.has(field)) throw new WireError("raw or zlib data", `${COMPRESSIONS.get(field)} data`);
    else wire.skip();
  }
  if (size > MAX_DATA_BYTES) {
    throw new WireError(`at most ${grouped(MAX_DATA_BYTES)} bytes after inflation`, `${grouped(size)} stated`);
  }
  if (raw) return raw;
  if (!zlib) throw new WireError("raw or zlib data", "a blob without data");
  if (size === 0) throw new WireError("a stated size after inflation above 0", "0");
  return inflateZlib(zlib, size);
}

function inflateZlib(data: Uint8Array, size: number): Uint8Array {
  const stated = size < 0 ? `at most ${grouped(MAX_DATA_BYTES)} bytes` : `${grouped(size)} bytes, as stated,`;
  const limit = size < 0 ? MAX_DATA_BYTES : size;
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(data, { maxOutputLength: limit });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const found = code === "ERR_BUFFER_TOO_LARGE" ? "more" : `zlib data that cannot be inflated (${message})`;
    throw new WireError(`${stated} after inflation`, found);
  }
  if (size >= 0 && bytes.length !== size) {
    throw new WireError(`${stated} after inflation`, `${grouped(bytes.length)} bytes`);
  }
  return bytes;
}

/** Refuses a file that requires a feature this reader does not have. */
function checkFeatures(bytes: Uint8Array): void {
  const wire = new Wire(bytes);
  for (let field = wire.field(); field !== 0; field = wire.field()) {
    if (field !== 4) {
      wire.skip();
      continue;
    }
    const feature = wire.message().text();
    if (!FEATURES.has(feature)) {
      throw new WireError(`only the required features ${[...FEATURES].join(", ")}`, `"${feature.slice(0, 60)}"`);
    }
  }
}

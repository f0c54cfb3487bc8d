/** City files on disk. */
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError } from "../base/problems.js";
import type { City } from "./city.js";
import { cityFrom, headerLength, parseHeader, planFile, PREFIX, truncated, verifyCity } from "./format.js";

/** Bytes of one read or write: systems refuse more than 2 GiB at once. */
const STEP = 1 << 28;

/** Writes a city under a temporary name and renames it, so that a file of this name is always whole. */
export async function writeCity(city: City, path: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(temporary, "w");
    try {
      await writeAll(file, city);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeAll(file: FileHandle, city: City): Promise<void> {
  const { start, arrays, bytes } = planFile(city);
  await writeAt(file, start, 0);
  for (const { array, offset } of arrays)
    await writeAt(file, new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start.length + offset);
  await file.truncate(start.length + bytes);
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, from, Math.min(STEP, bytes.length - from), position + from);
    from += bytesWritten;
  }
}

/**
 * Reads a city.
 *
 * @param verify  whether to compare the contents with the hash in the file (0.3 s a GB)
 * @throws InputError for a missing file, another kind of file, a later version, a damaged or cut off file
 */
export async function readCity(path: string, { verify = false } = {}): Promise<City> {
  const file = await openCity(path);
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw notRead(path, "a folder");
    const { size } = stat;
    const prefix = new Uint8Array(PREFIX);
    await readAt(file, prefix, 0);
    const length = headerLength(prefix, path);
    if (size < PREFIX + length) throw truncated(path, PREFIX + length, size);
    const head = new Uint8Array(length);
    await readAt(file, head, PREFIX);
    const header = parseHeader(head, path);
    const expected = PREFIX + length + header.bytes;
    if (size < expected) throw truncated(path, expected, size);
    // Shared, so that the threads of a run need no copy.
    const data = new Uint8Array(new SharedArrayBuffer(header.bytes));
    await readAt(file, data, PREFIX + length);
    const city = cityFrom(header, data.buffer, 0);
    if (verify) verifyCity(city, header, path);
    return city;
  } finally {
    await file.close();
  }
}

/** The hash a city file states of its contents (`cityHash`); of a file that `readCity` has read. */
export async function readHash(path: string): Promise<string> {
  const file = await openCity(path);
  try {
    const prefix = new Uint8Array(PREFIX);
    await readAt(file, prefix, 0);
    const head = new Uint8Array(headerLength(prefix, path));
    await readAt(file, head, PREFIX);
    return parseHeader(head, path).hash;
  } finally {
    await file.close();
  }
}

async function openCity(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw notRead(path, code === "ENOENT" ? "no such file" : `a file that cannot be opened (${code})`);
  }
}

function notRead(path: string, found: string): InputError {
  return new InputError({ where: path, path: "", expected: "a city file", found });
}

/** Fills `bytes` from a position on, as far as the file goes. */
async function readAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, from, Math.min(STEP, bytes.length - from), position + from);
    if (bytesRead === 0) return;
    from += bytesRead;
  }
}

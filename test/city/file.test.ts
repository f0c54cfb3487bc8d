import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cityFromRoom } from "../../src/builder/inline.js";
import { settle } from "../../src/builder/settle.js";
import { readCity, writeCity } from "../../src/city/file.js";
import { cityHash, decodeCity, encodeCity } from "../../src/city/format.js";
import { gridTown } from "../builder/drafts.js";

const city = settle(gridTown(4, [{ residents: 600 }, { residents: 300, name: "둘째 동" }]), 1);
const file = new Uint8Array(encodeCity(city));
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "city-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A copy of the file, cut off or with one byte changed. */
function cut(bytes: number): ArrayBuffer {
  return file.slice(0, bytes).buffer;
}
function withByte(at: number, byte: number): ArrayBuffer {
  const copy = file.slice();
  copy[at] = byte;
  return copy.buffer;
}

test("a city read back is the same city, bit for bit", async () => {
  const path = join(folder, "deep", "a.city");
  await writeCity(city, path);
  expect(await readCity(path, { verify: true })).toEqual(city);
  expect(cityHash(await readCity(path))).toBe(cityHash(city));
  expect(new Uint8Array(await readFile(path))).toEqual(file);
  expect(await readdir(join(folder, "deep"))).toEqual(["a.city"]);
});

test("a city decoded from memory is the same city, on the same buffer", () => {
  const buffer = encodeCity(city);
  const decoded = decodeCity(buffer, "a.city", true);
  expect(decoded).toEqual(city);
  expect(decoded.doors.distance.buffer).toBe(buffer);
  const room = cityFromRoom({ people: 3, area: 5 });
  expect(decodeCity(encodeCity(room), "room", true)).toEqual(room);
});

test("files that are no whole city file of this version are refused in words", () => {
  const decode = (buffer: ArrayBuffer) => () => decodeCity(buffer, "a.city", true);
  expect(decode(new TextEncoder().encode("name,x,y\n1,2,3\n and so on and so on").buffer)).toThrow(
    "a.city: expected a city file, found a file of another kind",
  );
  expect(decode(new ArrayBuffer(0))).toThrow("a file of another kind");
  expect(decode(withByte(12, 9))).toThrow(
    "expected a city file of version 3, found version 9, written by a later Hyosan",
  );
  expect(decode(withByte(12, 2))).toThrow(
    "expected a city file of version 3, found version 2, written by an earlier Hyosan: build the city again",
  );
  expect(decode(cut(60))).toThrow("found 60 bytes: the file is cut off");
  expect(decode(cut(file.length - 1))).toThrow("the file is cut off");
  expect(decode(withByte(30, 0))).toThrow("a damaged header");
  expect(decode(withByte(file.length - 9, file[file.length - 9]! ^ 1))).toThrow(/expected contents with the hash/);
});

test("a file on disk that is missing, cut off or of another kind is refused in words", async () => {
  const path = join(folder, "bad.city");
  await expect(readCity(path)).rejects.toThrow(`${path}: expected a city file, found no such file`);
  await writeFile(path, file.subarray(0, 10));
  await expect(readCity(path)).rejects.toThrow("a file of another kind");
  await writeFile(path, file.subarray(0, file.length - 8));
  await expect(readCity(path)).rejects.toThrow("the file is cut off");
  await expect(readCity(folder)).rejects.toThrow("expected a city file, found a folder");
});

test("a failed write leaves no temporary file", async () => {
  const path = join(folder, "kept");
  await writeCity(city, join(path, "is-a-folder", "x.city"));
  await expect(writeCity(city, join(path, "is-a-folder"))).rejects.toThrow();
  expect(await readdir(path)).toEqual(["is-a-folder"]);
});

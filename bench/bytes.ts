/** Memory of tables: the bytes of all typed arrays that hang on an object, by its fields. */

/**
 * Bytes by field of `root`, the arrays of its objects included; each array counts once.
 *
 * @param seen  arrays and objects counted already, or to be left out
 */
export function bytesByField(root: object, seen: Set<object> = new Set()): Map<string, number> {
  const bytes = new Map<string, number>();
  seen.add(root); // fields may refer back to it
  for (const [field, value] of Object.entries(root)) {
    const here = bytesIn(value, seen);
    if (here > 0) bytes.set(field, here);
  }
  return bytes;
}

function bytesIn(value: unknown, seen: Set<object>): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    // two views of the same memory begin together; columns of a table do not
    if (value.byteOffset === 0 && seen.has(value.buffer)) return 0;
    if (value.byteOffset === 0) seen.add(value.buffer);
    return value.byteLength;
  }
  let bytes = 0;
  for (const inner of Object.values(value)) bytes += bytesIn(inner, seen);
  return bytes;
}

/** Typed columns that grow at the end: a few bytes a row where a list of numbers or objects would take tens. */

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A copy with room for twice as many values; the new ones are 0. */
export function larger<A extends Numbers>(array: A): A {
  const Constructor = array.constructor as new (length: number) => A;
  const copy = new Constructor(2 * array.length);
  copy.set(array as ArrayLike<number> as never);
  return copy;
}

/** Values of one type, appended one by one. */
export class Growing<A extends Numbers> {
  /** Number of values. */
  length = 0;
  /** The first `length` are the values; replaced by a larger array when it is full. */
  array: A;

  constructor(make: new (length: number) => A, capacity = 1024) {
    this.array = new make(capacity);
  }

  /** Appends a value; returns its position. */
  push(value: number): number {
    if (this.length === this.array.length) this.array = larger(this.array);
    this.array[this.length] = value;
    return this.length++;
  }

  /** The values, without the room behind them; a view, no copy. */
  values(): A {
    return this.array.subarray(0, this.length) as A;
  }
}

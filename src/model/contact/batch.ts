/** Growing columns of what happens to people at times, and their order in time. */

/** Rows of the first size. */
const FIRST = 64;

/** Kinds of row; at the same time, the first kind comes first. */
export const CHANGE = 0;
export const ATTEMPT = 1;

/** Changes of state, and attempts to infect. */
export class Batch {
  length = 0;
  /** s since the scenario's start. */
  time = new Float64Array(FIRST);
  /** CHANGE or ATTEMPT. */
  kind = new Uint8Array(FIRST);
  /** Who changes, or makes the attempt. */
  person = new Uint32Array(FIRST);
  /** The state entered; the other person of the attempt. */
  second = new Uint32Array(FIRST);
  /** Strain of that person. */
  strain = new Uint8Array(FIRST);
  /** Place; NONE for attempts in the community. */
  place = new Uint32Array(FIRST);

  /** Appends a row. */
  push(time: number, kind: number, person: number, strain: number, second: number, place: number): void {
    const row = this.length++;
    if (row === this.time.length) this.grow();
    this.time[row] = time;
    this.kind[row] = kind;
    this.person[row] = person;
    this.strain[row] = strain;
    this.second[row] = second;
    this.place[row] = place;
  }

  private grow(): void {
    const rows = this.time.length * 2;
    this.time = copied(this.time, new Float64Array(rows));
    this.kind = copied(this.kind, new Uint8Array(rows));
    this.person = copied(this.person, new Uint32Array(rows));
    this.strain = copied(this.strain, new Uint8Array(rows));
    this.second = copied(this.second, new Uint32Array(rows));
    this.place = copied(this.place, new Uint32Array(rows));
  }
}

/** Whether a row of one batch comes before a row of another: by time, kind, person. */
export function isBefore(a: Batch, row: number, b: Batch, other: number): boolean {
  if (a.time[row] !== b.time[other]) return a.time[row]! < b.time[other]!;
  if (a.kind[row] !== b.kind[other]) return a.kind[row]! < b.kind[other]!;
  return a.person[row]! < b.person[other]!;
}

/** A growing list of rows. */
export class List {
  length = 0;
  items = new Uint32Array(FIRST);

  push(item: number): void {
    if (this.length === this.items.length) this.items = copied(this.items, new Uint32Array(this.items.length * 2));
    this.items[this.length++] = item;
  }
}

function copied<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Rows a slot of time should hold. */
const FILL = 4;

/** Puts the rows of a batch in order: by slots of equal length of time, then, as those hold few, by insertion. */
export class TimeOrder {
  /** The rows in order, as many as the batch last ordered has. */
  rows = new Uint32Array(FIRST);
  private ends = new Uint32Array(FIRST);

  sort(batch: Batch): void {
    const { time, length } = batch;
    const slots = Math.ceil(length / FILL) + 1;
    if (this.rows.length < length) this.rows = new Uint32Array(2 * length);
    if (this.ends.length < slots + 1) this.ends = new Uint32Array(2 * slots + 1);
    const { rows, ends } = this;
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let row = 0; row < length; row++) {
      if (time[row]! < first) first = time[row]!;
      if (time[row]! > last) last = time[row]!;
    }
    const scale = last > first ? (slots - 1) / (last - first) : 0;
    ends.fill(0, 0, slots + 1);
    for (let row = 0; row < length; row++) ends[Math.floor((time[row]! - first) * scale) + 1]!++;
    for (let slot = 1; slot < slots; slot++) ends[slot]! += ends[slot - 1]!;
    for (let row = 0; row < length; row++) rows[ends[Math.floor((time[row]! - first) * scale)]!++] = row;
    for (let place = 1; place < length; place++) {
      const row = rows[place]!;
      let hole = place;
      for (; hole > 0 && isBefore(batch, row, batch, rows[hole - 1]!); hole--) rows[hole] = rows[hole - 1]!;
      rows[hole] = row;
    }
  }
}

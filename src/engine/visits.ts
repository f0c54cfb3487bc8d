/** Entries below each entry of the heap. Their times stand together, and in a large city most of a heap lies in far memory. */
const BELOW = 4;

/**
 * People by the time at which something is due: who will come into an awake zone (for each absent person whose routine has a
 * place in it, when the routine next brings them in), whose case will be reported. A heap; the earliest comes first, of
 * two at the same time the one with the lower row.
 */
export class Visits {
  private time = new Float64Array(16);
  private person = new Uint32Array(16);
  /** Entries in use, the root's included while it is empty. */
  private used = 0;
  /** The earliest has been taken, and nothing put in its place yet: what is added next often belongs to the same person. */
  private isRootEmpty = false;
  private readonly expected: number;

  /** `expected`: visits that are seldom exceeded; room for more is made sparingly. */
  constructor(expected = 0) {
    this.expected = expected;
  }

  /** Time of the earliest; Infinity if nobody is awaited. */
  get first(): number {
    if (this.isRootEmpty) this.fillRoot();
    return this.used === 0 ? Number.POSITIVE_INFINITY : this.time[0]!;
  }

  push(person: number, time: number): void {
    if (this.isRootEmpty) {
      this.isRootEmpty = false;
      this.siftDown(person, time);
      return;
    }
    if (this.used === this.time.length) this.grow();
    this.siftUp(this.used++, person, time);
  }

  /** Takes the earliest; there must be one. */
  pop(): number {
    if (this.isRootEmpty) this.fillRoot();
    this.isRootEmpty = true;
    return this.person[0]!;
  }

  /** Forgets all, and their memory. */
  clear(): void {
    this.time = new Float64Array(16);
    this.person = new Uint32Array(16);
    this.used = 0;
    this.isRootEmpty = false;
  }

  /** Puts the last entry at the root. */
  private fillRoot(): void {
    this.isRootEmpty = false;
    const last = --this.used;
    if (last > 0) this.siftDown(this.person[last]!, this.time[last]!);
  }

  private siftUp(from: number, who: number, when: number): void {
    const { time, person } = this;
    let hole = from;
    while (hole > 0) {
      const parent = ((hole - 1) / BELOW) | 0;
      if (time[parent]! < when || (time[parent] === when && person[parent]! < who)) break;
      time[hole] = time[parent]!;
      person[hole] = person[parent]!;
      hole = parent;
    }
    time[hole] = when;
    person[hole] = who;
  }

  private siftDown(who: number, when: number): void {
    const { time, person, used } = this;
    let hole = 0;
    for (;;) {
      const first = BELOW * hole + 1;
      if (first >= used) break;
      const end = Math.min(first + BELOW, used);
      let child = first;
      for (let other = first + 1; other < end; other++)
        if (time[other]! < time[child]! || (time[other] === time[child] && person[other]! < person[child]!))
          child = other;
      if (when < time[child]! || (when === time[child] && who < person[child]!)) break;
      time[hole] = time[child]!;
      person[hole] = person[child]!;
      hole = child;
    }
    time[hole] = when;
    person[hole] = who;
  }

  private grow(): void {
    const { length } = this.time;
    const room = 2 * length > this.expected ? Math.max(this.expected, length + (length >> 2)) : 2 * length;
    const time = new Float64Array(room);
    const person = new Uint32Array(room);
    time.set(this.time);
    person.set(this.person);
    this.time = time;
    this.person = person;
  }
}

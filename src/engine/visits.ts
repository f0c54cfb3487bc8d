/**
 * People by the time at which something is due: who will come into an awake zone (for each absent person whose routine has a
 * place in it, when the routine next brings them in), whose case will be reported. A binary heap; the earliest comes first, of
 * two at the same time the one with the lower row.
 */
export class Visits {
  private time = new Float64Array(16);
  private person = new Uint32Array(16);
  /** Visits awaited. */
  size = 0;
  private readonly expected: number;

  /** `expected`: visits that are seldom exceeded; room for more is made sparingly. */
  constructor(expected = 0) {
    this.expected = expected;
  }

  /** Time of the earliest; Infinity if nobody is awaited. */
  get first(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.time[0]!;
  }

  push(person: number, time: number): void {
    if (this.size === this.time.length) this.grow();
    this.siftUp(this.size++, person, time);
  }

  /** Takes the earliest; there must be one. */
  pop(): number {
    const first = this.person[0]!;
    const last = --this.size;
    if (last > 0) this.siftDown(this.person[last]!, this.time[last]!);
    return first;
  }

  /** Forgets all, and their memory. */
  clear(): void {
    this.time = new Float64Array(16);
    this.person = new Uint32Array(16);
    this.size = 0;
  }

  private siftUp(from: number, who: number, when: number): void {
    const { time, person } = this;
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (time[parent]! < when || (time[parent] === when && person[parent]! < who)) break;
      time[hole] = time[parent]!;
      person[hole] = person[parent]!;
      hole = parent;
    }
    time[hole] = when;
    person[hole] = who;
  }

  private siftDown(who: number, when: number): void {
    const { time, person, size } = this;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      const right = child + 1;
      if (
        right < size &&
        (time[right]! < time[child]! || (time[right] === time[child] && person[right]! < person[child]!))
      )
        child = right;
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

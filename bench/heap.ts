/** The event queue to compare with: an indexed binary heap on typed arrays, with the same contract as `Queue`. */
export class Heap {
  readonly at: Float64Array;
  now = 0;
  private readonly heap: Int32Array;
  private readonly position: Int32Array;
  private count = 0;

  constructor(ids: number) {
    this.at = new Float64Array(ids).fill(Number.POSITIVE_INFINITY);
    this.heap = new Int32Array(ids);
    this.position = new Int32Array(ids).fill(-1);
  }

  get size(): number {
    return this.count;
  }

  schedule(id: number, time: number): void {
    const { at, heap, position } = this;
    let place = position[id]!;
    const before = at[id]!;
    at[id] = time;
    if (place < 0) {
      if (time === Number.POSITIVE_INFINITY) return;
      place = this.count++;
      heap[place] = id;
      position[id] = place;
      this.rise(place);
    } else if (time === Number.POSITIVE_INFINITY) {
      this.remove(place);
    } else if (time < before) {
      this.rise(place);
    } else {
      this.sink(place);
    }
  }

  cancel(id: number): void {
    this.schedule(id, Number.POSITIVE_INFINITY);
  }

  next(limit: number): number {
    if (this.count === 0) return -1;
    const id = this.heap[0]!;
    const time = this.at[id]!;
    if (time > limit) return -1;
    this.now = time;
    this.at[id] = Number.POSITIVE_INFINITY;
    this.remove(0);
    return id;
  }

  private remove(place: number): void {
    const { heap, position } = this;
    position[heap[place]!] = -1;
    const last = heap[--this.count]!;
    if (place === this.count) return;
    heap[place] = last;
    position[last] = place;
    this.sink(place);
    this.rise(position[last]!);
  }

  private rise(from: number): void {
    const { at, heap, position } = this;
    const id = heap[from]!;
    const time = at[id]!;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = heap[parent]!;
      if (at[other]! < time || (at[other] === time && other < id)) break;
      heap[place] = other;
      position[other] = place;
      place = parent;
    }
    heap[place] = id;
    position[id] = place;
  }

  private sink(from: number): void {
    const { at, heap, position, count } = this;
    const id = heap[from]!;
    const time = at[id]!;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= count) break;
      const right = child + 1;
      if (right < count) {
        const a = heap[right]!;
        const b = heap[child]!;
        if (at[a]! < at[b]! || (at[a] === at[b] && a < b)) child = right;
      }
      const other = heap[child]!;
      if (time < at[other]! || (time === at[other] && id < other)) break;
      heap[place] = other;
      position[other] = place;
      place = child;
    }
    heap[place] = id;
    position[id] = place;
  }
}

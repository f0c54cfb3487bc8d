/** Measuring, and tables in Markdown. */

/** Prints a table; the first row is the head. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const [head, ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  console.log(`\n${title}\n`);
  console.log(line(head!));
  console.log(line(head!.map((_, column) => (column === 0 ? "---" : "---:"))));
  for (const cells of body) console.log(line(cells));
}

/** A whole number with thin groups: 1 234 567. */
export function whole(n: number): string {
  return Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, " ");
}

/** Seconds to the digit that means something. */
export function seconds(ms: number): string {
  const s = ms / 1000;
  return `${s < 1 ? s.toFixed(3) : s < 10 ? s.toFixed(2) : s.toFixed(1)} s`;
}

/** Millions of operations a second, and ns for one. */
export function rate(operations: number, ms: number): [string, string] {
  return [(operations / ms / 1e3).toFixed(2), ((ms * 1e6) / operations).toFixed(1)];
}

/** ms of the shortest of several runs; each begins with `prepare`, which is not timed. */
export function shortest<T>(runs: number, prepare: () => T, run: (prepared: T) => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const prepared = prepare();
    const start = performance.now();
    run(prepared);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** Keeps a result alive, so that no compiler leaves out the work that made it. */
export let sink = 0;
export function consume(value: number): void {
  sink += value;
}

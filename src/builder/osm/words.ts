/** Numbers in the sentences of a city's manifest and of its problems. */

/** A whole number with thousands separated: 1,234,567. */
export function grouped(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A count with its noun: "1 street", "1,234 streets". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** Kilometres with one decimal of a length in m. */
export function kilometres(metres: number): string {
  return `${(metres / 1000).toFixed(1)} km`;
}

/** What was left out, counted while reading and told in sentences of the form "3 streets: closed to people". */
export class LeftOut {
  private readonly counts = new Map<string, { n: number; reason: string; noun: string; plural: string }>();

  add(reason: string, n = 1, noun = "street", plural = `${noun}s`): void {
    const key = `${noun}: ${reason}`;
    const entry = this.counts.get(key);
    if (entry) entry.n += n;
    else if (n > 0) this.counts.set(key, { n, reason, noun, plural });
  }

  /** One sentence for each reason, in the order in which the reasons came up. */
  sentences(): string[] {
    return [...this.counts.values()].map(({ n, reason, noun, plural }) => `${count(n, noun, plural)}: ${reason}`);
  }
}

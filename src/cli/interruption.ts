/** Signals that ask a run to end: the first lets it end in order, the second ends the program at once. */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export class Interruption {
  /** The signal that came; null if none did. */
  signal: (typeof SIGNALS)[number] | null = null;

  /** Begins to catch signals. */
  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.note);
  }

  /** What the shell expects of a program ended by the signal: 128 and its number. */
  get exitCode(): number {
    return this.signal === null ? 0 : 128 + constants.signals[this.signal];
  }

  /** Gives signals their usual effect back. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.note);
  }

  private readonly note = (signal: NodeJS.Signals): void => {
    if (this.signal !== null) process.exit(this.exitCode);
    this.signal = signal as (typeof SIGNALS)[number];
    process.stderr.write("\nending after this step; Ctrl-C again ends at once\n");
  };
}

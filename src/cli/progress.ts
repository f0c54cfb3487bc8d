/** The line of progress of long work: on standard error, and only where somebody watches. */
import ora from "ora";

/** One line on standard error that says what is going on; nothing where nobody watches. */
export interface Progress {
  update(text: string): void;
  /** Removes the line. */
  stop(): void;
}

/** Begins a line of progress; `quiet` for output that a program reads. */
export function startProgress(text: string, quiet: boolean): Progress {
  const watched = process.stderr.isTTY === true && process.stderr.columns > 0; // without a width ora never stops erasing
  const spinner = ora({
    text,
    stream: process.stderr,
    discardStdin: false, // its reader of keys would swallow Ctrl-C
    isSilent: quiet || !watched,
  }).start();
  return {
    update: (line) => {
      spinner.text = line;
      spinner.render(); // long stages leave timers no turn
    },
    stop: () => {
      spinner.stop();
    },
  };
}

/** Lets timers, signals and the progress line have their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

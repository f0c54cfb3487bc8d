/** Problems are data first and words second, so that the command line, the app and the API share one list. */

/** One thing wrong with the input. */
export interface Problem {
  /** File, and if known line and column (from 1): "scenarios/a.yaml:6:34". */
  readonly where: string;
  /** Path inside the file, e.g. "strains.jonas.states.incubating.dwell"; "" for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** One line: place, what was expected, what was found. */
export function describe({ where, path, expected, found }: Problem): string {
  const place = path === "" ? where : `${where} ${path}`;
  return `${place}: expected ${expected}, found ${found}`;
}

/** Thrown when the user's input cannot be used. The command line prints its problems and exits with 2. */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map(describe).join("\n"));
    this.name = "InputError";
    this.problems = list;
  }
}

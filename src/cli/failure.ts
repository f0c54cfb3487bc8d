/** How the command line fails: wrong input is told in a line a problem and ends with 2, anything unexpected with 1. */
import { CommanderError } from "commander";
import { describe, InputError, type Problem } from "../base/problems.js";
import { errorColours, printJson } from "./terminal.js";

export const EXIT_UNEXPECTED = 1;
export const EXIT_INPUT = 2;

/** Tells what went wrong: as words on standard error, or with `json` as `{ error }` on standard output. Returns the exit code. */
export function reportFailure(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return reportUsage(error, json);
  if (error instanceof InputError) {
    const message = plainProblems(error.problems);
    if (json) printJson({ error: { message, problems: error.problems } });
    else for (const problem of error.problems) complain(describe(problem));
    return EXIT_INPUT;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (json) printJson({ error: { message, problems: [] } });
  else complain(`something unexpected happened: ${message}`);
  if (process.env.HYOSAN_DEBUG !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  else if (!json) process.stderr.write(`${HOW_TO_REPORT}\n`);
  return EXIT_UNEXPECTED;
}

const HOW_TO_REPORT =
  "This is a fault of Hyosan, not of your input. Please report it with the command, the scenario\n" +
  "and what the same command prints with HYOSAN_DEBUG=1 set.";

/** Commander has printed help, version or its complaint already, except where JSON is asked for. */
function reportUsage(error: CommanderError, json: boolean): number {
  if (error.exitCode === 0) return 0;
  if (json) {
    const found = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    const problem: Problem = { where: "command line", path: "", expected: "a command as in hyosan --help", found };
    printJson({ error: { message: describe(problem), problems: [problem] } });
  }
  return EXIT_INPUT;
}

function plainProblems(problems: readonly Problem[]): string {
  return problems.map(describe).join("\n");
}

function complain(line: string): void {
  process.stderr.write(`${errorColours.red("error:")} ${line}\n`);
}

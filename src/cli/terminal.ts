/** What is printed and how: results on standard output, progress on standard error, colour only on a terminal. */
import { createColors } from "picocolors";

const wantsColour = (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";

/** Colours for standard output, and for standard error. */
export const colours = createColors(wantsColour && process.stdout.isTTY === true);
export const errorColours = createColors(wantsColour && process.stderr.isTTY === true);

/** Writes lines to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes one JSON value to standard output. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Writes lines to standard error: what one should know, but no program wants to read. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A size in bytes for readers: "12.3 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Lines "  label   text", the texts under each other. */
export function formatFacts(facts: readonly (readonly [label: string, text: string])[]): string {
  const width = Math.max(...facts.map(([label]) => label.length));
  return facts.map(([label, text]) => `  ${colours.dim(label.padEnd(width))}  ${text}`).join("\n");
}

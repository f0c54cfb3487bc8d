/** Reading the values of options. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../base/problems.js";
import type { Setting } from "../scenario/set.js";

/** Collects a repeated option. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A parser of a whole number from `least` to `most`. Its errors name the option. */
export function wholeNumber(option: string, least: number, most = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new InputError({
      where: "command line",
      path: option,
      expected: `a whole number from ${least} to ${most}`,
      found: JSON.stringify(value),
    });
  };
}

export interface ScenarioOptions {
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly until?: string;
  readonly city?: string;
}

/** The settings that stand for all options that change the scenario; --set wins, as it is the last. */
export function settings({ set = [], seed, until, city }: ScenarioOptions): readonly (string | Setting)[] {
  const named: Setting[] = [];
  const add = (key: string, written: unknown, value = written) =>
    named.push({ text: `--${key} ${written}`, path: [key], value, hasOption: true });
  if (seed !== undefined) add("seed", seed);
  if (until !== undefined) add("until", until);
  if (city !== undefined) add("city", city, cityFromHere(city));
  return [...named, ...set];
}

/** Does what needs the city of the option --city, if that is given; its problems then name the option. */
export async function naming<T>(city: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (city === undefined || !(error instanceof InputError)) throw error;
    const where = `--city ${city}`;
    throw new InputError(
      error.problems.map((problem) => ({ ...problem, where, path: problem.path === "city" ? "" : problem.path })),
    );
  }
}

/** A city given on the command line is relative to the current folder, not to the scenario file. */
function cityFromHere(city: string): string {
  return city.endsWith(".city") || existsSync(city) ? resolve(city) : city;
}

/** The options that are given, without those that are undefined. */
export function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

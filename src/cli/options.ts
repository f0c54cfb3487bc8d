/** Reading the values of options. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../base/problems.js";

/** Collects a repeated option. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A parser of a whole number from `least` up. Its errors name the option. */
export function wholeNumber(option: string, least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InputError({
      where: "command line",
      path: option,
      expected: `a whole number from ${least} up`,
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

/** The settings "path=value" that stand for all options that change the scenario; --set wins, as it is the last. */
export function settings({ set = [], seed, until, city }: ScenarioOptions): readonly string[] {
  const named: string[] = [];
  if (seed !== undefined) named.push(`seed=${seed}`);
  if (until !== undefined) named.push(`until=${until}`);
  if (city !== undefined) named.push(`city=${JSON.stringify(cityFromHere(city))}`);
  return [...named, ...set];
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

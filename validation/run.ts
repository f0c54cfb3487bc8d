/**
 * Runs the experiments and prints each number beside the published one; exits with 1 if one does not hold.
 * Arguments: catalogue numbers of the experiments to run (all by default).
 */
import { EXPERIMENTS } from "./all.js";
import { type Check, type Experiment, holds } from "./experiment.js";

function main(ids: readonly string[]): number {
  const unknown = ids.filter((id) => !EXPERIMENTS.some((experiment) => experiment.id === id));
  if (unknown.length > 0) {
    console.error(`expected numbers among ${EXPERIMENTS.map(({ id }) => id).join(", ")}, found ${unknown.join(", ")}`);
    return 2;
  }
  const chosen = EXPERIMENTS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  let failed = 0;
  let checked = 0;
  for (const experiment of chosen) {
    const begun = performance.now();
    const checks = experiment.run(experiment.replicates.full);
    print(experiment, checks, (performance.now() - begun) / 1000);
    checked += checks.length;
    failed += checks.filter((check) => !holds(check)).length;
  }
  console.log(`\n${chosen.length} experiments, ${checked} numbers:\n${checked - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function print({ id, name, source, setup, replicates }: Experiment, checks: readonly Check[], seconds: number): void {
  console.log(`\n${id}  ${name}`);
  console.log(`     ${source}`);
  console.log(`     ${setup}; n = ${replicates.full}; ${seconds.toFixed(1)} s`);
  const width = Math.max(...checks.map(({ what }) => what.length));
  console.log(`     ${"".padEnd(width)}    expected    measured   deviation    allowed`);
  for (const check of checks) {
    const { what, expected, measured, error, allowed } = check;
    const deviation = error > 0 ? `${((measured - expected) / error).toFixed(2)} se` : number(measured - expected);
    const columns = [number(expected), number(measured), deviation, number(allowed)];
    const mark = holds(check) ? "  ok" : "  FAILS";
    console.log(`     ${what.padEnd(width)}${columns.map((column) => column.padStart(12)).join("")}${mark}`);
  }
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(5);
}

process.exitCode = main(process.argv.slice(2));

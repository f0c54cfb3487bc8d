/**
 * `npm run bench` measures everything; `npm run bench -- kernels`, `outbreak`, `influenza`, `agentscript`, `scaling` or `seoul`
 * one part (`scaling --full`: ten million residents too; `seoul --city FILE --hours 2`). Prints Markdown.
 */
import { parseArgs } from "node:util";
import { benchCrowd } from "./crowd/compare.js";
import { benchKernels } from "./kernels.js";
import { benchInfluenza } from "./influenza.js";
import { load, machine } from "./machine.js";
import { benchRuns } from "./outbreak.js";
import { benchScaling } from "./scaling.js";
import { benchSeoul } from "./seoul.js";

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { full: { type: "boolean" }, city: { type: "string" }, hours: { type: "string", default: "2" } },
});
const parts = {
  kernels: benchKernels,
  outbreak: benchRuns,
  influenza: benchInfluenza,
  agentscript: benchCrowd,
  scaling: () => benchScaling(values.full === true),
  seoul: () => benchSeoul(values.city, Number(values.hours)),
};
const unknown = asked.find((part) => !Object.hasOwn(parts, part));
if (unknown !== undefined) {
  console.error(`bench: expected ${Object.keys(parts).join(" or ")}, found ${unknown}`);
  process.exit(2);
}
console.log(`${machine()}; load before ${load()}`);
for (const [part, run] of Object.entries(parts)) if (asked.length === 0 || asked.includes(part)) await run();
console.log(`\nload after ${load()}`);

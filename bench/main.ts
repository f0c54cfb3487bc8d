/**
 * `npm run bench` measures everything; `npm run bench -- kernels`, `outbreak`, `influenza`, `agentscript` or `scaling` one
 * part (`scaling --full`: ten million residents too). Prints Markdown.
 */
import { benchCrowd } from "./crowd/compare.js";
import { benchKernels } from "./kernels.js";
import { benchInfluenza } from "./influenza.js";
import { load, machine } from "./machine.js";
import { benchRuns } from "./outbreak.js";
import { benchScaling } from "./scaling.js";

const full = process.argv.includes("--full");
const parts = {
  kernels: benchKernels,
  outbreak: benchRuns,
  influenza: benchInfluenza,
  agentscript: benchCrowd,
  scaling: () => benchScaling(full),
};
const asked = process.argv.slice(2).filter((word) => word !== "--full");
const unknown = asked.find((part) => !Object.hasOwn(parts, part));
if (unknown !== undefined) {
  console.error(`bench: expected ${Object.keys(parts).join(" or ")}, found ${unknown}`);
  process.exit(2);
}
console.log(`${machine()}; load before ${load()}`);
for (const [part, run] of Object.entries(parts)) if (asked.length === 0 || asked.includes(part)) await run();
console.log(`\nload after ${load()}`);

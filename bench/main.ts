/** `npm run bench` measures everything; `npm run bench -- kernels` `-- outbreak` or `-- influenza` one part. Prints Markdown. */
import { benchKernels } from "./kernels.js";
import { benchInfluenza } from "./influenza.js";
import { load, machine } from "./machine.js";
import { benchRuns } from "./outbreak.js";

const parts = { kernels: benchKernels, outbreak: benchRuns, influenza: benchInfluenza };
const asked = process.argv.slice(2);
const unknown = asked.find((part) => !Object.hasOwn(parts, part));
if (unknown !== undefined) {
  console.error(`bench: expected ${Object.keys(parts).join(" or ")}, found ${unknown}`);
  process.exit(2);
}
console.log(`${machine()}; load before ${load()}`);
for (const [part, run] of Object.entries(parts)) if (asked.length === 0 || asked.includes(part)) await run();
console.log(`\nload after ${load()}`);

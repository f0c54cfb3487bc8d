/** The crowd side by side: CPU for each walker and tick, and whether all three tell the same course. */
import { printTable, whole } from "../table.js";
import { runAgentScript } from "./agentscript.js";
import { runArrays } from "./arrays.js";
import { runEngine } from "./engine.js";
import { CROWD, type CrowdRun, LOOKS } from "./model.js";

/** Runs of each program; one of AgentScript takes about a minute. */
const RUNS = { agentscript: 3, arrays: 20, engine: 20, fine: 10 };
/** Steps of a tick in the fine experiment. */
const STEPS = 5;
const NAMES = { agentscript: "AgentScript", arrays: "the same loop on typed arrays", engine: "Hyosan" } as const;

const NOTES = `
Equal in all: ${whole(CROWD.people)} people on a torus of ${CROWD.side} m × ${CROWD.side} m, ${CROWD.turned} turned at the start, touching within ${CROWD.reach} m, a bite with
probability ${CROWD.bite} for each one touched and tick, ${CROWD.incubation} ticks of 1 s from bite to turning, ${CROWD.speed.people} and
${CROWD.speed.turned} m a tick, ${CROWD.ticks} ticks. Set-up is not counted.

Not equal: AgentScript and the typed arrays move everyone each tick and let only those bite who touch at its end.
Hyosan has no ticks and no positions inside a place: 441 open places of 226 m², in each everyone meets everyone at
the rate of the model's circle of touch, and people cross to the place beside it as often as walkers leave a square
of that size. AgentScript's inRadius does not see over the edge of the torus (0.3 % of all touches).

Why Hyosan's course runs ahead in the middle: around a turned person the people are bitten first, and walkers part
from their neighbours in a tick or two, not at once. The experiment shows that this is all: the loop on typed arrays with everyone
put anywhere in their 15 m square before the biting, in ticks cut into ever smaller steps, comes to Hyosan's course.`;

export async function benchCrowd(): Promise<void> {
  const engine = repeat(RUNS.engine, (k) => runEngine(k + 1));
  const arrays = repeat(RUNS.arrays, (k) => runArrays(k + 1));
  const mixed = repeat(RUNS.arrays, (k) => runArrays(k + 1, { mixed: true, steps: 1 }));
  const fine = repeat(RUNS.fine, (k) => runArrays(k + 1, { mixed: true, steps: STEPS }));
  const agentscript: CrowdRun[] = [];
  for (let run = 0; run < RUNS.agentscript; run++) agentscript.push(await runAgentScript());

  const rows: [string, readonly CrowdRun[]][] = [
    [NAMES.agentscript, agentscript],
    [NAMES.arrays, arrays],
    [NAMES.engine, engine],
  ];
  const slowest = cpu(agentscript);
  printTable(`A crowd of ${whole(CROWD.people)}, ${CROWD.ticks} ticks`, [
    ["program", "runs", "CPU, median", "ns a walker and tick", "AgentScript takes … times as long"],
    ...rows.map(([name, runs]) => [
      name,
      String(runs.length),
      `${(cpu(runs) / 1000).toFixed(2)} s`,
      ((cpu(runs) * 1e6) / (CROWD.people * CROWD.ticks)).toFixed(1),
      (slowest / cpu(runs)).toFixed(1),
    ]),
  ]);
  const courses = rows.map(([name, runs]) => [name, courseOf(runs)] as const);
  const [coarse, finer] = [courseOf(mixed), courseOf(fine)];
  printTable("Bitten by then: mean ± standard error of the mean", [
    ["program", ...LOOKS.map((look) => `${look} s`)],
    ...[
      ...courses,
      ["experiment: typed arrays, mixed in squares of 15 m", coarse] as const,
      [`experiment: the same in ${STEPS} steps a tick`, finer] as const,
      ["experiment: the same in steps of 0, by extrapolation", withoutSteps(coarse, finer)] as const,
    ].map(([name, course]) => [name, ...course.map(({ mean, error }) => `${whole(mean)} ± ${whole(error)}`)]),
  ]);
  console.log(NOTES);
  const { events } = engine.at(-1)!;
  console.log(`One run of Hyosan is ${whole(events)} events.`);
}

function repeat<T>(runs: number, run: (k: number) => T): T[] {
  run(-1); // for the compiler
  return Array.from({ length: runs }, (_, k) => run(k));
}

function cpu(runs: readonly CrowdRun[]): number {
  const sorted = runs.map((run) => run.cpu).sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

interface Estimate {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
}

/** The bitten at each of LOOKS. */
function courseOf(runs: readonly CrowdRun[]): Estimate[] {
  return LOOKS.map((_, look) => {
    const bitten = runs.map((run) => run.bitten[look]!);
    const mean = bitten.reduce((sum, n) => sum + n, 0) / bitten.length;
    const squares = bitten.reduce((sum, n) => sum + (n - mean) ** 2, 0);
    return { mean, error: Math.sqrt(squares / (bitten.length - 1) / bitten.length) };
  });
}

/** The course in steps of length 0, from those of one and of STEPS steps a tick: the error of a step is linear in it. */
function withoutSteps(coarse: readonly Estimate[], fine: readonly Estimate[]): Estimate[] {
  const more = 1 / (STEPS - 1);
  return fine.map(({ mean, error }, look) => ({
    mean: mean + more * (mean - coarse[look]!.mean),
    error: Math.sqrt(((1 + more) * error) ** 2 + (more * coarse[look]!.error) ** 2),
  }));
}

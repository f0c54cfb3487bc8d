/**
 * One model, three programs: a crowd on a torus in which the turned bite whom they touch. As AgentScript models are
 * written: in ticks of 1 s.
 */
export const CROWD = {
  /** m across the torus; with the people, a density of 1.0014 persons/m². */
  side: 316,
  people: 100_000,
  /** Turned at the start. */
  turned: 100,
  /** m at which two people touch. */
  reach: 1,
  /** Probability that a turned person bites someone they touch, each tick. */
  bite: 0.2,
  /** Ticks from the bite to turning. */
  incubation: 10,
  ticks: 100,
  /** m a tick. */
  speed: { people: 1, turned: 0.8 },
  /** Each tick everyone turns by an angle uniform within this to either side, rad. */
  turn: Math.PI / 4,
} as const;

/**
 * Open places along the side in Hyosan. 21 makes them 15 m across, with which wanderers spread as the walkers of the
 * model do: those move by (1 + c) / (1 − c) = 19 m² a tick in the mean square, c = sin(45°) / 45° the mean cosine of a
 * turn; hopping over 15 m at the rate of those who leave a square, 4 v / (π 15 m), makes 4 v 15 m / π = 19 m² too.
 */
export const ACROSS = 21;

/** Ticks at which the bitten are counted. */
export const LOOKS = [20, 30, 40, 50, 60, 80, 100] as const;

/** What a run came to. */
export interface CrowdRun {
  /** Bitten by each of LOOKS. */
  readonly bitten: readonly number[];
  /** ms of CPU for all ticks, set-up excluded. */
  readonly cpu: number;
}

/** Runs the ticks one by one, `step` for each, and counts the bitten. */
export function clocked(step: () => void, bitten: () => number): CrowdRun {
  const counts: number[] = [];
  const before = process.cpuUsage();
  for (let tick = 1; tick <= CROWD.ticks; tick++) {
    step();
    if (LOOKS.some((look) => look === tick)) counts.push(bitten());
  }
  const { user, system } = process.cpuUsage(before);
  return { bitten: counts, cpu: (user + system) / 1e3 };
}

/**
 * Whether and when the authorities report a fact about a person: a function of the time of the fact, of draws at addresses of its
 * own, and of what the authorities have said. They report a share of all facts, after a delay; while they keep the outbreak to
 * themselves a smaller share, later, and what they have kept back once they admit it.
 */
import { log } from "../../base/exact.js";
import type { Random } from "../../base/random.js";
import { Draw } from "../../city/draws.js";
import type { Information } from "../../scenario/information.js";

/** Facts about a person that may be reported: the count of the draw of each. */
export const CASE = 0; // infected
export const FATE = 1; // turned, or half
export const DEATH = 2;

/** What must be known of the authorities' word. */
export interface Secrecy {
  /** s; Infinity: not yet. */
  readonly admittedAt: number;
  /** Whether they keep what happens at a time, s, to themselves; asked at that time or later. */
  hides(t: number): boolean;
}

/** Time at which a fact about a person that came to be at a time is reported, s; Infinity if it is not (yet known to be). */
export function reportedAt(
  random: Random,
  { record, policy }: Information,
  official: Secrecy,
  person: number,
  fact: number,
  at: number,
): number {
  if (at === Number.POSITIVE_INFINITY) return at;
  const chance = random.uniform(Draw.report, person, fact);
  const wait = -log(random.second());
  if (!official.hides(at)) return chance < record.share ? at + record.delay * wait : Number.POSITIVE_INFINITY;
  const { share, delay } = policy!.suppress;
  const secretly = chance < share ? at + delay * wait : Number.POSITIVE_INFINITY;
  const admitted = chance < record.share ? official.admittedAt + record.delay * wait : Number.POSITIVE_INFINITY;
  return Math.min(secretly, admitted);
}

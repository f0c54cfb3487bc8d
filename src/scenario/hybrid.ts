/** The part `hybrid` of a strain: what those half turned can do, their hunger, and how they keep or lose control. */
import { z } from "zod";
import { oneOf, shown, type Finding, type Path } from "./findings.js";
import { Duration, Probability, Rate } from "./quantities.js";
import type { Strain } from "./schema.js";

const Factor = z.number().min(0.1).max(100);

export const Hunger = z.strictObject({
  after: Duration.default(12 * 3600).describe("Time in which hunger rises from 0, when fed, to 1; it stays there"),
  fight: Probability.default(0.25).describe("What a fight takes off it"),
});

export const Control = z.strictObject({
  rate: Rate.default(0.5 / 3600).describe("Hazard of losing control when hunger is 1"),
  power: z.number().min(0).max(8).default(2).describe("The hazard goes with hunger to this power"),
  spell: Duration.default(600).describe("Mean time out of control, unless fed or held before (exponential)"),
  lost: Probability.default(0.1).describe("Probability that a spell that ends by itself ends among the turned"),
  becomes: z.string().optional().describe("State of those lost; the strain's first with conduct turned by default"),
});

export const Hybrid = z.strictObject({
  strength: Factor.default(3).describe("Strength as a factor on the person's own (with `fights`)"),
  speed: Factor.default(1.5).describe("Running speed as a factor on the person's own"),
  endurance: Factor.default(3).describe("Reserve as a factor on that of people (with `fights`)"),
  reach: Factor.default(1).describe("Reach out of control, as a factor on that of the attack law"),
  sight: z
    .int()
    .min(1)
    .max(2)
    .default(1)
    .describe("How many places away they see prey out of control: 1 as the turned do, 2 also behind the next place"),
  senses: z.number().min(1).max(10).default(2).describe("Range at which they hear, as a factor on that of people"),
  hunger: Hunger.default(() => Hunger.parse({})),
  control: Control.default(() => Control.parse({})),
  protect: Probability.default(0.9).describe("Probability that they fight for those they are tied to (with `fights`)"),
  defend: Probability.default(0.3).describe("Probability that they fight for others, or go where they hear an attack"),
  predators: Probability.default(0.05).describe(
    "Share of people who as hybrids care for nobody, the least loyal: they defend nobody, and hunt until they have fed",
  ),
  fear: Probability.default(0.5).describe("Probability that a stranger who sees what they are takes flight"),
});

export type Hybrid = z.output<typeof Hybrid>;

/** What a strain with hybrids must also satisfy. */
export function* hybridFindings({ hybrid, attack, states }: Strain, path: Path): Generator<Finding, void, undefined> {
  if (hybrid === undefined) return;
  const own = [...path, "hybrid"];
  const { hunger, control } = hybrid;
  if (hunger.after <= 0)
    yield { path: [...own, "hunger", "after"], expected: "more than 0", found: shown(hunger.after) };
  if (control.spell <= 0)
    yield { path: [...own, "control", "spell"], expected: "more than 0", found: shown(control.spell) };
  if (!Object.values(states).some(({ conduct }) => conduct === "hybrid")) {
    yield { path: own, expected: "a state with `conduct: hybrid`", found: "none", atKey: true };
  }
  if (attack?.law.kind !== "encounter") {
    const expected = "`attack` by encounter, since hybrids out of control attack";
    yield { path: own, expected, found: attack === undefined ? "none" : attack.law.kind, atKey: true };
  }
  const { becomes } = control;
  if (becomes === undefined) return;
  const turned = Object.keys(states).filter((name) => states[name]!.conduct === "turned");
  if (turned.includes(becomes)) return;
  yield {
    path: [...own, "control", "becomes"],
    expected: oneOf("turned state", turned, becomes),
    found: shown(becomes),
  };
}

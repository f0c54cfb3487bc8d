/** The part `fights` of a scenario: strength, arms, help and exhaustion, and how they decide an attack. */
import { z } from "zod";
import { shown, type Finding } from "./findings.js";
import { Duration, Probability } from "./quantities.js";
import type { Scenario } from "./schema.js";

const Factor = z.number().min(0.1).max(100);

/** What arms of a kind add. */
function weapon(strength: number, lethality: number) {
  return z
    .strictObject({
      strength: Factor.default(strength).describe("Factor on the strength of who fights with them"),
      lethality: Factor.default(lethality).describe("Factor on the weight of `attackerKilled` besides"),
    })
    .default({ strength, lethality });
}

/** Who has arms: by trade, or as the place has something that serves. */
export const Arms = z.strictObject({
  police: Probability.default(0.0016).describe("Share of workers who carry a firearm"),
  home: Probability.default(0.5).describe("Probability that someone at home has something to hand: a kitchen's knives"),
  hall: Probability.default(0.3).describe("The same in a hall: gym, cafeteria"),
  room: Probability.default(0.1).describe("The same in another room, corridor or stair"),
  outside: Probability.default(0.02).describe("The same anywhere else"),
  improvised: weapon(1.5, 2),
  firearm: weapon(3, 1.5),
  turn: Probability.default(0).describe(
    "Probability that someone with a firearm who is in flight stops to shoot when the turned come into sight",
  ),
  stand: Probability.default(0.8).describe("Probability that someone with a firearm stands and shoots rather than run"),
});

/** With what probability somebody present helps a victim under attack, by what they are to each other. */
export const Help = z.strictObject({
  family: Probability.default(0.6).describe("One of the household"),
  friend: Probability.default(0.3).describe("A friend: of the class, the office, the neighbourhood"),
  stranger: Probability.default(0.02).describe("Anyone else"),
  brave: z.number().min(1).default(2).describe("Factor on these for people of courage (`behaviour.courage`)"),
  most: z.int().min(0).max(8).default(3).describe("Most helpers who get at one attacker"),
  risk: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe("Weight with which a blow that goes home strikes a helper; the victim's is 1"),
});

export const Fights = z.strictObject({
  exponent: z
    .number()
    .min(0)
    .max(4)
    .default(1)
    .describe("Odds of a good outcome go with (strength of the defence / of the attacker) to this power"),
  turnedStrength: Factor.default(1).describe("Strength of the turned as a factor on the person's own"),
  concentration: z
    .number()
    .min(1)
    .max(2)
    .default(2)
    .describe("n who defend together count n to this power: 1 Lanchester's linear law, 2 his square law"),
  effort: Probability.default(0.2).describe("Share of a person's reserve that a fight of one attack takes"),
  weary: z.number().min(0).max(0.95).default(0.5).describe("Share of strength that is gone when the reserve is spent"),
  recovery: Duration.default(480).describe("Time constant with which a spent reserve comes back"),
  bout: Duration.default(4).describe("Mean time between the blows of someone who stands and fights (exponential)"),
  help: Help.default(() => Help.parse({})),
  arms: Arms.default(() => Arms.parse({})),
});

export type Fights = z.output<typeof Fights>;

/** What a scenario with fights must also satisfy. */
export function* fightFindings({ fights, strains }: Scenario): Generator<Finding, void, undefined> {
  if (fights === undefined) return;
  for (const key of ["recovery", "bout"] as const) {
    if (fights[key] <= 0) yield { path: ["fights", key], expected: "more than 0", found: shown(fights[key]) };
  }
  const laws = Object.values(strains).flatMap(({ attack }) => (attack === undefined ? [] : [attack.law.kind]));
  if (laws.includes("encounter")) return;
  const found = laws.length === 0 ? "no attacks" : laws.join(", ");
  yield {
    path: ["fights"],
    expected: "a strain with attacks by encounter, since fights are about them",
    found,
    atKey: true,
  };
}

/** The scenario's `groups`: how people shelter together, and what weighs when they decide. */
import { z } from "zod";
import type { Finding, Path } from "./findings.js";
import { Duration, Probability } from "./quantities.js";

const Amount = z.number().min(0);
const Weight = z.number().min(0);

/** What is in store, for people (homes) or for floor. */
function stock(water: number, food: number, each: string) {
  return z
    .strictObject({
      water: Amount.default(water).describe(`Mean person-days of water, ${each} (3 l a person and day)`),
      food: Amount.default(food).describe(`Mean person-days of food, ${each}`),
    })
    .default({ water, food });
}

export const Groups = z.strictObject({
  temperature: z
    .number()
    .positive()
    .default(1)
    .describe("Of the logit choice: the smaller, the more surely people choose what is best by the stated utilities"),
  weights: z
    .strictObject({
      tie: Weight.default(1).describe("Of a tie (3 family, 1.5 mate, 0.75 neighbour) at mean loyalty"),
      courage: Weight.default(1).describe("Between mean and greatest courage, or readiness to take risks"),
      loyalty: Weight.default(1).describe("Between mean and greatest loyalty, where no tie is concerned"),
      danger: Weight.default(2).describe("Of ln(1 + turned seen right outside)"),
      supplies: Weight.default(1.5).describe("Of supplies that have run out, and again for each day since"),
      bitten: Weight.default(4).describe("Of knowing that the person concerned is infected"),
    })
    .default({ tie: 1, courage: 1, loyalty: 1, danger: 2, supplies: 1.5, bitten: 4 })
    .describe("What counts how much in the utilities of MODEL.md, in units of the temperature's default"),
  barricade: z
    .strictObject({
      gain: z.number().min(0).default(0.5).describe("Seconds of strength that each person inside adds each second"),
      wear: z
        .number()
        .min(0)
        .default(0.1)
        .describe("Seconds of strength that each turned at the door takes off each second"),
      most: Duration.default(3600).describe("Most strength: mean time one turned person needs to break in"),
    })
    .default({ gain: 0.5, wear: 0.1, most: 3600 })
    .describe("Strength of a door held by a group; it begins with `behaviour.breaking`"),
  supplies: z
    .strictObject({
      home: stock(4.8, 16, "for each resident"),
      shop: stock(1, 2, "for each m² of a shop"),
      hall: stock(0.1, 0.5, "for each m² of a hall, such as a cafeteria"),
      room: stock(0.1, 0.02, "for each m² of any other room"),
    })
    .default(() => ({
      home: { water: 4.8, food: 16 },
      shop: { water: 1, food: 2 },
      hall: { water: 0.1, food: 0.5 },
      room: { water: 0.1, food: 0.02 },
    }))
    .describe("What is in store by kind of place; there is none in stairs and on roofs"),
  thirst: Duration.default(259_200).describe("Time without water after which nobody stays"),
  talk: Duration.default(43_200).describe(
    "Mean time until a group without water talks about leaving again (exponential)",
  ),
  showing: Probability.default(0.5).describe("Probability that a bite can be seen"),
  noticing: Duration.default(120).describe("Mean time until those inside notice a bite that can be seen (exponential)"),
  holding: Duration.default(20).describe(
    "Mean time for which someone who stays at a broken door holds it (exponential)",
  ),
});

export type Groups = z.output<typeof Groups>;

/** What no schema can say of groups. `attacks`: whether people flee from the turned; `breaking`: s. */
export function* groupFindings(
  groups: Groups,
  attacks: boolean,
  breaking: number,
): Generator<Finding, void, undefined> {
  const path = ["groups"];
  if (!attacks) {
    const found = "no strain whose attack is by encounter: nobody flees";
    yield { path, expected: "groups only where people shelter from attacks by encounter", found, atKey: true };
  }
  const { barricade, thirst, talk, noticing, holding } = groups;
  for (const [name, value] of Object.entries({ thirst, talk, noticing, holding })) {
    yield* positive(value, [...path, name]);
  }
  if (barricade.most < breaking) {
    const expected = `at least \`behaviour.breaking\` (${breaking} s), with which a door begins`;
    yield { path: [...path, "barricade", "most"], expected, found: `${barricade.most} s` };
  }
}

function* positive(value: number, path: Path): Generator<Finding, void, undefined> {
  if (value <= 0) yield { path, expected: "more than 0", found: `${value}` };
}

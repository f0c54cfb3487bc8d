/** The scenario's `cast`: named people, who they are among the residents, what they are like and to whom they are close. */
import { z } from "zod";
import { BUILDING_USES, ROLES } from "../city/city.js";
import { Probability } from "./quantities.js";

const Name = z.string().min(1);
const Years = z.int().min(0).max(255);

/** What people differ in, each as a rank from 0 to 1: the share of all people who have less of it. */
export const TRAITS = ["courage", "loyalty", "strength", "trust"] as const;
export type Trait = (typeof TRAITS)[number];

const rank = (what: string) =>
  Probability.optional().describe(`${what}: share of people who have less of it; drawn if left out`);

export const Traits = z.strictObject({
  courage: rank("Courage"),
  loyalty: rank("Loyalty to those one is tied to"),
  strength: rank("Strength of the body"),
  trust: rank("Trust in what the authorities say"),
} satisfies Record<Trait, unknown>);

/** What a resident must be to play one of the cast. Everything is optional. */
export const Member = z.strictObject({
  age: z
    .union([Years, z.tuple([Years, Years])], { error: "an age in years, or two: [16, 18]" })
    .optional()
    .describe("Completed years, or from and to"),
  sex: z.enum(["female", "male"]).optional(),
  role: z.enum(ROLES).optional().describe("What they do by day"),
  school: Name.optional().describe("Name of the school they spend the day in, as a pupil or at work"),
  work: Name.optional().describe("Name of the building they work in"),
  use: z.enum(BUILDING_USES).optional().describe("What the building is for that they spend the day in"),
  class: z
    .union([Name, z.strictObject({ of: Name.describe("Someone of the cast, named before") })], {
      error: 'the name of a room, or "{ of: … }" with someone of the cast',
    })
    .optional()
    .describe("Room they spend the day in: its name, or that of someone named before"),
  household: Name.optional().describe("Someone of the cast, named before, with whom they live"),
  zone: Name.optional().describe("Name or code of the zone they live in"),
  traits: Traits.default({}).describe("What they are like; everyone else is drawn"),
});

/** Kinds of tie between two of the cast. */
export const TIE_KINDS = ["friend", "family", "rival"] as const;

export const CastTie = z.strictObject({
  between: z.tuple([Name, Name]).describe("Two of the cast"),
  kind: z.enum(TIE_KINDS),
  strength: Probability.default(0.8).describe("How strong the tie is, from 0 to 1"),
});

export const Cast = z.strictObject({
  people: z.record(Name, Member).describe("Who they are, by name"),
  ties: z.array(CastTie).default([]).describe("Ties between them beside those that everyone has; each holds both ways"),
});

export type Cast = z.output<typeof Cast>;
export type Member = z.output<typeof Member>;

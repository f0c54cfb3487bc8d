/**
 * The part of a scenario in which the authorities act: a list of interventions as data. Each says what is done, when it is
 * ordered, how long it then takes to begin, where, and with what.
 */
import { z } from "zod";
import type { BuildingUse } from "../city/city.js";
import { Duration, Length, Probability, Rate } from "./quantities.js";

const Name = z.string().min(1);
const Age = z.int().min(0);

/** Numbers of the situation that an order can wait for. */
export const NUMBERS = [
  "infections", // residents who have been infected, whatever became of them, save those killed since
  "deaths", // residents who are dead, however they died
  "turned", // residents who are turned
  "reported", // residents whose infection the authorities have reported; needs `information`
  "convinced", // share of the residents still alive who are convinced of the outbreak, 0 to 1; needs `information`
] as const;

/** Uses of buildings that can be closed: those that people go to by day. */
export const CLOSABLE = [
  "kindergarten",
  "elementary",
  "middle",
  "high",
  "university",
  "hospital",
  "shop",
  "office",
  "station",
] as const satisfies readonly BuildingUse[];

/** In place of the name of a place: where the first person of the outbreak was infected. */
export const FIRST_CASE = "first case";

export const Where = z
  .strictObject({
    zones: z.array(Name).min(1).optional().describe("Names or codes of zones"),
    place: Name.optional().describe("Name of a place, or of a building with all its places"),
    around: Name.optional().describe(`Middle of a circle: name of a place or building, or "${FIRST_CASE}"`),
    within: Length.optional().describe("Radius of the circle"),
  })
  .describe("Where: zones, a place, or a circle; left out: the whole city");

const When = z
  .union(
    [
      z.strictObject({ at: Duration.describe("Time after the start") }),
      z.strictObject({
        number: z
          .enum(NUMBERS)
          .describe("Number of the situation: infections, deaths, turned, reported in persons, convinced as a share"),
        reaches: z.number().positive().describe("Value at which the order is given"),
        zones: z.array(Name).min(1).optional().describe("Counted among residents of these zones; all by default"),
      }),
      z.strictObject({ hand: z.literal(true).describe("Given by whoever runs the simulation, by name") }),
    ],
    { error: "a trigger: { at: 2 h }, { number: infections, reaches: 50 } or { hand: true }" },
  )
  .describe("When it is ordered");

const common = {
  name: Name.describe("Name of the intervention: in the table of interventions, and to order it by hand"),
  when: When,
  delay: Duration.default(0).describe("Time from the order until it begins"),
  area: Where.default({}),
};
const lasting = {
  lasts: Duration.optional().describe("Time it is in force; to the end of the run by default"),
  ends: Duration.optional().describe("Time after the start at which it ends, instead of `lasts`"),
};

const TIME_OF_DAY = 'a time of day such as "22:00"';
/** "22:30" → s after midnight. */
const TimeOfDay = z
  .string({ error: TIME_OF_DAY })
  .meta({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", examples: ["22:00"], description: "Local time of day" })
  .transform((text, context): number => {
    const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
    if (found !== null) return Number(found[1]) * 3600 + Number(found[2]) * 60;
    context.addIssue({ code: "custom", message: TIME_OF_DAY, input: text });
    return z.NEVER;
  });

const compliance = (share: number) =>
  Probability.default(share).describe("Probability that someone of average obedience complies");
const inspection = {
  sensitivity: Probability.default(0.7).describe("Probability that someone infected, not yet turned, is found"),
  falseAlarms: Probability.default(0.02).describe("Probability that someone who is not infected is taken for it"),
};

const Broadcast = z.strictObject({
  do: z.literal("broadcast"),
  ...common,
  ...lasting,
  compliance: compliance(0.3),
});
const Shelter = z.strictObject({ do: z.literal("shelter"), ...common, ...lasting, compliance: compliance(0.7) });
const Curfew = z.strictObject({
  do: z.literal("curfew"),
  ...common,
  ...lasting,
  from: TimeOfDay.describe("Time of day from which nobody may set out"),
  to: TimeOfDay.describe("Time of day until which nobody may set out"),
  compliance: compliance(0.9),
});
const Closure = z.strictObject({
  do: z.literal("closure"),
  ...common,
  ...lasting,
  uses: z
    .array(z.enum(CLOSABLE))
    .min(1)
    .default(["kindergarten", "elementary", "middle", "high"])
    .describe("Uses of the buildings in the area that are closed; nobody sets out for them"),
});
const Evacuation = z.strictObject({
  do: z.literal("evacuation"),
  ...common,
  ...lasting,
  to: Name.optional().describe("Place or building people go to; left out: the nearest public room outside the area"),
  compliance: compliance(0.6),
});
const Cordon = z.strictObject({
  do: z.literal("cordon"),
  ...common,
  ...lasting,
  checkpoints: z
    .strictObject({
      count: z.int().min(0).default(0).describe("Streets across the cordon that stay open, the widest ones"),
      every: Duration.default(6).describe("Time an inspection takes; one person at a time, each way"),
      patience: Duration.default(600).describe(
        "Longest wait for an inspection: who comes to a longer one is turned back",
      ),
      ...inspection,
    })
    .prefault({}),
});
const Sweep = z.strictObject({
  do: z.literal("sweep"),
  ...common,
  squads: z.int().min(1).default(2).describe("Number of squads, each with its part of the area's streets"),
  size: z.int().min(1).default(6).describe("People in a squad"),
  fire: Rate.default(0.2).describe("Shots each of them fires at the turned in the same place"),
  hit: Probability.default(0.3).describe("Probability that a shot kills"),
  fighting: z
    .number()
    .min(0)
    .default(10)
    .describe("Factor on the weight of `attackerKilled` when one of them is attacked"),
});
const Airlift = z.strictObject({
  do: z.literal("airlift"),
  ...common,
  ...lasting,
  from: Name.describe("Place people are lifted from"),
  seats: z.int().min(1).default(12).describe("Seats of a helicopter"),
  every: Duration.default(600).describe("Time from one landing to the next"),
  ...inspection,
});
const Triage = z.strictObject({
  do: z.literal("triage"),
  ...common,
  ...lasting,
  seek: Probability.default(0.5).describe("Probability that someone bitten makes for the nearest hospital"),
  recognised: Probability.default(0.8).describe(
    "Probability that someone bitten who has come there is held in its locked ward",
  ),
  beds: z.int().min(0).default(20).describe("People one hospital takes in, in all"),
});
const Bombing = z.strictObject({
  do: z.literal("bombing"),
  ...common,
  heard: Length.default(1000).describe("Distance from what is destroyed within which people may take flight"),
});
const Vaccination = z.strictObject({
  do: z.literal("vaccination"),
  ...common,
  ...lasting,
  doses: z.int().min(1).describe("Doses a day, given evenly day and night"),
  efficacy: Probability.describe("Probability that a dose makes immune"),
  age: z.tuple([Age, Age]).optional().describe("Only people from and to these ages, completed years"),
  cures: z.boolean().default(false).describe("It also makes those immune who are infected and have not turned"),
});

/** Everything the authorities can do. */
export const Intervention = z.discriminatedUnion("do", [
  Broadcast,
  Shelter,
  Curfew,
  Closure,
  Evacuation,
  Cordon,
  Sweep,
  Airlift,
  Triage,
  Bombing,
  Vaccination,
]);
export type Intervention = z.output<typeof Intervention>;
export type Where = z.output<typeof Where>;
export type SituationNumber = (typeof NUMBERS)[number];

/** States that interventions put people into; they stand after those of the strains, where the scenario needs them. */
export const AUTHORITY_STATES = ["bombed", "evacuated", "vaccinated"] as const;

/** The kinds of intervention. */
export const INTERVENTIONS = Intervention.options.map(({ shape }) => shape.do.value);

export const Authority = z.array(Intervention);

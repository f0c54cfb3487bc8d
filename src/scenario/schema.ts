/**
 * The scenario file. One declaration gives the check, the TypeScript type, the editors' JSON Schema and the docs.
 * Numbers with a dimension carry their unit in the file ("36 h", "2.5 m/s") and are SI in the parsed scenario.
 */
import { z } from "zod";
import { BUILDING_USES, PLACE_KINDS, ROLES } from "../city/city.js";
import { Fights } from "./fights.js";
import { Hybrid } from "./hybrid.js";
import { Noise } from "./noise.js";
import { Mutation } from "./mutation.js";
import { Cast } from "./cast.js";
import { Continue } from "./continue.js";
import { Information } from "./information.js";
import { Groups } from "./groups.js";
import { BUILT_IN, FEWEST_GENERATED, MOST_PEOPLE } from "./made-cities.js";
import { Authority } from "./authority.js";
import { Area, Duration, Length, LocalTime, Probability, Rate, Speed } from "./quantities.js";

const Name = z.string().min(1);
const Count = z.int().min(0);
const Positive = z.number().positive();

/** Most people along one side of a lattice, so that it has no more than `MOST_PEOPLE`. */
const MOST_SIDE = 4_000;
const People = z.int().max(MOST_PEOPLE);

/** Law of the time spent in a state. */
export const Dwell = z.union(
  [
    z.strictObject({ fixed: Duration }),
    z.strictObject({ exponential: z.strictObject({ mean: Duration }) }),
    z.strictObject({ gamma: z.strictObject({ mean: Duration, shape: Positive }) }),
    z.strictObject({ lognormal: z.strictObject({ median: Duration, sigma: Positive }) }),
    z.strictObject({ uniform: z.strictObject({ from: Duration, to: Duration }) }),
  ],
  { error: "a law of time such as { fixed: 36 h } (or exponential, gamma, lognormal, uniform)" },
);

/** What someone in a state is and does. */
export const CONDUCTS = ["person", "turned", "hybrid", "dead", "gone"] as const;
export const Conduct = z.enum(CONDUCTS);

/** What differs for people of some ages in a state. */
export const AgeBand = z.strictObject({
  age: z.tuple([Count, Count]).describe("From and to, completed years"),
  dwell: Dwell.optional().describe("Law of the time spent here; the state's by default"),
  next: z.record(Name, Probability).optional().describe("State after this one; the state's by default"),
});

export const State = z.strictObject({
  label: z.string().optional().describe("Word shown to readers; the state's name by default"),
  conduct: Conduct.default("person").describe("person, turned (attacks), hybrid (ignored by the turned), dead, gone"),
  infectiousness: z.number().min(0).default(0).describe("Factor on the strain's contact rate while in this state"),
  susceptibility: z
    .union([Probability, z.record(Name, Probability)], {
      error: "a probability from 0 to 1, or one for each strain, such as { wild: 0, escape: 0.5 }",
    })
    .default(0)
    .describe(
      "Probability that an infecting contact or bite takes, while in this state; by strain, 0 for those not named",
    ),
  dwell: Dwell.optional().describe("Law of the time spent here; left out: the state is final"),
  next: z.record(Name, Probability).optional().describe("State after this one, by probability; must sum to 1"),
  byAge: z.array(AgeBand).optional().describe("What is otherwise for people of some ages"),
});

/** What one attack leads to; weights sum to 1. */
export const Outcomes = z.strictObject({
  bitten: Probability.describe("the victim is infected"),
  escaped: Probability.default(0).describe("nothing happens"),
  attackerKilled: Probability.default(0),
  victimKilled: Probability.default(0),
});

/** Exponents of the reach of an attacker. */
export const ReachBy = z.strictObject({
  height: z.number().min(0).max(4).default(1).describe("Reach goes with body height, by age and sex, to this power"),
  strength: z.number().min(0).max(4).default(0).describe("Reach goes with the person's own strength to this power"),
});

export const Attack = z.strictObject({
  law: z
    .discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("encounter"),
        reach: Length.default(1).describe("Distance at which a turned person can seize someone"),
        speed: Speed.default(2).describe("Relative speed of attacker and victim in a place"),
        handling: Duration.describe("Time one attack occupies the attacker"),
        reachBy: ReachBy.optional().describe(
          "How reach differs between attackers: `reach` is that of a man of 25–35, others' is that times these powers",
        ),
      }),
      z.strictObject({
        kind: z.literal("pair-rate"),
        rate: Rate.describe("Attacks per turned and attackable person who are in one place (mass action)"),
      }),
      z.strictObject({
        kind: z.literal("edge-rate"),
        rate: Rate.describe("Attacks per turned and attackable person who are behind one door of each other"),
      }),
    ])
    .describe("How often the turned attack"),
  outcomes: Outcomes,
});

/** Rates of effective contact by setting (in cities); 0 where left out. */
export const ContactRates = z.strictObject({
  household: Rate.default(0).describe("While at home: with one of the others of the household, if at home"),
  class: Rate.default(0).describe("Pupils and students in their room: with one of the others of the room, if there"),
  workplace: Rate.default(0).describe("Workers in their room: with one of the others of the room, if there"),
  community: Rate.default(0).describe("From 07:00 to 22:00: with any other resident of the zone one lives in"),
});

/** Transmission without attack: effective contacts made by the infectious, as a Poisson stream. */
export const Contact = z.strictObject({
  rate: Rate.optional().describe(
    "Contacts per infectious person and time (times the state's infectiousness), in whatever place; or give `rates`",
  ),
  rates: ContactRates.optional().describe("The same by setting, in a city; instead of `rate`"),
  among: z
    .enum(["place", "edges"])
    .default("place")
    .describe("place: anyone in the same place, uniformly; edges: someone behind a uniformly chosen door"),
  dispersion: Positive.optional().describe(
    "k: each person's rate has a factor of their own, gamma with mean 1 and shape k; left out: the same for all",
  ),
});

export const Strain = z.strictObject({
  label: z.string().optional().describe("Name shown to readers; the strain's name by default"),
  base: Name.optional().describe("Strain of which this is a variant: it has all of its parts that are not given here"),
  entry: Name.describe("State an infected person enters"),
  attack: Attack.optional(),
  contact: Contact.optional(),
  hybrid: Hybrid.optional().describe("Powers, hunger and control of its hybrids; left out: they only are left alone"),
  mutation: Mutation.optional().describe("How it mutates as it is passed on"),
  states: z.record(Name, State).describe("Course of the infection: its states, by name"),
});

/** How people and the turned behave; the defaults are those of MODEL.md. */
export const Behaviour = z.strictObject({
  reaction: Duration.default(2).describe("Mean time from seeing danger, or prey, to acting (exponential)"),
  runningSpeed: Speed.default(3.8).describe("Running speed of a 20-year-old; falls with age as walking speed does"),
  endurance: Duration.default(120).describe("Time a person can run before slowing to a fast walk"),
  turnedSpeed: z
    .number()
    .positive()
    .default(0.9)
    .describe("Speed of the turned as a factor on the person's running speed"),
  memory: Duration.default(30).describe("How long the turned follow a trail seen or heard"),
  wandering: Duration.default(300).describe(
    "Mean time the turned wander without stimulus before they go dormant (exponential)",
  ),
  screamRadius: Length.default(60).describe("Distance over which an attack is heard, along streets and through doors"),
  wall: Length.default(20).describe("Distance by which a private door or shut door shortens the range of a noise"),
  heed: Probability.default(0.5).describe("Probability that someone who hears an attack takes it as danger"),
  hide: Probability.default(0.7).describe(
    "Probability that someone alarmed in a room without turned hides there rather than run",
  ),
  breaking: Duration.default(600).describe("Mean time one turned person needs to break a shut door (exponential)"),
  calm: Duration.default(21600).describe(
    "Mean time in hiding until someone looks out and, if no turned are in sight, goes home (exponential)",
  ),
  courage: Probability.default(0.15).describe("Probability that a person is one to stand and fight when attacked"),
  fighting: z.number().min(0).default(4).describe("Factor on the weight of `attackerKilled` if the victim fights"),
});

/** Who is infected at the start, or later by hand. */
export const Seeding = z.strictObject({
  strain: Name.describe("Strain they are infected with"),
  count: z.int().min(1).default(1).describe("Number of people"),
  state: Name.optional().describe("State entered; the strain's entry by default"),
  at: Duration.default(0).describe("Time after the start"),
  where: z
    .strictObject({
      place: z.string().optional().describe("Name of a place, or of a building"),
      kind: z.enum(PLACE_KINDS).optional(),
      use: z.enum(BUILDING_USES).optional().describe("Use of the building"),
      zone: z.string().optional().describe("Name or code of a zone"),
    })
    .default({})
    .describe("Where they are at that time; anywhere by default"),
  who: z
    .strictObject({
      role: z.enum(ROLES).optional(),
      age: z.tuple([Count, Count]).optional().describe("From and to, completed years"),
      name: Name.optional().describe("One of the cast"),
    })
    .default({}),
});

export const InlineRoom = z.strictObject({
  people: People.min(1),
  area: Area.default(100),
});

export const InlineGraph = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("chain"), people: People.min(1), periodic: z.boolean().default(false) }),
  z.strictObject({
    kind: z.literal("lattice"),
    side: z.int().min(2).max(MOST_SIDE),
    periodic: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("random-regular"), people: People.min(2), degree: z.int().min(1) }),
  z.strictObject({ kind: z.literal("edges"), people: People.min(1), edges: z.array(z.tuple([Count, Count])) }),
]);

const Generate = z.strictObject({
  generate: z.strictObject({
    name: z
      .enum(BUILT_IN)
      .optional()
      .describe("Which town: hyosan (the default) or seoul, whose districts are real (at least 10,000 people)"),
    people: People.min(FEWEST_GENERATED).default(120_000),
    seed: Count.default(1),
  }),
});

/** Several cities in one world, from west to east. */
const Join = z.strictObject({
  join: z.strictObject({
    cities: z
      .array(z.union([z.enum(BUILT_IN), Generate], { error: "hyosan, seoul, or { generate: … }" }))
      .min(2)
      .max(8)
      .describe("The cities, from west to east"),
    distance: Length.default(60_000).describe("Between the main stations of one city and the next"),
    headway: Duration.default(1200).describe("Between trains of the railway that joins them"),
    commuters: Count.default(400).describe("People of each city who work in the next one, and as many the other way"),
  }),
});

export const CitySource = z.union(
  [
    z.string().min(1).describe("Name of a built-in city, or a .city file (relative to the scenario file)"),
    Generate,
    Join,
    z.strictObject({ room: InlineRoom }),
    z.strictObject({ graph: InlineGraph }),
  ],
  { error: "a city: its name, a .city file, or one of { generate: … }, { join: … }, { room: … }, { graph: … }" },
);

/** A city given in the scenario itself, without households, schools or zones: a room or a graph. */
export type InlineCity = Extract<z.output<typeof CitySource>, { room: unknown } | { graph: unknown }>;

/** Whether a city is a room or a graph. */
export function isInline(city: z.output<typeof CitySource>): city is InlineCity {
  return typeof city === "object" && ("room" in city || "graph" in city);
}

export const Scenario = z.strictObject({
  name: Name.describe("Short name, used for the run's folder"),
  title: z.string().optional().describe("Title for readers"),
  description: z.string().optional().describe("What happens, in a sentence or two"),
  city: CitySource.describe("Where it happens"),
  people: People.min(FEWEST_GENERATED)
    .optional()
    .describe("Residents of the generated city: short for city.generate.people, and wins over it"),
  seed: Count.default(1).describe("Of all random draws"),
  start: LocalTime.default("2021-10-29T08:00").describe(
    "Local date and time at which the clock starts, e.g. 2021-10-29 08:00",
  ),
  until: Duration.describe("Simulated time after which the run ends"),
  stop: z
    .strictObject({
      extinction: z.boolean().default(true).describe("End when nobody is infected, turned or can still change state"),
      cases: z.int().min(1).optional().describe("End with the n-th infection"),
    })
    .default({ extinction: true }),
  strains: z.record(Name, Strain).describe("What spreads, by name"),
  outbreak: z.array(Seeding).describe("Who is infected at the start or later by hand"),
  immune: Probability.default(0).describe("Share of people, drawn at random, who cannot be infected from the start"),
  behaviour: Behaviour.default(() => Behaviour.parse({})),
  continue: Continue.optional().describe("The earlier run whose end this one begins from"),
  fights: Fights.optional().describe("Strength, arms, help and exhaustion decide attacks; left out: all are equal"),
  noise: Noise.optional().describe("Shots, alarms, broadcasts; left out: their defaults, no alarms, no fading"),
  cast: Cast.optional().describe("Named people among the residents, whose whole course is recorded"),
  information: Information.optional().describe("What people know of it, and how they come to know; left out: nothing"),
  groups: Groups.optional().describe(
    "People who shelter together: supplies, barricades, decisions; nobody does by default",
  ),
  authority: Authority.optional().describe("What the authorities do about it"),
  record: z
    .strictObject({
      series: Duration.default(600).describe("Time between rows of the series table"),
      events: z.boolean().default(true),
      transmissions: z.boolean().default(true),
    })
    .default({ series: 600, events: true, transmissions: true }),
});

export type Scenario = z.output<typeof Scenario>;
export type Strain = z.output<typeof Strain>;
export type State = z.output<typeof State>;
export type AgeBand = z.output<typeof AgeBand>;
export type Dwell = z.output<typeof Dwell>;
export type Seeding = z.output<typeof Seeding>;
export type Behaviour = z.output<typeof Behaviour>;
export type Conduct = (typeof CONDUCTS)[number];

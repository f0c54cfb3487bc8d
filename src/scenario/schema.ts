/**
 * The scenario file. One declaration gives the check, the TypeScript type, the editors' JSON Schema and the docs.
 * Numbers with a dimension carry their unit in the file ("36 h", "2.5 m/s") and are SI in the parsed scenario.
 */
import { z } from "zod";
import { BUILDING_USES, PLACE_KINDS, ROLES } from "../city/city.js";
import { Authority } from "./authority.js";
import { Area, Duration, Length, LocalTime, Probability, Rate, Speed } from "./quantities.js";

const Name = z.string().min(1);
const Count = z.int().min(0);
const Positive = z.number().positive();

/** Most people of a city made for a scenario: what one computer can hold. */
export const MOST_PEOPLE = 20_000_000;
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

export const State = z.strictObject({
  label: z.string().optional().describe("Word shown to readers; the state's name by default"),
  conduct: Conduct.default("person").describe("person, turned (attacks), hybrid (ignored by the turned), dead, gone"),
  infectiousness: z.number().min(0).default(0).describe("Factor on the strain's contact rate while in this state"),
  susceptibility: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("Probability that an infecting contact takes, while in this state"),
  dwell: Dwell.optional().describe("Law of the time spent here; left out: the state is final"),
  next: z.record(Name, Probability).optional().describe("State after this one, by probability; must sum to 1"),
});

/** What one attack leads to; weights sum to 1. */
export const Outcomes = z.strictObject({
  bitten: Probability.describe("the victim is infected"),
  escaped: Probability.default(0).describe("nothing happens"),
  attackerKilled: Probability.default(0),
  victimKilled: Probability.default(0),
});

export const Attack = z.strictObject({
  law: z
    .discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("encounter"),
        reach: Length.default(1).describe("Distance at which a turned person can seize someone"),
        speed: Speed.default(2).describe("Relative speed of attacker and victim in a place"),
        handling: Duration.describe("Time one attack occupies the attacker"),
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
});

export const Strain = z.strictObject({
  label: z.string().optional().describe("Name shown to readers; the strain's name by default"),
  entry: Name.describe("State an infected person enters"),
  attack: Attack.optional(),
  contact: Contact.optional(),
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

/** Fewest residents of a generated city: with less it has no working town. */
export const FEWEST_GENERATED = 100;

export const CitySource = z.union(
  [
    z.string().min(1).describe("Name of a built-in city, or a .city file (relative to the scenario file)"),
    z.strictObject({
      generate: z.strictObject({
        name: z
          .enum(["hyosan", "seoul"])
          .optional()
          .describe("Which town: hyosan (the default) or seoul, whose districts are real (at least 10,000 people)"),
        people: People.min(FEWEST_GENERATED).default(120_000),
        seed: Count.default(1),
      }),
    }),
    z.strictObject({ room: InlineRoom }),
    z.strictObject({ graph: InlineGraph }),
  ],
  { error: "a city: its name, a .city file, or one of { generate: … }, { room: … }, { graph: … }" },
);

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
export type Dwell = z.output<typeof Dwell>;
export type Seeding = z.output<typeof Seeding>;
export type Behaviour = z.output<typeof Behaviour>;
export type Conduct = (typeof CONDUCTS)[number];

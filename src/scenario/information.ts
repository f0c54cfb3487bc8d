/** What people know of the outbreak, and how they come to know: the part `information` of the scenario file. */
import { z } from "zod";
import { Duration, Probability, Rate } from "./quantities.js";

/** What someone holds to be true. */
export const BELIEFS = ["unaware", "rumour", "convinced"] as const;

export const RUMOUR_MODELS = ["maki-thompson", "daley-kendall"] as const;
export const STANCES = ["tell", "silent", "deny"] as const;

const Beginning = z.strictObject({
  at: Duration.default(0).describe("Time after the start"),
  count: z.int().min(1).default(1).describe("Number of people, drawn at random"),
  belief: z.enum(["rumour", "convinced"]).default("rumour").describe("What they believe from then on"),
  zone: z.string().optional().describe("Name or code of the zone they live in; any by default"),
});

const Crowd = z.strictObject({
  model: z
    .enum(RUMOUR_MODELS)
    .default("maki-thompson")
    .describe("Who stops telling when a teller meets someone who knows: the teller, or also the other if a teller"),
  rate: Rate.describe("People a teller meets and talks to per time"),
  tell: Probability.default(1).describe("Probability that someone who has not heard takes it in when told"),
  stifle: Probability.default(1).describe("Probability that a teller who meets someone who knows stops telling"),
  convinces: Probability.default(0).describe("Probability that someone who takes it in is convinced at once"),
  abroad: Probability.default(0).describe(
    "Share of meetings in the zone where one works or learns; the rest in the zone where one lives",
  ),
  forget: Duration.optional().describe("Mean time after which a teller stops by themselves (exponential); never"),
});

const Tie = (calls: number, convinces: number) =>
  z
    .strictObject({
      calls: Probability.default(calls).describe("Probability that someone who is convinced calls such a person"),
      convinces: Probability.default(convinces).describe("Probability that such a call convinces; else it is a rumour"),
    })
    .default({ calls, convinces });

const Calls = z.strictObject({
  delay: z
    .strictObject({ median: Duration.default(600), sigma: z.number().min(0).default(1) })
    .default({ median: 600, sigma: 1 })
    .describe("Time from being convinced to a call (log-normal)"),
  leastAge: z
    .int()
    .min(0)
    .max(122)
    .default(7)
    .describe("Age in years below which nobody calls or is called: small children have no phone"),
  family: Tie(0.9, 0.6),
  mate: Tie(0.3, 0.25),
  neighbour: Tie(0.3, 0.25),
});

const Trust = z.strictObject({
  mean: Probability.default(0.6).describe("Mean probability that a person believes an official word"),
  spread: Probability.default(0.3).describe("Half the width of the uniform law of that probability over people"),
  loss: Probability.default(0.4).describe("Factor on it for those who have heard otherwise after an official denial"),
});

const Policy = z.strictObject({
  stance: z
    .enum(STANCES)
    .default("tell")
    .describe("tell: warn once they know; silent: say nothing; deny: say that there is nothing"),
  review: Duration.default(900).describe("Time between looks at the situation"),
  notice: z.int().min(1).default(10).describe("People infected or killed from which the authorities know of it"),
  broadcast: z
    .strictObject({
      reach: Probability.default(0.9).describe("Probability that someone hears an official word"),
      delay: Duration.default(600).describe("Mean time until they do (exponential)"),
    })
    .default({ reach: 0.9, delay: 600 }),
  suppress: z
    .strictObject({
      share: Probability.default(0.1).describe("Share of cases that are reported all the same"),
      delay: Duration.default(43200).describe("Mean time until they are (exponential)"),
    })
    .default({ share: 0.1, delay: 43200 })
    .describe("Reports while the authorities are silent or deny"),
  leak: z
    .strictObject({
      rate: Rate.default(1e-3 / 3600).describe("Hazard of a leak for each person who is convinced"),
      reach: Probability.default(0.3).describe("Share of people who come to hear of a leak"),
      convinces: Probability.default(0.3).describe("Probability that it convinces one of them; else it is a rumour"),
    })
    .default({ rate: 1e-3 / 3600, reach: 0.3, convinces: 0.3 }),
  collapse: Probability.default(0.1).describe("Share of people who know better from which the authorities admit it"),
});

const PublicRecord = z.strictObject({
  share: Probability.default(0.8).describe("Share of cases and of fates that the authorities come to report"),
  delay: Duration.default(7200).describe("Mean time until they do (exponential)"),
  missing: Duration.default(21600).describe("Mean time until someone is missed by those close to them (exponential)"),
  error: Probability.default(0.05).describe("Probability that a reported fate is wrong"),
});

const Effects = z.strictObject({
  heed: Probability.default(0.95).describe(
    "Convinced: probability to take an attack heard at its source as danger; other noises in proportion to `behaviour.heed`",
  ),
  reaction: z.number().positive().default(0.5).describe("Convinced: factor on the time to react to danger"),
  hide: Probability.default(0.9).describe("Convinced: probability to hide where one can rather than run"),
  shelter: Probability.default(0.7).describe(
    "Share of people who, once convinced, set out for no work, school or shop any more",
  ),
  caution: z.number().min(0).max(1).default(1).describe("Heard of it: factor on the susceptibility to contacts"),
});

export const Information = z.strictObject({
  begins: z.array(Beginning).default([]).describe("Who hears of it without having seen anything"),
  crowd: Crowd.optional().describe("Rumour passed on by word of mouth"),
  calls: Calls.optional().describe("Calls of the convinced to those close to them"),
  trust: Trust.default(() => Trust.parse({})).describe("Trust in the official word"),
  policy: Policy.optional().describe("What the authorities say"),
  record: PublicRecord.default(() => PublicRecord.parse({})).describe("What is publicly known of cases and fates"),
  effects: Effects.default(() => Effects.parse({})).describe("What people do otherwise who know"),
});

export type Information = z.output<typeof Information>;

import { NONE } from "../../src/base/columns.js";
import { type Experiment, meanOf } from "../experiment.js";
import { replicate, strainsInRoom, traced } from "../worlds.js";

const PEOPLE = 100_000;
const SEEDS = 200;
/** Share of the room that is infected before the last of the seeds have recovered, at most: contacts in vain. */
const DEPLETION = 0.015;

/** Shares of carriers, their infectiousness, durations, contact rate; R0 and the share of infections by carriers. */
const ROWS = [
  { p: 0.4, relative: 0.5, ill: 5, carrying: 5, rate: 0.5, r0: 2, theta: 0.25 },
  { p: 0.3, relative: 1, ill: 2, carrying: 10, rate: 0.4, r0: 1.76, theta: 0.6818 },
];

export const carriers: Experiment = {
  id: "E39",
  name: "Carriers without symptoms: R0 and their share of infections",
  source: "Fraser et al. 2004, PNAS 101, 6146: R0 = β((1 − p) D_s + p·r·D_a), θ = the second part of it",
  setup: `one room of ${PEOPLE}, ${SEEDS} seeds, fixed durations; infections by the seeds`,
  replicates: { full: 40, quick: 4 },
  run: (replicates) =>
    ROWS.flatMap(({ p, relative, ill, carrying, rate, r0, theta }) => {
      const states = {
        latent: { dwell: { fixed: "0.001 s" }, next: { ill: 1 - p, carrier: p } },
        ill: { infectiousness: 1, dwell: { fixed: `${ill} s` }, next: { recovered: 1 } },
        carrier: { infectiousness: relative, dwell: { fixed: `${carrying} s` }, next: { over: 1 } },
        recovered: {},
        over: { label: "recovered without symptoms" },
      };
      const until = Math.max(ill, carrying) + 0.01;
      const strain = { entry: "latent", contact: { rate: `${rate} /s` }, states };
      const seeds = [{ strain: "mild", count: SEEDS, state: "latent" }];
      const scenario = strainsInRoom(PEOPLE, { mild: strain }, seeds, { until });
      const runs = replicate(replicates, (n) => {
        const { sim, infections } = traced(scenario, n);
        const first = new Set(infections.flatMap(({ person, other }) => (other === NONE ? [person] : [])));
        const by = infections.flatMap(({ other }) => (first.has(other) ? [sim.states[sim.stateOf(other)]!.name] : []));
        return { all: by.length / SEEDS, byCarriers: by.filter((name) => name === "over").length / by.length };
      });
      const name = `p ${p}, r ${relative}, D ${ill} and ${carrying}`;
      return [
        meanOf(
          `${name}: R0`,
          r0,
          runs.map(({ all }) => all),
          DEPLETION * r0,
        ),
        meanOf(
          `${name}: share by carriers`,
          theta,
          runs.map(({ byCarriers }) => byCarriers),
          0.02 * theta,
        ),
      ];
    }),
};

/**
 * The crowd in Hyosan: open places of equal area on a torus, people who wander from one to the next as their routine,
 * attacks in each place at the model's rate. Nobody has a position inside a place: everyone meets everyone there.
 */
import { cityFromGraph } from "../../src/builder/inline.js";
import type { City } from "../../src/city/city.js";
import { Routine } from "../../src/city/routine.js";
import { Simulation } from "../../src/model/simulation.js";
import { loadScenario } from "../../src/scenario/load.js";
import { ACROSS, CROWD, type CrowdRun, clocked } from "./model.js";

/** m across a place. */
const SIDE = CROWD.side / ACROSS;
/** Purpose of the draws of wandering: one the engine does not use. */
const WANDERING = 90;

/**
 * Attacks of one turned person on one other in the same place, 1/s. Where people stand at random, the turned who touch
 * someone in a tick are Poisson with mean π reach² × their density, each bites with probability p, so that nobody does
 * with probability exp(−p π reach² × density): a rate, exactly.
 */
const PAIR_RATE = (CROWD.bite * Math.PI * CROWD.reach * CROWD.reach) / (SIDE * SIDE);

const SCENARIO = `
name: crowd
city: { graph: { kind: lattice, side: ${ACROSS}, periodic: true } }
until: ${CROWD.ticks} s
stop: { extinction: false }
strains:
  bite:
    entry: incubating
    attack:
      law: { kind: pair-rate, rate: ${PAIR_RATE} /s }
      outcomes: { bitten: 1, escaped: 0, attackerKilled: 0, victimKilled: 0 }
    states:
      incubating: { dwell: { fixed: ${CROWD.incubation} s }, next: { turned: 1 } }
      turned: { conduct: turned }
outbreak: [{ strain: bite, state: turned, count: ${CROWD.turned} }]
`;

/** The lattice's places, made larger, with all the people spread evenly over them. */
function crowdCity(): City {
  const people = CROWD.people;
  const lattice = cityFromGraph({ kind: "lattice", side: ACROSS, periodic: true }, "bench");
  const places = lattice.places.kind.length;
  lattice.places.area.fill(SIDE * SIDE);
  const everybody = Uint32Array.from({ length: people }, (_, person) => person);
  const one = <T extends Uint8Array | Uint32Array>(column: T): T => {
    const Columns = column.constructor as new (length: number) => T;
    return new Columns(people).fill(column[0]!) as T;
  };
  const { age, sex, role, anchor } = lattice.people;
  return {
    ...lattice,
    people: { age: one(age), sex: one(sex), role: one(role), anchor: one(anchor), household: everybody },
    households: { home: everybody.map((person) => person % places), shop: one(lattice.households.shop) },
    householdStart: Uint32Array.from({ length: people + 1 }, (_, person) => person),
    zones: { ...lattice.zones, residents: Uint32Array.of(people) },
    registerStart: Uint32Array.of(0, people),
    register: everybody,
  };
}

/** A routine without goals: everyone stays in a place for an exponential time, then goes to one beside it. */
class Wandering extends Routine {
  private readonly crossings = new Uint32Array(CROWD.people);

  constructor(private readonly simulation: Simulation) {
    super(simulation.city, simulation.world.random, "2021-10-29T08:00");
  }

  /** Sends everyone on their way; the first change of place is due after an exponential time, as all later ones. */
  start(): void {
    const { world } = this.simulation;
    for (let person = 0; person < CROWD.people; person++) world.actAt(person, world.now + this.stayFor(person));
  }

  override at(person: number, t: number): void {
    const { city, occupancy, random } = this.simulation.world;
    const stay = this.stayFor(person);
    const here = occupancy.place[person]!;
    const first = city.doorStart[here]!;
    const doors = city.doorStart[here + 1]! - first;
    this.place = city.doors.to[first + Math.floor(random.second() * doors)]!;
    this.until = t + stay;
  }

  /** s; leaves a second, independent uniform behind. */
  private stayFor(person: number): number {
    const { simulation } = this;
    const turned = simulation.states[simulation.stateOf(person)]!.conduct === "turned";
    const leaving = (4 * (turned ? CROWD.speed.turned : CROWD.speed.people)) / (Math.PI * SIDE);
    const stay = simulation.world.random.exponential(WANDERING, person, this.crossings[person]!++);
    return stay / leaving;
  }
}

export function runEngine(seed: number): CrowdRun & { events: number } {
  const simulation = new Simulation(crowdCity(), loadScenario(SCENARIO, "crowd"), { seed });
  const wandering = new Wandering(simulation);
  Object.assign(simulation.world, { routine: wandering });
  wandering.start();
  let tick = 0;
  const run = clocked(
    () => simulation.runUntil(++tick),
    () => simulation.infections - CROWD.turned,
  );
  return { ...run, events: simulation.events };
}

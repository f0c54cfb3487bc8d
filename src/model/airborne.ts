/**
 * Contacts in a city: whom an infectious person meets, at home, in the class or workplace, in the community of the zone.
 *
 * A person's attempts in a state are one Poisson stream at the sum of the rates of the settings, whatever hour it is.
 * An attempt is good if both are there (thinning), so the stream is a pure function of person, state and time entered.
 * Where nobody ever leaves the routine, whether both are there is known beforehand: the stream is followed at once to
 * its next attempt that can infect, and only that one becomes an event. What cannot be known, whether the other will
 * still be susceptible, is looked at when it is due.
 */
import { group } from "../base/csr.js";
import { NONE } from "../base/columns.js";
import { log } from "../base/exact.js";
import { type City, RoleCode } from "../city/city.js";
import { Draw } from "../city/draws.js";
import { ActivityCode, type World } from "../engine/world.js";
import type { Scenario } from "../scenario/schema.js";
import { infect } from "./progression.js";
import type { Simulation } from "./simulation.js";

const UINT32 = 2 ** -32;
const HOUR = 3600;
/** Contacts in the community are made from 07:00 to 22:00 local time, here s after the dawn of the day at 04:00. */
const COMMUNITY_FROM = 3 * HOUR;
const COMMUNITY_TO = 18 * HOUR;

/** Where an attempt is made. */
const AT_HOME = 0;
const AT_ANCHOR = 1;
const IN_COMMUNITY = 2;

type Contact = Scenario["strains"][string]["contact"];

/**
 * A person's record in `records`, 16 bytes: rows of the first of the household and of the anchor's roster, attempts
 * so far (the count of contact draws), and, as halves of a word, how many others the household and the roster have.
 */
const RECORD = 4;
const HOUSEHOLD = 0;
const ROSTER = 1;
const ATTEMPTS = 2;
/** In half words. */
const HALVES = 2 * RECORD;
const AT_HOME_TOO = 6;
const AT_ANCHOR_TOO = 7;
const MOST_OTHERS = 0xffff;

/** Whom people can meet, by setting. One person and one attempt at a time stand in the fields: nothing is allocated. */
export class Airborne {
  /** [strains] rates by setting, 1/s; those of strains without contacts are 0. */
  private readonly household: Float64Array;
  private readonly class: Float64Array;
  private readonly workplace: Float64Array;
  private readonly community: Float64Array;
  /** [people × RECORD], and the same memory in half words. */
  private readonly records: Uint32Array;
  private readonly halves: Uint16Array;
  /** People with an anchor, by anchor. */
  private readonly roster: Uint32Array;
  private readonly world: World;

  /** The person approached, and the sum of their rates, 1/s. */
  private person = NONE;
  rate = 0;
  /** Rows of the zone's residents: the first, and how many others there are. */
  private firstInZone = 0;
  private othersInZone = 0;
  /** [2] sums of the rates, 1/s: at home; at home and at the anchor. */
  private readonly below = new Float64Array(2);

  /** The attempt drawn last: unit-exponential wait before it, setting, the other person, chance to compare with. */
  wait = 0;
  setting = AT_HOME;
  other = NONE;
  chance = 0;

  constructor(world: World, contacts: readonly Contact[]) {
    const rates = contacts.map((contact) => {
      const everywhere = contact?.rate ?? 0;
      return contact?.rates ?? { household: everywhere, class: everywhere, workplace: everywhere, community: 0 };
    });
    this.world = world;
    this.household = Float64Array.from(rates, (each) => each.household);
    this.class = Float64Array.from(rates, (each) => each.class);
    this.workplace = Float64Array.from(rates, (each) => each.workplace);
    this.community = Float64Array.from(rates, (each) => each.community);
    const { start, items } = rosterOf(world.city);
    this.roster = items;
    this.records = recordsOf(world.city, start);
    this.halves = new Uint16Array(this.records.buffer);
  }

  /** Sets whom an infectious person of a zone may meet, with a strain, and `rate`. */
  approach(person: number, zone: number, strain: number): void {
    const { halves, below } = this;
    const { zones, people } = this.world.city;
    let rate = 0;
    if (halves[person * HALVES + AT_HOME_TOO]! > 0) rate = this.household[strain]!;
    below[0] = rate;
    if (halves[person * HALVES + AT_ANCHOR_TOO]! > 0) {
      rate += people.role[person] === RoleCode.worker ? this.workplace[strain]! : this.class[strain]!;
    }
    below[1] = rate;
    this.firstInZone = zones.firstPerson[zone]!;
    this.othersInZone = zones.residents[zone]! - 1;
    if (this.othersInZone > 0) rate += this.community[strain]!;
    this.person = person;
    this.rate = rate;
  }

  /** Draws the next attempt of the person approached. */
  next(): void {
    this.draw(this.records[this.person * RECORD + ATTEMPTS]!++);
  }

  /** Draws the attempt of the person approached that was drawn last for them, once more. */
  last(): void {
    this.draw(this.records[this.person * RECORD + ATTEMPTS]! - 1);
  }

  private draw(count: number): void {
    const { person, halves, records, below } = this;
    const { random } = this.world;
    random.draw(Draw.contact, person, count);
    this.wait = -log((random.w0 + 0.5) * UINT32);
    const choice = random.w1 * UINT32;
    this.chance = random.w2 * UINT32;
    const point = random.w3 * UINT32 * this.rate;
    if (point < below[0]!) {
      this.setting = AT_HOME;
      this.other = oneOfRows(
        records[person * RECORD + HOUSEHOLD]!,
        halves[person * HALVES + AT_HOME_TOO]!,
        choice,
        person,
      );
    } else if (point < below[1]!) {
      this.setting = AT_ANCHOR;
      const first = records[person * RECORD + ROSTER]!;
      const others = halves[person * HALVES + AT_ANCHOR_TOO]!;
      const other = this.roster[first + Math.floor(choice * others)]!;
      this.other = other === person ? this.roster[first + others]! : other;
    } else {
      this.setting = IN_COMMUNITY;
      this.other = oneOfRows(this.firstInZone, this.othersInZone, choice, person);
    }
  }

  /** The place of the attempt; NONE in the community. */
  get place(): number {
    if (this.setting === IN_COMMUNITY) return NONE;
    const { byRoutine } = this.world;
    return this.setting === AT_HOME ? byRoutine!.home(this.person) : byRoutine!.anchor(this.person);
  }
}

/** One of `others` + 1 rows from `first` on, uniformly, but not the person's own. */
function oneOfRows(first: number, others: number, choice: number, person: number): number {
  const row = first + Math.floor(choice * others);
  return row === person ? first + others : row;
}

/** People by anchor: CSR [P + 2]; the last group are those without, and is left out of the items. */
function rosterOf(city: City): { start: Uint32Array; items: Uint32Array } {
  const { anchor } = city.people;
  const places = city.places.kind.length;
  const keys = Uint32Array.from(anchor, (place) => (place === NONE ? places : place));
  const { start, items } = group(keys, places + 1);
  return { start, items: items.slice(0, start[places]) };
}

function recordsOf({ people, householdStart }: City, rosterStart: Uint32Array): Uint32Array {
  const { household, anchor } = people;
  const records = new Uint32Array(household.length * RECORD);
  const halves = new Uint16Array(records.buffer);
  for (let person = 0; person < household.length; person++) {
    const first = householdStart[household[person]!]!;
    records[person * RECORD + HOUSEHOLD] = first;
    halves[person * HALVES + AT_HOME_TOO] = others(first, householdStart[household[person]! + 1]!);
    const place = anchor[person]!;
    if (place === NONE) continue;
    records[person * RECORD + ROSTER] = rosterStart[place]!;
    halves[person * HALVES + AT_ANCHOR_TOO] = others(rosterStart[place]!, rosterStart[place + 1]!);
  }
  return records;
}

function others(first: number, end: number): number {
  const count = end - first - 1;
  if (count <= MOST_OTHERS) return count;
  throw new RangeError(`people of a household or room: expected at most ${MOST_OTHERS + 1}, found ${count + 1}`);
}

/** Sets the person's next contact after a change of state. */
export function scheduleAirborne(sim: Simulation, air: Airborne, person: number): void {
  const { world, ptts } = sim;
  if (ptts.infectiousness[world.person.state[person]!]! > 0) {
    air.approach(person, sim.residence[person]!, world.person.strain[person]!);
    if (air.rate > 0) {
      followStream(sim, air, person);
      return;
    }
  }
  world.contactAt(person, Number.POSITIVE_INFINITY);
}

/** An attempt of an infectious person is due. */
export function makeAirborneContact(sim: Simulation, air: Airborne, person: number): void {
  const { world, ptts } = sim;
  const { person: people } = world;
  const strain = people.strain[person]!;
  air.approach(person, sim.residence[person]!, strain);
  air.last();
  const { other } = air;
  if (air.chance < ptts.susceptibility[people.state[other]!]! && (sim.knownAhead || bothThere(sim, air, person))) {
    const place = air.setting === IN_COMMUNITY ? world.whereabouts(other) : air.place;
    infect(sim, other, person, strain, ptts.entry[strain]!, place);
    air.approach(person, sim.residence[person]!, strain);
  }
  followStream(sim, air, person);
}

/**
 * Follows the stream of the person approached from now on, to the next attempt that can infect if that is known
 * beforehand, else to the next. Attempts after the state's end or the run's are none.
 */
function followStream(sim: Simulation, air: Airborne, person: number): void {
  const { world, knownAhead, ptts } = sim;
  const end = world.progressTime(person);
  const { until } = sim.scenario;
  const pace = 1 / (air.rate * ptts.infectiousness[world.person.state[person]!]!);
  let time = world.now;
  do {
    air.next();
    time += air.wait * pace;
    if (time >= end) {
      world.contactAt(person, Number.POSITIVE_INFINITY);
      return;
    }
  } while (knownAhead && time <= until && !canInfect(sim, air, person, time));
  world.contactAt(person, time);
}

/** Whether both are there at a time to come, and the other may be susceptible then. The cheapest reason not to comes first. */
function canInfect(sim: Simulation, air: Airborne, person: number, time: number): boolean {
  const { world, ptts } = sim;
  const { routine } = world;
  const byRoutine = world.byRoutine!;
  const { setting, other } = air;
  if (setting === IN_COMMUNITY && !isOpen(routine.sinceDawn(time))) return false;
  if (setting === AT_ANCHOR && !byRoutine.mayBeAtAnchor(person, time)) return false;
  if (ptts.immune[world.person.state[other]!] === 1) return false;
  if (setting === IN_COMMUNITY) return true;
  const { place } = air;
  return byRoutine.at(person, time) === place && byRoutine.at(other, time) === place;
}

/** Whether both are there now, wherever they may have gone out of routine; in the community, if both are in routine. */
function bothThere(sim: Simulation, air: Airborne, person: number): boolean {
  const { world } = sim;
  const { other, setting } = air;
  if (setting !== IN_COMMUNITY) {
    const { place } = air;
    return world.whereabouts(person) === place && world.whereabouts(other) === place;
  }
  const { activity } = world.person;
  if (activity[person] !== ActivityCode.routine || activity[other] !== ActivityCode.routine) return false;
  return isOpen(world.routine.sinceDawn(world.now));
}

function isOpen(sinceDawn: number): boolean {
  return sinceDawn >= COMMUNITY_FROM && sinceDawn < COMMUNITY_TO;
}

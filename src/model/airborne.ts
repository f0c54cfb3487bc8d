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
import { ActivityCode } from "../engine/world.js";
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

/** Whom people can meet, by setting. One person and one attempt at a time stand in the fields: nothing is allocated. */
export class Airborne {
  /** [strains] rates by setting, 1/s; those of strains without contacts are 0. */
  private readonly household: Float64Array;
  private readonly class: Float64Array;
  private readonly workplace: Float64Array;
  private readonly community: Float64Array;
  /** People by anchor: CSR [P + 2]; the last group are those without. */
  private readonly roster: { readonly start: Uint32Array; readonly items: Uint32Array };
  private readonly city: City;

  /** Home and anchor of the person approached; NONE without an anchor. */
  home = NONE;
  anchor = NONE;
  /** Rows of the household, of the roster and of the zone's residents: the first, and how many others there are. */
  private firstAtHome = 0;
  private othersAtHome = 0;
  private firstAtAnchor = 0;
  private othersAtAnchor = 0;
  private firstInZone = 0;
  private othersInZone = 0;
  /** [2] sums of the rates, 1/s: at home; at home and at the anchor. */
  private readonly below = new Float64Array(2);

  /** The attempt drawn last: unit-exponential wait before it, setting, the other person, chance to compare with. */
  wait = 0;
  setting = AT_HOME;
  other = NONE;
  chance = 0;

  constructor(city: City, contacts: readonly Contact[]) {
    const { anchor } = city.people;
    const places = city.places.kind.length;
    const rates = contacts.map((contact) => {
      const everywhere = contact?.rate ?? 0;
      return contact?.rates ?? { household: everywhere, class: everywhere, workplace: everywhere, community: 0 };
    });
    this.city = city;
    this.household = Float64Array.from(rates, (each) => each.household);
    this.class = Float64Array.from(rates, (each) => each.class);
    this.workplace = Float64Array.from(rates, (each) => each.workplace);
    this.community = Float64Array.from(rates, (each) => each.community);
    this.roster = group(
      Uint32Array.from(anchor, (place) => (place === NONE ? places : place)),
      places + 1,
    );
  }

  /** Sets whom an infectious person may meet, with a strain; the sum of the rates, 1/s. */
  approach(person: number, zone: number, strain: number): number {
    const { people, households, householdStart, zones } = this.city;
    const household = people.household[person]!;
    this.home = households.home[household]!;
    this.firstAtHome = householdStart[household]!;
    this.othersAtHome = householdStart[household + 1]! - this.firstAtHome - 1;
    let rate = this.othersAtHome > 0 ? this.household[strain]! : 0;
    this.below[0] = rate;
    const anchor = people.anchor[person]!;
    this.anchor = anchor;
    if (anchor !== NONE) {
      const { start } = this.roster;
      this.firstAtAnchor = start[anchor]!;
      this.othersAtAnchor = start[anchor + 1]! - this.firstAtAnchor - 1;
      const rates = people.role[person] === RoleCode.worker ? this.workplace : this.class;
      if (this.othersAtAnchor > 0) rate += rates[strain]!;
    }
    this.below[1] = rate;
    this.firstInZone = zones.firstPerson[zone]!;
    this.othersInZone = zones.residents[zone]! - 1;
    return this.othersInZone > 0 ? rate + this.community[strain]! : rate;
  }

  /** Draws the attempt of a count of the person approached, whose rates sum to `rate`. */
  draw(sim: Simulation, person: number, count: number, rate: number): void {
    const { random } = sim.world;
    random.draw(Draw.contact, person, count);
    this.wait = -log((random.w0 + 0.5) * UINT32);
    const choice = random.w1 * UINT32;
    this.chance = random.w2 * UINT32;
    const point = random.w3 * UINT32 * rate;
    if (point < this.below[0]!) {
      this.setting = AT_HOME;
      const row = this.firstAtHome + Math.floor(choice * this.othersAtHome);
      this.other = row === person ? this.firstAtHome + this.othersAtHome : row;
    } else if (point < this.below[1]!) {
      this.setting = AT_ANCHOR;
      const { items } = this.roster;
      const other = items[this.firstAtAnchor + Math.floor(choice * this.othersAtAnchor)]!;
      this.other = other === person ? items[this.firstAtAnchor + this.othersAtAnchor]! : other;
    } else {
      this.setting = IN_COMMUNITY;
      const row = this.firstInZone + Math.floor(choice * this.othersInZone);
      this.other = row === person ? this.firstInZone + this.othersInZone : row;
    }
  }

  /** The place of the attempt; NONE in the community. */
  get place(): number {
    return this.setting === AT_HOME ? this.home : this.setting === AT_ANCHOR ? this.anchor : NONE;
  }
}

/** Sets the person's next contact after a change of state. */
export function scheduleAirborne(sim: Simulation, air: Airborne, person: number): void {
  const { world, ptts } = sim;
  const strain = world.person.strain[person]!;
  const infectiousness = ptts.infectiousness[world.person.state[person]!]!;
  const rate = infectiousness === 0 ? 0 : air.approach(person, sim.residence[person]!, strain);
  if (rate === 0) world.contactAt(person, Number.POSITIVE_INFINITY);
  else followStream(sim, air, person, rate, infectiousness);
}

/** An attempt of an infectious person is due. */
export function makeAirborneContact(sim: Simulation, air: Airborne, person: number): void {
  const { world, ptts } = sim;
  const { person: people } = world;
  const strain = people.strain[person]!;
  const rate = air.approach(person, sim.residence[person]!, strain);
  air.draw(sim, person, sim.contacts[person]! - 1, rate);
  const { other, place, chance } = air;
  if (chance < ptts.susceptibility[people.state[other]!]! && (sim.knownAhead || bothThere(sim, air, person))) {
    infect(sim, other, person, strain, ptts.entry[strain]!, place === NONE ? world.whereabouts(other) : place);
    air.approach(person, sim.residence[person]!, strain);
  }
  followStream(sim, air, person, rate, ptts.infectiousness[people.state[person]!]!);
}

/**
 * Follows the stream of the person approached from now on, to the next attempt that can infect if that is known
 * beforehand, else to the next. Attempts after the state's end or the run's are none.
 */
function followStream(sim: Simulation, air: Airborne, person: number, rate: number, infectiousness: number): void {
  const { world, contacts, knownAhead } = sim;
  const end = world.progressTime(person);
  const { until } = sim.scenario;
  const pace = 1 / (rate * infectiousness);
  let time = world.now;
  do {
    air.draw(sim, person, contacts[person]!++, rate);
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
  const { byRoutine, routine } = world;
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
  const { other, setting, place } = air;
  if (setting !== IN_COMMUNITY) return world.whereabouts(person) === place && world.whereabouts(other) === place;
  const { activity } = world.person;
  if (activity[person] !== ActivityCode.routine || activity[other] !== ActivityCode.routine) return false;
  return isOpen(world.routine.sinceDawn(world.now));
}

function isOpen(sinceDawn: number): boolean {
  return sinceDawn >= COMMUNITY_FROM && sinceDawn < COMMUNITY_TO;
}

/**
 * Who is close to whom. A person is tied to the household, to some of those in the same classroom or office, and to a few
 * friends of the zone they live in. Ties are a pure function of the city and the seed: nothing is stored, and whoever is
 * tied to someone is found with that person's row alone. Ties are mutual. Beside them a scenario may name ties of its own.
 *
 * Friends are partners under involutions: the members of a group are shuffled by a keyed permutation σ, and in the k-th
 * circle of friends the member at place i is tied to the one at place c_k − i (modulo the size), so each has one friend in each
 * circle, save the few who meet themselves. σ is a swap-or-not shuffle (Hoang, Morris & Rogaway 2012).
 */
import { group } from "../base/csr.js";
import { NONE } from "../base/columns.js";
import type { Random } from "../base/random.js";
import type { City } from "./city.js";
import { Draw } from "./draws.js";

/** Kinds of tie, from the closest. */
export const FAMILY = 0;
export const MATE = 1; // friends in the same classroom or office
export const NEIGHBOUR = 2; // friends in the zone one lives in
export const FRIEND = 3; // friends by the scenario's word
export const RIVAL = 4; // the same, but no friends

/**
 * Strength of the ties that everyone has, by kind, from 0 to 1: the household's closest, then those one sees all day (assumed; an
 * order is known, Dunbar 2018, a scale is not). Ties by the scenario's word have their own.
 */
const STRENGTH: readonly number[] = [0.9, 0.6, 0.4];

/** A tie by the scenario's word, beside those that everyone has; it holds both ways. */
export interface ExtraTie {
  readonly people: readonly [number, number];
  /** FAMILY, FRIEND or RIVAL. */
  readonly kind: number;
  /** From 0 to 1. */
  readonly strength: number;
}

/**
 * Friends in the classroom or office, and in the zone one lives in. Together with the household (2.2 in Seoul) about nine
 * people: between the five of the closest support clique and the fifteen of the sympathy group (Dunbar 2018; assumed).
 */
export const MATES = 4;
export const NEIGHBOURS = 3;

/** Rounds of the shuffle: enough that no structure of the rows remains to be seen, not enough against a cryptanalyst. */
const ROUNDS = 8;

/** Friends of a person by circle: `MATES` of the classroom or office, then `NEIGHBOURS`. */
const CIRCLES = MATES + NEIGHBOURS;

/** After `of` the ties stand in `person`, `kind` and `strength`; they are not to be written to. */
export class Ties {
  /** People tied to the one asked for last, each once: those by the scenario's word first, then family, mates, neighbours. */
  readonly person: number[] = [];
  readonly kind: number[] = [];
  /** From 0 to 1. */
  readonly strength: number[] = [];
  private asked = NONE;
  /**
   * [people × CIRCLES] a person's friends + 1, remembered since finding them takes a hundred draws; 0: not asked for yet. Memory
   * of people nobody asks for is never touched.
   */
  private readonly friends: Uint32Array;
  /** By group and circle; see `centersOf`. */
  private readonly centers = new Map<number, Uint32Array>();

  private readonly city: City;
  private readonly random: Random;
  /** CSR [P + 2]: people by anchor. */
  private readonly rosterStart: Uint32Array;
  private readonly roster: Uint32Array;
  /** [N] where a person stands in the roster. */
  private readonly seat: Uint32Array;
  /** Ties by the scenario's word, by either of the two. */
  private readonly extra = new Map<number, { other: number; kind: number; strength: number }[]>();

  constructor(city: City, random: Random, extra: readonly ExtraTie[] = []) {
    for (const { people, kind, strength } of extra) {
      const [a, b] = people;
      this.extra.set(a, [...(this.extra.get(a) ?? []), { other: b, kind, strength }]);
      this.extra.set(b, [...(this.extra.get(b) ?? []), { other: a, kind, strength }]);
    }
    this.city = city;
    this.random = random.twin(); // who asks may be in the middle of a draw
    const { anchor } = city.people;
    const places = city.places.kind.length;
    const { start, items } = group(
      Uint32Array.from(anchor, (place) => (place === NONE ? places : place)),
      places + 1,
    );
    this.rosterStart = start;
    this.roster = items;
    this.friends = new Uint32Array(anchor.length * CIRCLES);
    this.seat = new Uint32Array(anchor.length);
    for (let row = 0; row < items.length; row++) this.seat[items[row]!] = row;
  }

  /** Finds a person's ties; returns how many there are. */
  of(person: number): number {
    if (person !== this.asked) this.find(person);
    return this.person.length;
  }

  private find(person: number): void {
    const { city, friends } = this;
    const { people, householdStart } = city;
    this.asked = person;
    this.person.length = 0;
    this.kind.length = 0;
    this.strength.length = 0;
    const own = this.extra.size === 0 ? undefined : this.extra.get(person);
    if (own !== undefined) for (const { other, kind, strength } of own) this.add(person, other, kind, strength);
    const household = people.household[person]!;
    for (let other = householdStart[household]!; other < householdStart[household + 1]!; other++)
      this.add(person, other, FAMILY);
    const row = person * CIRCLES;
    if (friends[row + MATES] === 0) this.findFriends(person);
    for (let circle = 0; circle < CIRCLES; circle++) {
      const friend = friends[row + circle]!;
      if (friend > 0) this.add(person, friend - 1, circle < MATES ? MATE : NEIGHBOUR);
    }
  }

  private findFriends(person: number): void {
    const { city, roster, rosterStart, friends } = this;
    const { people, places, households, zones } = city;
    const row = person * CIRCLES;
    const anchor = people.anchor[person]!;
    if (anchor !== NONE) {
      const first = rosterStart[anchor]!;
      const size = rosterStart[anchor + 1]! - first;
      const seat = this.seat[person]! - first;
      for (let circle = 0; circle < MATES; circle++)
        friends[row + circle] = roster[first + this.partner(seat, size, anchor, circle)]! + 1;
    }
    const zone = places.zone[households.home[people.household[person]!]!]!;
    const first = zones.firstPerson[zone]!;
    const size = zones.residents[zone]!;
    for (let circle = MATES; circle < CIRCLES; circle++)
      friends[row + circle] = first + this.partner(person - first, size, zone, circle) + 1;
  }

  /** Whether someone is close to the one asked for last: tied to them, and no rival. */
  isClose(other: number): boolean {
    const row = this.person.indexOf(other);
    return row >= 0 && this.kind[row] !== RIVAL;
  }

  /** Kind of the tie between two people; NONE if there is none. */
  between(person: number, other: number): number {
    this.of(person);
    const row = this.person.indexOf(other);
    return row < 0 ? NONE : this.kind[row]!;
  }

  private add(person: number, other: number, kind: number, strength = STRENGTH[kind]!): void {
    if (other === person || this.person.includes(other)) return;
    this.person.push(other);
    this.kind.push(kind);
    this.strength.push(strength);
  }

  /** The partner of a member of a group (0 .. size − 1) in one of its circles. */
  private partner(member: number, size: number, key: number, circle: number): number {
    if (size < 2) return member;
    const centers = this.centersOf(key, circle);
    const groupKey = Math.imul(circle + 1, 0x9e3779b1) ^ key;
    let at = member;
    for (let round = 0; round < ROUNDS; round++) at = this.swapOrNot(at, size, centers[round]!, groupKey, round);
    at = ((centers[ROUNDS]! % size) + size - at) % size;
    for (let round = ROUNDS - 1; round >= 0; round--) at = this.swapOrNot(at, size, centers[round]!, groupKey, round);
    return at;
  }

  /** One round of the shuffle, an involution: a member changes places with its partner, or not. */
  private swapOrNot(at: number, size: number, center: number, groupKey: number, round: number): number {
    const { random } = this;
    const other = ((center % size) + size - at) % size;
    random.draw(Draw.tiesRound, groupKey, Math.max(at, other), round);
    return (random.w1 & 1) === 1 ? other : at;
  }

  /** [ROUNDS + 1] the point about which each round of a circle's shuffle mirrors its members, and the circle itself. */
  private centersOf(key: number, circle: number): Uint32Array {
    const row = key * CIRCLES + circle;
    const known = this.centers.get(row);
    if (known !== undefined) return known;
    const centers = new Uint32Array(ROUNDS + 1);
    for (let round = 0; round <= ROUNDS; round++) {
      this.random.draw(Draw.ties, key, circle, round === ROUNDS ? 0 : 2 * round + 1);
      centers[round] = this.random.w0;
    }
    this.centers.set(row, centers);
    return centers;
  }
}

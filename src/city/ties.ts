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

/** Someone's ties: of each whom it is with, its kind, and its strength from 0 to 1. */
interface Found {
  readonly person: number[];
  readonly kind: number[];
  readonly strength: number[];
}

/** People whose ties are remembered: finding them anew takes a hundred draws, and whoever is in trouble is asked for often. */
const REMEMBERED = 1 << 15;

/** After `of` the ties stand in `person`, `kind` and `strength`; they are not to be written to. */
export class Ties {
  private found: Found = { person: [], kind: [], strength: [] };
  private readonly remembered = new Map<number, Found>();

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
    this.seat = new Uint32Array(anchor.length);
    for (let row = 0; row < items.length; row++) this.seat[items[row]!] = row;
  }

  /** People tied to the one asked for, each once: those by the scenario's word first, then family, mates, neighbours. */
  get person(): readonly number[] {
    return this.found.person;
  }

  get kind(): readonly number[] {
    return this.found.kind;
  }

  get strength(): readonly number[] {
    return this.found.strength;
  }

  /** Finds a person's ties; returns how many there are. */
  of(person: number): number {
    const known = this.remembered.get(person);
    if (known === undefined) this.find(person);
    else this.found = known;
    return this.found.person.length;
  }

  private find(person: number): void {
    const { city, roster, rosterStart } = this;
    const { people, householdStart, places, households, zones } = city;
    if (this.remembered.size === REMEMBERED) this.remembered.clear();
    this.found = { person: [], kind: [], strength: [] };
    this.remembered.set(person, this.found);
    const own = this.extra.size === 0 ? undefined : this.extra.get(person);
    if (own !== undefined) for (const { other, kind, strength } of own) this.add(person, other, kind, strength);
    const household = people.household[person]!;
    for (let other = householdStart[household]!; other < householdStart[household + 1]!; other++)
      this.add(person, other, FAMILY);
    const anchor = people.anchor[person]!;
    if (anchor !== NONE) {
      const first = rosterStart[anchor]!;
      const size = rosterStart[anchor + 1]! - first;
      const seat = this.seat[person]! - first;
      for (let circle = 0; circle < MATES; circle++)
        this.add(person, roster[first + this.partner(seat, size, anchor, circle)]!, MATE);
    }
    const zone = places.zone[households.home[household]!]!;
    const first = zones.firstPerson[zone]!;
    const size = zones.residents[zone]!;
    for (let circle = 0; circle < NEIGHBOURS; circle++)
      this.add(person, first + this.partner(person - first, size, zone, MATES + circle), NEIGHBOUR);
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
    const { found } = this;
    if (other === person || found.person.includes(other)) return;
    found.person.push(other);
    found.kind.push(kind);
    found.strength.push(strength);
  }

  /** The partner of a member of a group (0 .. size − 1) in one of its circles. */
  private partner(member: number, size: number, key: number, circle: number): number {
    if (size < 2) return member;
    this.random.draw(Draw.ties, key, circle);
    const center = this.random.w0 % size;
    let at = member;
    for (let round = 0; round < ROUNDS; round++) at = this.swapOrNot(at, size, key, circle, round);
    at = (center + size - at) % size;
    for (let round = ROUNDS - 1; round >= 0; round--) at = this.swapOrNot(at, size, key, circle, round);
    return at;
  }

  /** One round of the shuffle, an involution: a member changes places with its partner, or not. */
  private swapOrNot(at: number, size: number, key: number, circle: number, round: number): number {
    const { random } = this;
    random.draw(Draw.ties, key, circle, 2 * round + 1);
    const other = ((random.w0 % size) + size - at) % size;
    random.draw(Draw.tiesRound, key ^ Math.imul(circle + 1, 0x9e3779b1), Math.max(at, other), round);
    return (random.w1 & 1) === 1 ? other : at;
  }
}

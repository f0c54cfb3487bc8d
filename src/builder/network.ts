/** First stage: streets become places, and where streets meet there are doors. */
import { group } from "../base/csr.js";
import { InputError } from "../base/problems.js";
import type { Blueprint } from "./blueprint.js";
import type { Draft, StreetDraft } from "./draft.js";
import { lineLength, pointAlong } from "./geometry.js";

/** Where more streets than this meet, all join one open place instead of each other, so that doors stay few. */
const MOST_ARMS = 8;
/** A part of the network apart from the rest is kept if it has at least this share of the longest part's length. */
const LEAST_SHARE = 0.05;
/** m; shorter streets count as this long. */
const LEAST_LENGTH = 1;

/** The streets of a city, by place row (the first rows of the blueprint). */
export interface Streets {
  readonly drafts: readonly StreetDraft[];
  /** m */
  readonly length: Float64Array;
  readonly zone: Uint16Array;
  /** 1 where buildings may open on the street. */
  readonly open: Uint8Array;
  /** Connected part of the network the street belongs to, from 0. */
  readonly part: Uint32Array;
  readonly parts: number;
}

/**
 * Adds the connected streets to an empty blueprint, with doors between those that meet.
 *
 * @param leftOut  gets a sentence on the streets that are not connected
 * @throws InputError if no building could open on any street
 */
export function layStreets(draft: Draft, blueprint: Blueprint, leftOut: string[]): Streets {
  const lengths = Float64Array.from(draft.streets, ({ line }) => Math.max(LEAST_LENGTH, lineLength(line)));
  const part = connectedParts(draft, lengths);
  const kept: number[] = [];
  let lost = 0;
  for (let s = 0; s < draft.streets.length; s++) {
    if (part.of[s]! < part.count) kept.push(s);
    else lost += lengths[s]!;
  }
  const dropped = draft.streets.length - kept.length;
  if (dropped > 0)
    leftOut.push(`${dropped} street segments (${Math.round(lost / 1000)} km) not connected to the network`);

  const streets: Streets = {
    drafts: kept.map((s) => draft.streets[s]!),
    length: Float64Array.from(kept, (s) => lengths[s]!),
    zone: new Uint16Array(kept.length),
    open: Uint8Array.from(kept, (s) => (isOpen(draft.streets[s]!) ? 1 : 0)),
    part: Uint32Array.from(kept, (s) => part.of[s]!),
    parts: part.count,
  };
  if (!streets.open.includes(1))
    throw new InputError({
      where: draft.name,
      path: "streets",
      expected: "at least one street on which buildings can open",
      found: `${draft.streets.length} streets, none of them open to buildings`,
    });
  addStreetPlaces(draft, streets, blueprint);
  addJunctionDoors(draft, streets, blueprint);
  return streets;
}

function isOpen({ highway }: StreetDraft): boolean {
  return !/^(trunk|motorway)(_link)?$/.test(highway);
}

/** Parts worth keeping are numbered 0 .. count - 1, longest first; streets of other parts have `count`. */
function connectedParts(draft: Draft, lengths: Float64Array): { of: Uint32Array; count: number } {
  const { streets, junctions } = draft;
  const parent = Uint32Array.from({ length: junctions.x.length }, (_, junction) => junction);
  const find = (junction: number): number => {
    let j = junction;
    while (parent[j] !== j) {
      parent[j] = parent[parent[j]!]!;
      j = parent[j]!;
    }
    return j;
  };
  for (const { from, to } of streets) parent[find(from)] = find(to);
  const partLength = new Float64Array(parent.length);
  const hasOpen = new Uint8Array(parent.length);
  for (let s = 0; s < streets.length; s++) {
    const root = find(streets[s]!.from);
    partLength[root]! += lengths[s]!;
    if (isOpen(streets[s]!)) hasOpen[root] = 1;
  }
  const longest = partLength.reduce((a, b) => Math.max(a, b), 0);
  const kept: number[] = [];
  partLength.forEach((length, root) => {
    if (hasOpen[root] === 1 && length >= LEAST_SHARE * longest) kept.push(root);
  });
  kept.sort((a, b) => partLength[b]! - partLength[a]! || a - b);
  const number = new Uint32Array(parent.length).fill(kept.length);
  kept.forEach((root, k) => {
    number[root] = k;
  });
  return { of: Uint32Array.from(streets, ({ from }) => number[find(from)]!), count: kept.length };
}

/** One place a street: its area is length × width, its centre the midpoint along the line. */
function addStreetPlaces(draft: Draft, streets: Streets, blueprint: Blueprint): void {
  for (let street = 0; street < streets.drafts.length; street++) {
    const { line, width } = streets.drafts[street]!;
    const length = streets.length[street]!;
    const { x, y } = pointAlong(line, length / 2);
    const zone = draft.zoneOf(x, y);
    streets.zone[street] = zone;
    blueprint.addPlace("street", zone, length * width, x, y);
  }
}

/** Doors between the streets that meet at a junction, from centre to centre. */
function addJunctionDoors(draft: Draft, streets: Streets, blueprint: Blueprint): void {
  const { drafts } = streets;
  const ends = new Uint32Array(drafts.length * 2);
  for (let street = 0; street < drafts.length; street++) {
    ends[2 * street] = drafts[street]!.from;
    ends[2 * street + 1] = drafts[street]!.to;
  }
  const { start, items } = group(ends, draft.junctions.x.length);
  for (let junction = 0; junction + 1 < start.length; junction++) {
    const arms: number[] = [];
    for (let i = start[junction]!; i < start[junction + 1]!; i++) {
      const street = items[i]! >> 1;
      if (arms.at(-1) !== street) arms.push(street);
    }
    if (arms.length > MOST_ARMS) addSquare(draft, streets, blueprint, junction, arms);
    else joinArms(streets, blueprint, junction, arms);
  }
}

function joinArms({ drafts, length }: Streets, blueprint: Blueprint, junction: number, arms: readonly number[]): void {
  for (let i = 1; i < arms.length; i++) {
    const a = arms[i]!;
    for (let j = 0; j < i; j++) {
      const b = arms[j]!;
      if (meetBefore(drafts[a]!, drafts[b]!, junction)) continue;
      const width = Math.min(drafts[a]!.width, drafts[b]!.width);
      blueprint.addDoor(a, b, (length[a]! + length[b]!) / 2, width);
    }
  }
}

/** Whether two streets that meet here also meet at a junction with a lower row: one door is enough. */
function meetBefore(a: StreetDraft, b: StreetDraft, junction: number): boolean {
  const first = Math.min(a.from, a.to);
  return first < junction && (first === b.from || first === b.to);
}

/** An open place at a junction of many streets, with a door to each of them. */
function addSquare(
  draft: Draft,
  { drafts, length, zone }: Streets,
  blueprint: Blueprint,
  junction: number,
  arms: readonly number[],
): void {
  const widest = Math.max(...arms.map((street) => drafts[street]!.width));
  const area = widest * widest * 2;
  const x = draft.junctions.x[junction]!;
  const y = draft.junctions.y[junction]!;
  const square = blueprint.addPlace("open", zone[arms[0]!]!, area, x, y);
  for (const street of arms) blueprint.addDoor(street, square, length[street]! / 2, drafts[street]!.width);
}

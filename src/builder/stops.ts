/** Stage: stops and parks; every part of the network has a stop. */
import { PlaceKindCode } from "../city/city.js";
import type { SiteDraft } from "./draft.js";
import { pointAlong } from "./geometry.js";
import { stop } from "./interiors.js";
import { count, type Settlement } from "./settlement.js";

/** Side of the grid cells that get a stop, m; cells with less street than LEAST_STREET m get none. */
const CELL = 500;
const LEAST_STREET = 100;
/** Stops are generated where the input has them in less than this share of the cells. */
const FEW = 0.5;
/** Area of a park that does not say, m². */
const PARK = 3_000;
const PARK_GATE = 6;

/** The network's grid cell: its widest street and the length of all. */
interface Cell {
  widest: number;
  length: number;
  hasStop: boolean;
}

/** Places the stops and parks of the input, and further stops where it has few. */
export function placeStops(s: Settlement, sites: readonly SiteDraft[]): void {
  const cells = cellsOf(s);
  for (const { use, x, y, name, capacity } of sites) {
    if (use !== "stop" && use !== "park") continue;
    const lot = s.frontage.lotAt(x, y, s.draft.zoneOf(x, y));
    if (use === "stop") stop(s.blueprint, lot, name);
    else {
      const area = capacity !== undefined && capacity > 0 ? capacity : PARK;
      const park = s.blueprint.addPlace("open", lot.zone, area, x, y, undefined, name);
      s.blueprint.addDoor(lot.street, park, lot.setback + Math.sqrt(area) / 2, PARK_GATE);
    }
  }
  const inUse = [...cells.values()].filter(({ length }) => length >= LEAST_STREET);
  markStops(s, cells);
  const generate = inUse.filter(({ hasStop }) => hasStop).length < FEW * inUse.length;
  let generated = 0;
  for (const cell of generate ? inUse : []) {
    if (cell.hasStop) continue;
    addStop(s, cell.widest);
    generated++;
  }
  generated += serveParts(s);
  if (generated > 0)
    s.assumptions.push(
      `${count(generated)} stops were generated, on the widest street of each ${CELL} m cell without one and in each part of the network without one.`,
    );
}

function cellOf(x: number, y: number): number {
  return Math.floor(x / CELL) * 2 ** 24 + Math.floor(y / CELL);
}

function cellsOf({ blueprint, streets }: Settlement): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (let street = 0; street < streets.drafts.length; street++) {
    if (streets.open[street] === 0) continue;
    const key = cellOf(blueprint.x[street]!, blueprint.y[street]!);
    const cell = cells.get(key);
    const length = streets.length[street]!;
    if (cell === undefined) cells.set(key, { widest: street, length, hasStop: false });
    else {
      cell.length += length;
      if (streets.drafts[street]!.width > streets.drafts[cell.widest]!.width) cell.widest = street;
    }
  }
  return cells;
}

function markStops({ blueprint }: Settlement, cells: Map<number, Cell>): void {
  const { kind, x, y } = blueprint;
  for (let place = 0; place < blueprint.places; place++) {
    if (kind[place] !== PlaceKindCode.platform) continue;
    const cell = cells.get(cellOf(x[place]!, y[place]!));
    if (cell !== undefined) cell.hasStop = true;
  }
}

function addStop({ blueprint, streets }: Settlement, street: number): void {
  const { line, width } = streets.drafts[street]!;
  const { x, y } = pointAlong(line, streets.length[street]! / 2);
  stop(blueprint, { street, zone: streets.zone[street]!, x, y, setback: width / 2 + 2 });
}

/** A stop on the widest street of every part of the network that has none; returns how many. */
function serveParts(s: Settlement): number {
  const { blueprint, streets } = s;
  const served = new Uint8Array(streets.parts);
  const { doorA, doorB, kind } = blueprint;
  for (let door = 0; door < doorA.length; door++) {
    const street = doorA[door]!;
    if (street < streets.drafts.length && kind[doorB[door]!] === PlaceKindCode.platform)
      served[streets.part[street]!] = 1;
  }
  let generated = 0;
  for (let part = 0; part < streets.parts; part++) {
    if (served[part] === 1) continue;
    let widest = -1;
    for (let street = 0; street < streets.drafts.length; street++) {
      if (streets.part[street] !== part || streets.open[street] === 0) continue;
      if (widest < 0 || streets.drafts[street]!.width > streets.drafts[widest]!.width) widest = street;
    }
    addStop(s, widest);
    generated++;
  }
  return generated;
}

/** Places, doors and buildings while a city is being built: growing lists that `freeze` turns into tables. */
import { type BuildingUse, BuildingUseCode, type PlaceKind, PlaceKindCode } from "../city/city.js";
import { NONE } from "../base/columns.js";

/** Growing tables of a city's places and doors. Rows are provisional: `freeze` reorders them for locality. */
export class Blueprint {
  readonly kind: number[] = [];
  readonly zone: number[] = [];
  readonly building: number[] = [];
  readonly area: number[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly placeNames = new Map<number, string>();

  /** One row a door (both directions): `a`, `b` places, m, m; `private`: not a way to see or wander through. */
  readonly doorA: number[] = [];
  readonly doorB: number[] = [];
  readonly doorDistance: number[] = [];
  readonly doorWidth: number[] = [];
  readonly doorPrivate: boolean[] = [];

  readonly buildingUse: number[] = [];
  readonly buildingNames = new Map<number, string>();

  /** Begins a building; places added with its row belong to it. */
  addBuilding(use: BuildingUse, name?: string): number {
    const building = this.buildingUse.push(BuildingUseCode[use]) - 1;
    if (name !== undefined) this.buildingNames.set(building, name);
    return building;
  }

  /** Adds a place; area in m², centre in m; `building` NONE in the open. */
  addPlace(kind: PlaceKind, zone: number, area: number, x: number, y: number, building = NONE, name?: string): number {
    const place = this.kind.push(PlaceKindCode[kind]) - 1;
    this.zone.push(zone);
    this.building.push(building);
    this.area.push(area);
    this.x.push(x);
    this.y.push(y);
    if (name !== undefined) this.placeNames.set(place, name);
    return place;
  }

  /** Joins two places, both ways. `distance` between their centres and clear `width` in m. */
  addDoor(a: number, b: number, distance: number, width: number, isPrivate = false): void {
    this.doorA.push(a);
    this.doorB.push(b);
    this.doorDistance.push(distance);
    this.doorWidth.push(width);
    this.doorPrivate.push(isPrivate);
  }
}

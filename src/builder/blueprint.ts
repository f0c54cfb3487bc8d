/** Places, doors and buildings while a city is being built: growing columns that `freeze` turns into tables. */
import { NONE } from "../base/columns.js";
import { larger } from "../base/growing.js";
import { type BuildingUse, BuildingUseCode, type PlaceKind, PlaceKindCode } from "../city/city.js";

const ROOM = 1024;

/**
 * Growing tables of a city's places and doors. Rows are provisional: `freeze` reorders them for locality. The arrays
 * are views that end with the last row at the time: take them anew after adding, and out of loops.
 */
export class Blueprint {
  places = 0;
  private kinds = new Uint8Array(ROOM);
  private zones = new Uint16Array(ROOM);
  private buildingOf = new Uint32Array(ROOM);
  private areas = new Float64Array(ROOM);
  private xs = new Float64Array(ROOM);
  private ys = new Float64Array(ROOM);
  readonly placeNames = new Map<number, string>();
  readonly buildingNames = new Map<number, string>();

  /** Number of doors, one row for both directions. */
  doors = 0;
  private a = new Uint32Array(ROOM);
  private b = new Uint32Array(ROOM);
  private distance = new Float32Array(ROOM);
  private width = new Float32Array(ROOM);
  private isPrivate = new Uint8Array(ROOM);

  private buildings = 0;
  private use = new Uint8Array(ROOM);

  /** Code of PLACE_KINDS, by place. */
  get kind(): Uint8Array {
    return this.kinds.subarray(0, this.places);
  }
  get zone(): Uint16Array {
    return this.zones.subarray(0, this.places);
  }
  /** NONE in the open. */
  get building(): Uint32Array {
    return this.buildingOf.subarray(0, this.places);
  }
  /** m² */
  get area(): Float64Array {
    return this.areas.subarray(0, this.places);
  }
  /** m */
  get x(): Float64Array {
    return this.xs.subarray(0, this.places);
  }
  get y(): Float64Array {
    return this.ys.subarray(0, this.places);
  }

  get doorA(): Uint32Array {
    return this.a.subarray(0, this.doors);
  }
  get doorB(): Uint32Array {
    return this.b.subarray(0, this.doors);
  }
  /** m */
  get doorDistance(): Float32Array {
    return this.distance.subarray(0, this.doors);
  }
  get doorWidth(): Float32Array {
    return this.width.subarray(0, this.doors);
  }
  /** 1: not a way to see or wander through. */
  get doorPrivate(): Uint8Array {
    return this.isPrivate.subarray(0, this.doors);
  }
  /** Code of BUILDING_USES, by building. */
  get buildingUse(): Uint8Array {
    return this.use.subarray(0, this.buildings);
  }

  /** Begins a building; places added with its row belong to it. */
  addBuilding(use: BuildingUse, name?: string): number {
    const building = this.buildings++;
    if (building === this.use.length) this.use = larger(this.use);
    this.use[building] = BuildingUseCode[use];
    if (name !== undefined) this.buildingNames.set(building, name);
    return building;
  }

  /** Adds a place; area in m², centre in m; `building` NONE in the open. */
  addPlace(kind: PlaceKind, zone: number, area: number, x: number, y: number, building = NONE, name?: string): number {
    const place = this.places++;
    if (place === this.kinds.length) this.growPlaces();
    this.kinds[place] = PlaceKindCode[kind];
    this.zones[place] = zone;
    this.buildingOf[place] = building;
    this.areas[place] = area;
    this.xs[place] = x;
    this.ys[place] = y;
    if (name !== undefined) this.placeNames.set(place, name);
    return place;
  }

  /** Joins two places, both ways. `distance` between their centres and clear `width` in m. */
  addDoor(a: number, b: number, distance: number, width: number, isPrivate = false): void {
    const door = this.doors++;
    if (door === this.a.length) this.growDoors();
    this.a[door] = a;
    this.b[door] = b;
    this.distance[door] = distance;
    this.width[door] = width;
    this.isPrivate[door] = isPrivate ? 1 : 0;
  }

  private growPlaces(): void {
    this.kinds = larger(this.kinds);
    this.zones = larger(this.zones);
    this.buildingOf = larger(this.buildingOf);
    this.areas = larger(this.areas);
    this.xs = larger(this.xs);
    this.ys = larger(this.ys);
  }

  private growDoors(): void {
    this.a = larger(this.a);
    this.b = larger(this.b);
    this.distance = larger(this.distance);
    this.width = larger(this.width);
    this.isPrivate = larger(this.isPrivate);
  }
}

/** Places, doors and buildings while a city is being built: growing columns that `freeze` turns into tables. */
import { NONE } from "../base/columns.js";
import { larger } from "../base/growing.js";
import { type BuildingUse, BuildingUseCode, type PlaceKind, PlaceKindCode } from "../city/city.js";

const ROOM = 1024;

/**
 * Growing tables of a city's places and doors. Rows are provisional: `freeze` reorders them for locality. The arrays
 * are replaced as the tables grow: take them anew after adding. Those of places are longer than `places`.
 */
export class Blueprint {
  places = 0;
  /** Code of PLACE_KINDS, by place. */
  kind = new Uint8Array(ROOM);
  zone = new Uint16Array(ROOM);
  /** NONE in the open. */
  building = new Uint32Array(ROOM);
  /** m² */
  area = new Float64Array(ROOM);
  /** m */
  x = new Float64Array(ROOM);
  y = new Float64Array(ROOM);
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
    if (place === this.kind.length) this.growPlaces();
    this.kind[place] = PlaceKindCode[kind];
    this.zone[place] = zone;
    this.building[place] = building;
    this.area[place] = area;
    this.x[place] = x;
    this.y[place] = y;
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
    this.kind = larger(this.kind);
    this.zone = larger(this.zone);
    this.building = larger(this.building);
    this.area = larger(this.area);
    this.x = larger(this.x);
    this.y = larger(this.y);
  }

  private growDoors(): void {
    this.a = larger(this.a);
    this.b = larger(this.b);
    this.distance = larger(this.distance);
    this.width = larger(this.width);
    this.isPrivate = larger(this.isPrivate);
  }
}

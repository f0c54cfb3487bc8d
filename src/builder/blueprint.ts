/** Places, doors and buildings while a city is being built: growing columns that `freeze` turns into tables. */
import { NONE } from "../base/columns.js";
import { Growing } from "../base/growing.js";
import { type BuildingUse, BuildingUseCode, type PlaceKind, PlaceKindCode } from "../city/city.js";

/**
 * Growing tables of a city's places and doors. Rows are provisional: `freeze` reorders them for locality. The arrays
 * of the getters are replaced as the tables grow: take them anew after adding, and mind that they are longer than
 * `places`, `doors` and `buildings`.
 */
export class Blueprint {
  readonly placeNames = new Map<number, string>();
  readonly buildingNames = new Map<number, string>();
  private readonly kinds = new Growing(Uint8Array);
  private readonly zones = new Growing(Uint16Array);
  private readonly buildingOf = new Growing(Uint32Array);
  private readonly areas = new Growing(Float64Array);
  private readonly xs = new Growing(Float64Array);
  private readonly ys = new Growing(Float64Array);
  private readonly as = new Growing(Uint32Array);
  private readonly bs = new Growing(Uint32Array);
  private readonly distances = new Growing(Float32Array);
  private readonly widths = new Growing(Float32Array);
  private readonly privates = new Growing(Uint8Array);
  private readonly uses = new Growing(Uint8Array);

  get places(): number {
    return this.kinds.length;
  }
  /** Code of PLACE_KINDS, by place. */
  get kind(): Uint8Array {
    return this.kinds.array;
  }
  get zone(): Uint16Array {
    return this.zones.array;
  }
  /** NONE in the open. */
  get building(): Uint32Array {
    return this.buildingOf.array;
  }
  /** m² */
  get area(): Float64Array {
    return this.areas.array;
  }
  /** m */
  get x(): Float64Array {
    return this.xs.array;
  }
  get y(): Float64Array {
    return this.ys.array;
  }

  /** Number of doors, one row for both directions. */
  get doors(): number {
    return this.as.length;
  }
  get doorA(): Uint32Array {
    return this.as.values();
  }
  get doorB(): Uint32Array {
    return this.bs.values();
  }
  /** m */
  get doorDistance(): Float32Array {
    return this.distances.values();
  }
  get doorWidth(): Float32Array {
    return this.widths.values();
  }
  /** 1: not a way to see or wander through. */
  get doorPrivate(): Uint8Array {
    return this.privates.values();
  }

  /** Code of BUILDING_USES, by building. */
  get buildingUse(): Uint8Array {
    return this.uses.values();
  }

  /** Begins a building; places added with its row belong to it. */
  addBuilding(use: BuildingUse, name?: string): number {
    const building = this.uses.push(BuildingUseCode[use]);
    if (name !== undefined) this.buildingNames.set(building, name);
    return building;
  }

  /** Adds a place; area in m², centre in m; `building` NONE in the open. */
  addPlace(kind: PlaceKind, zone: number, area: number, x: number, y: number, building = NONE, name?: string): number {
    const place = this.kinds.push(PlaceKindCode[kind]);
    this.zones.push(zone);
    this.buildingOf.push(building);
    this.areas.push(area);
    this.xs.push(x);
    this.ys.push(y);
    if (name !== undefined) this.placeNames.set(place, name);
    return place;
  }

  /** Joins two places, both ways. `distance` between their centres and clear `width` in m. */
  addDoor(a: number, b: number, distance: number, width: number, isPrivate = false): void {
    this.as.push(a);
    this.bs.push(b);
    this.distances.push(distance);
    this.widths.push(width);
    this.privates.push(isPrivate ? 1 : 0);
  }
}

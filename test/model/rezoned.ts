/** The same city with other zones, and so with other people awake: finer ones than a small city has. */
import { registerOf } from "../../src/builder/register.js";
import { neighbourZones } from "../../src/builder/doors.js";
import { type City, PlaceKindCode, ZONES } from "../../src/city/city.js";
import { allocate } from "../../src/base/columns.js";

/** The city cut into square zones of `side` m; a vehicle belongs to the zone of its platform. */
export function rezoned(city: City, side: number): City {
  const { x, y, kind } = city.places;
  const rowOf = new Map<string, number>();
  const zone = new Uint16Array(kind.length);
  for (let place = 0; place < kind.length; place++) {
    const key = `${Math.floor(x[place]! / side)} ${Math.floor(y[place]! / side)}`;
    if (!rowOf.has(key)) rowOf.set(key, rowOf.size);
    zone[place] = kind[place] === PlaceKindCode.vehicle ? zone[place - 1]! : rowOf.get(key)!;
  }
  const zones = allocate(ZONES, rowOf.size);
  const names = [...rowOf.keys()].map((name) => ({ name, code: name }));
  const cut = {
    ...city,
    manifest: { ...city.manifest, zones: names },
    places: { ...city.places, zone },
    zones,
    ...neighbourZones(rowOf.size, zone, city),
  };
  return { ...cut, ...registerOf(cut) };
}

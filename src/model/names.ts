/** Places and zones of a city by the names that a scenario calls them. */
import type { City } from "../city/city.js";

export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Places, or all places of buildings, of a name. One in several buildings may be given as "Building / Place". */
export function placesNamed(city: City, wanted: string): Set<number> {
  const { placeNames, buildingNames } = city.manifest;
  const chosen = new Set<number>();
  for (const [key, placeName] of Object.entries(placeNames)) {
    const building = buildingNames[city.places.building[Number(key)]!];
    if (same(placeName, wanted) || same(`${building} / ${placeName}`, wanted)) chosen.add(Number(key));
  }
  for (const [key, buildingName] of Object.entries(buildingNames)) {
    if (!same(buildingName, wanted)) continue;
    const first = city.buildings.firstPlace[Number(key)]!;
    for (let p = first; p < first + city.buildings.places[Number(key)]!; p++) chosen.add(p);
  }
  return chosen;
}

/** All names of places and buildings, each once, buildings first. */
export function knownPlaces({ manifest }: City): string[] {
  return [...new Set([...Object.values(manifest.buildingNames), ...Object.values(manifest.placeNames)])];
}

/** Row of the zone of a name or code; -1 if there is none. */
export function zoneNamed({ manifest }: City, wanted: string): number {
  return manifest.zones.findIndex(({ name, code }) => same(name, wanted) || code === wanted);
}

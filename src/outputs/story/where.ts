/** Places in the words of a story: "in Classroom 2-5 of Hyosan High School", "on a street in Munbang-dong". */

/** Where something happened, as the rows of the tables have it. */
export interface Site {
  readonly place: number | null;
  /** Name of the place, else of its building. */
  readonly placeName: string | null;
  readonly placeKind: string | null;
  readonly buildingName: string | null;
  readonly buildingUse: string | null;
  readonly zone: string | null;
}

/** A building without a name, by its use. */
const BUILDING: Readonly<Record<string, string>> = {
  house: "a house",
  apartments: "an apartment building",
  elementary: "an elementary school",
  middle: "a middle school",
  high: "a high school",
  university: "a university",
  kindergarten: "a kindergarten",
  hospital: "a hospital",
  shop: "a shop",
  office: "an office building",
  station: "a station",
};

/** A place without a name: with its preposition. */
const KIND: Readonly<Record<string, string>> = {
  street: "on a street",
  home: "in a home",
  room: "in a room",
  corridor: "in a corridor",
  stair: "on the stairs",
  roof: "on the roof",
  hall: "in a hall",
  platform: "at a stop",
  vehicle: "on a bus",
  open: "in the open",
};

/** Places on which, not in which, one is. */
const ON = new Set(["street", "stair", "roof", "platform", "vehicle"]);

/** The building or, outside, the zone: what stays the same while someone goes from room to room. */
export function surroundings({ buildingName, buildingUse, zone, placeKind }: Site): string {
  if (buildingName !== null) return buildingName;
  if (placeKind === "home") return zone === null ? "a home" : `a home in ${zone}`;
  if (buildingUse === null) return zone ?? "the open";
  const building = BUILDING[buildingUse] ?? "a building";
  return zone === null ? building : `${building} in ${zone}`;
}

/** The place in words, with its preposition. */
export function whereabouts(site: Site): string {
  const { place, placeName, placeKind, buildingName, buildingUse, zone } = site;
  if (place === null) return "out of sight";
  const room = placeName !== null && placeName !== buildingName ? placeName : null;
  const inZone = zone === null ? "" : ` in ${zone}`;
  if (placeKind === "home") return `in a home${inZone}`;
  if (room !== null && buildingName === null && placeKind === "platform") return `at ${room}`;
  if (room !== null) {
    const at = `${ON.has(placeKind ?? "") ? "on" : "in"} ${withArticle(room)}`;
    return buildingName === null ? at : `${at} of ${buildingName}`;
  }
  if (placeKind === "vehicle") return zone === null || buildingUse !== null ? "on a bus" : `on a bus or train${inZone}`;
  if (buildingName !== null) return placeKind === "stair" ? `on the stairs of ${buildingName}` : `in ${buildingName}`;
  if (buildingUse !== null) {
    const building = BUILDING[buildingUse] ?? "a building";
    return buildingUse === "apartments" && placeKind !== "room"
      ? `${KIND[placeKind ?? ""] ?? "in"} of ${building}${inZone}`
      : `in ${building}${inZone}`;
  }
  return `${KIND[placeKind ?? ""] ?? "somewhere"}${inZone}`;
}

/** Buildings without a name, and places in the open, together. */
const MANY: Readonly<Record<string, string>> = {
  house: "in the houses",
  apartments: "in the apartment buildings",
  elementary: "in the elementary schools",
  middle: "in the middle schools",
  high: "in the high schools",
  university: "in the universities",
  kindergarten: "in the kindergartens",
  hospital: "in the hospitals",
  shop: "in the shops",
  office: "in the offices",
  station: "in the stations",
  street: "on the streets",
  platform: "at the stops",
  vehicle: "on the buses and trains",
  open: "in the parks and yards",
};

/** Where many are: a building by its name, else all of a kind in a zone: "in the offices of Hyosan 3-dong". */
export function crowd({ buildingName, buildingUse, placeKind, zone }: Site): string {
  if (buildingName !== null) return `in ${buildingName}`;
  const many = MANY[buildingUse ?? placeKind ?? ""] ?? "somewhere";
  return zone === null ? many : `${many} of ${zone}`;
}

/** "the Science lab", "Classroom 2-5", "the roof". */
export function withArticle(room: string): string {
  if (/^(Classroom|Lecture room|Room|Ward|Corridor|Toilets) [\w-]/.test(room)) {
    return room.startsWith("Toilets") ? `the toilets (${room.slice(8)})` : room;
  }
  if (room.endsWith(" Park")) return room;
  return room === "Roof" ? "the roof" : `the ${room}`;
}

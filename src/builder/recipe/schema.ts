/**
 * The recipe file: what a city is built from. One declaration gives the check, the TypeScript type and the words of
 * problems. Numbers with a dimension carry their unit in the file and are SI in the parsed recipe.
 */
import { z } from "zod";
import { Duration, Speed } from "../../scenario/quantities.js";

const Text = z.string().min(1);

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: "the SHA-256 of the file, 64 hexadecimal digits" });

/** What is said of every file. */
const FILE = {
  file: Text.describe("Name of the file in the folder of the data"),
  url: z.union([Text, z.array(Text).min(1)], { error: "an address, or a list of them" }).describe("Where it is from"),
  sha256: Sha256.optional().describe("Checksum; left out: any file of that name will do"),
  licence: Text.describe("Under which it may be used, with the attribution it asks for"),
};

function table<C extends z.ZodRawShape>(columns: C) {
  return z.strictObject({ ...FILE, columns: z.strictObject(columns).describe("Names of its columns") });
}

const POSITION = { lon: Text, lat: Text };

/** A part of the day in which people on foot were counted, hours after midnight. */
const Band = z.strictObject({ from: z.int().min(0).max(23), to: z.int().min(1).max(24), column: Text });

const People = table({
  code: Text.describe("Code of the zone, as in the outlines"),
  population: Text,
  households: Text.optional(),
  workers: Text.optional().describe("People employed at a workplace in the zone; blank where unknown"),
  footfall: z.array(Band).default([]).describe("People counted on foot, by part of the day"),
});

const Trains = {
  headwayPeak: Duration.optional().describe("Time between trains in the peak hours"),
  headway: Duration.optional().describe("Time between trains at other times"),
  speed: Speed.optional().describe("Mean speed between stations, stops excluded"),
  dwell: Duration.optional().describe("Time a train stands in a station"),
  cars: z.int().min(1).optional().describe("Cars of a train"),
  car: z.int().min(1).optional().describe("Persons a car is made for"),
};

/** How trains run; what no table of the recipe says. */
export const TrainRules = z.strictObject({
  headwayPeak: Duration,
  headway: Duration,
  speed: Speed,
  dwell: Duration,
  cars: z.int().min(1),
  car: z.int().min(1),
  lines: z.record(Text, z.strictObject(Trains)).default({}).describe("Lines that differ, by the key of the line"),
});

export const Recipe = z.strictObject({
  name: Text.describe("Name of the city"),
  files: z.strictObject({
    map: z.strictObject(FILE).describe("OpenStreetMap extract (.osm.pbf)"),
    outlines: z.strictObject(FILE).describe("Zones: GeoJSON polygons with the properties code and name"),
    people: People.describe("Residents of each zone, with age bands in columns such as age_0_4, age_100_plus"),
    apartments: table({
      name: Text,
      ...POSITION,
      households: Text,
      blocks: Text,
      floorArea: Text.describe("Gross floor area of the complex, m²"),
      positionOk: Text.optional().describe("0 where the position is known to be wrong"),
    })
      .optional()
      .describe("Apartment complexes"),
    schools: table({ name: Text, ...POSITION, level: Text.describe("elementary, middle or high") }).optional(),
    hospitals: table({ name: Text, ...POSITION, class: Text.describe("tertiary, general or hospital") }).optional(),
    stations: table({ id: Text, name: Text, interchange: Text, ...POSITION }).optional(),
    lines: table({ line: Text, name: Text, segment: Text, closed: Text, order: Text, station: Text }).optional(),
    ridership: table({ station: Text, hour: Text, boardings: Text, alightings: Text })
      .optional()
      .describe("Passengers counted a day, by station and hour"),
  }),
  trains: TrainRules.optional(),
});
export type Recipe = z.output<typeof Recipe>;

/** The files of a recipe by what they are for. */
export type Role = keyof Recipe["files"];

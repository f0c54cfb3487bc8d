/**
 * A real city from a recipe: the OpenStreetMap extract and the table of people as in `draftFromOsm`, and whatever else
 * the recipe has (apartment complexes, schools, hospitals, stations and lines, counted passengers, people on foot).
 */
import type { Draft, SiteDraft } from "../draft.js";
import { draftFromOsm } from "../osm/index.js";
import { readPopulation } from "../osm/population.js";
import { projectionAround } from "../osm/projection.js";
import { count, LeftOut } from "../osm/words.js";
import { placeZone, readZones, zoneFinder } from "../osm/zones.js";
import { blocksOf } from "./complexes.js";
import { type Checked, checkFiles, type Paths } from "./files.js";
import { type Footfall, readFootfall } from "./footfall.js";
import { journeySentence } from "./journey.js";
import type { LoadedRecipe } from "./load.js";
import { checkMemory, type Memory, memoryHere } from "./memory.js";
import {
  type Ground,
  hospitalSites,
  schoolSites,
  type TablePlaces,
  tableSentence,
  withoutStrangers,
} from "./places.js";
import type { Recipe, Role } from "./schema.js";
import { type Interchange, interchangesOf, readCounts, readLines, readStations, stationSites } from "./transit.js";

export { loadRecipe, type LoadedRecipe } from "./load.js";
export type { Footfall } from "./footfall.js";

/** A city's draft, and what was counted in it that is no part of the city. */
export interface Drafted {
  readonly draft: Draft;
  readonly footfall: readonly Footfall[];
  /** Places to change trains within the city, those without counts included. */
  readonly interchanges: readonly Interchange[];
}

/** What to know besides the recipe. */
export interface RecipeOptions {
  /** Folder of the data. */
  readonly folder: string;
  /** Hears what is being done and the share of it that is done. */
  readonly progress?: (stage: string, share: number) => void;
  /** By default that of this machine. */
  readonly memory?: Memory;
}

/**
 * Checks the files of a recipe and drafts the city.
 *
 * @throws InputError for files that are missing, changed or lack a column, for a city that does not fit in memory, for
 * zones off the map, and for every value that cannot be used
 */
export async function draftFromRecipe(loaded: LoadedRecipe, options: RecipeOptions): Promise<Drafted> {
  const { folder, progress = () => {} } = options;
  const { recipe } = loaded;
  progress("checking the files", 0);
  const checked = await checkFiles(loaded, folder);
  const { paths } = checked;
  const { columns } = recipe.files.people;
  checkMemory(await residentsOf(paths, columns), paths.people, options.memory ?? memoryHere());
  const footfall = await readFootfall(paths.people, columns);
  const source = { osm: paths.map, zones: paths.outlines, population: paths.people, columns, name: recipe.name };
  const base = await draftFromOsm({ ...source, progress });
  progress("reading the tables", 0);
  const { draft, interchanges } = await withTables(base, recipe, checked);
  return { draft, footfall, interchanges };
}

async function residentsOf({ people }: Paths, columns: Recipe["files"]["people"]["columns"]): Promise<number> {
  let residents = 0;
  for (const facts of (await readPopulation(people, columns)).byCode.values()) residents += facts.residents;
  return residents;
}

/** The draft with what the other tables say. */
async function withTables(
  base: Draft,
  recipe: Recipe,
  { paths, sums }: Checked,
): Promise<{ readonly draft: Draft; readonly interchanges: readonly Interchange[] }> {
  const { files } = recipe;
  const projection = projectionAround(base.origin!.lon, base.origin!.lat);
  const leftOut = new LeftOut();
  const assumptions = [...base.assumptions];
  const find = zoneFinder((await readZones(paths.outlines)).map((shape) => placeZone(shape, projection)));
  const isInside = (x: number, y: number) => find(x, y) >= 0;
  const ground: Ground = { projection, isInside, leftOut };

  const tables: TablePlaces[] = [];
  const add = (what: string, table: TablePlaces) => {
    tables.push(table);
    assumptions.push(tableSentence(what, table), ...table.assumptions);
  };
  if (files.schools) add("Schools", await schoolSites(paths.schools!, files.schools, ground));
  if (files.hospitals) add("Hospitals", await hospitalSites(paths.hospitals!, files.hospitals, ground));
  const known = withoutStrangers(base.footprints, tables);
  const reason = "drawn as schools or hospitals that the tables do not know; taken as workplaces";
  leftOut.add(reason, known.strangers, "outline");

  const stations = files.stations
    ? await readStations(paths.stations!, files.stations, projection, isInside, leftOut)
    : undefined;
  const interchanges = stations ? interchangesOf(stations) : [];
  const lines =
    files.lines && stations ? await readLines(paths.lines!, files.lines, stations, recipe.trains!, leftOut) : undefined;
  const counted =
    files.ridership && stations
      ? await readCounts(paths.ridership!, files.ridership, stations, interchanges, lines, leftOut)
      : undefined;
  const blocks = files.apartments
    ? await blocksOf(paths.apartments!, files.apartments, { ...base, ...known }, ground)
    : { sites: [], footprints: known.footprints, assumptions: [] };

  const replaced = new Set<string>([...tables.flatMap(({ uses }) => [...uses]), ...(stations ? ["station"] : [])]);
  const sites: SiteDraft[] = [
    ...base.sites.filter(({ use }) => !replaced.has(use)),
    ...tables.flatMap((table) => table.sites),
    ...stationSites(interchanges),
    ...blocks.sites,
  ];
  const draft: Draft = {
    ...base,
    footprints: blocks.footprints,
    sites,
    ...(lines === undefined ? {} : { stations: lines.stations, lines: lines.lines }),
    ...(counted === undefined ? {} : { counts: counted.counts }),
    ...(counted?.journey === undefined ? {} : { rideMetres: counted.journey.metres }),
    sources: sourcesOf(recipe, sums),
    assumptions: [
      ...assumptions,
      ...(interchanges.length > 0 ? [`Stations: ${count(interchanges.length, "place")} to change in the zones.`] : []),
      ...(lines?.assumptions ?? []),
      ...(counted?.journey ? [journeySentence(counted.journey)] : []),
      ...blocks.assumptions,
    ],
    leftOut: [...base.leftOut, ...leftOut.sentences()],
  };
  return { draft, interchanges };
}

/** The recipe's files with their licences and checksums. */
function sourcesOf({ files }: Recipe, sums: Checked["sums"]): Draft["sources"] {
  return (Object.keys(files) as Role[]).flatMap((role) => {
    const entry = files[role];
    return entry === undefined ? [] : [{ name: entry.file, licence: entry.licence, sha256: sums[role]! }];
  });
}

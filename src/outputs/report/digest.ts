/** What the report tells, computed from the run's tables in one pass over each. */
import { join } from "node:path";
import { localMilliseconds } from "../../recorder/clock.js";
import { type RunFile, readRunFile } from "../run-file.js";
import { type Columns, readTable } from "./read.js";
import { type ShownState, shownStates } from "./states.js";
import { Clock, niceStep, placeWords, setting, type Where } from "./words.js";

/** People by state over time. */
export interface Curves {
  /** s */
  readonly times: number[];
  /** [times][states] */
  readonly counts: number[][];
}

/** The first infection of the run. */
export interface IndexCase {
  readonly time: number;
  readonly age: number;
  readonly role: string;
  readonly where: string;
  readonly zone: string | null;
  readonly x: number | null;
  readonly y: number | null;
}

export interface Spreader {
  readonly person: number;
  readonly infected: number;
  age: number;
  role: string;
  time: number;
  where: string;
}

export interface Lines {
  /** Infections by someone; and those that the scenario makes. */
  readonly infections: number;
  readonly seeded: number;
  readonly index: IndexCase | null;
  /** s at which the first infection outside the index case's building happened; null if it never left, or had none. */
  readonly leftFirstBuilding: number | null;
  /** Where the outbreak began outdoors, the first infection in a building; null if there was none. */
  readonly indoors: { readonly time: number; readonly where: string } | null;
  /** s of the infection with this number: [tenth, half of all]; null with fewer than 40. */
  readonly growth: { readonly from: number; readonly to: number; readonly doublings: number } | null;
  /** s of the last infection. */
  readonly last: number;
  /** Width of a bin of `incidence`, and start of the first, s: the bins begin on the hour. */
  readonly bin: number;
  readonly firstBin: number;
  /** [bins] infections by someone. */
  readonly incidence: number[];
  /** Infections by someone, by kind of surroundings. */
  readonly settings: Map<string, number>;
  /** [age groups of infectors][age groups of infectees], of infections with a known infector. */
  readonly mixing: number[][];
  readonly zones: Map<string, { infected: number; arrival: number | null }>;
  /** [generations] */
  readonly generations: number[];
  /** [n] people who infected n others; the last entry: that many or more. */
  readonly offspring: number[];
  /** Share of all infections with a known infector that the top tenth of the infected caused. */
  readonly topTenth: number;
  readonly spreaders: Spreader[];
  /** A sample in order of time: x, y, s, and the number of infections each stands for. */
  readonly points: { readonly x: number; readonly y: number; readonly time: number }[];
  readonly perPoint: number;
}

/** A street: its zone, when the outbreak arrived, s (null: never), and its course in m. */
export interface StreetLine {
  readonly zone: string;
  readonly arrival: number | null;
  readonly line: readonly (readonly [x: number, y: number])[];
}

export interface Digest {
  readonly run: RunFile;
  readonly clock: Clock;
  readonly states: readonly ShownState[];
  readonly curves: Curves;
  /** s until which something changed, and a little more: where time axes end. */
  readonly horizon: number;
  /** Null if the scenario records no transmissions. */
  readonly lines: Lines | null;
  /** What the authorities ordered, in order. */
  readonly orders: readonly { readonly time: number; readonly name: string; readonly kind: string }[];
}

export const AGE_GROUPS = ["0–11", "12–18", "19–39", "40–64", "65+"] as const;
const MOST_OFFSPRING = 8;
const MOST_POINTS = 6000;
const MOST_SPREADERS = 5;

function ageGroup(age: number): number {
  return age < 12 ? 0 : age < 19 ? 1 : age < 40 ? 2 : age < 65 ? 3 : 4;
}

/** Reads a run folder. */
export async function digest(folder: string): Promise<Digest> {
  const run = readRunFile(folder);
  const curves = await readCurves(folder, run);
  const horizon = horizonOf(run, curves);
  const clock = new Clock(localMilliseconds(run.scenario.start), horizon);
  const lines = run.tables.transmissions === undefined ? null : await readLines(folder, run, clock);
  const orders = run.tables.interventions === undefined ? [] : await readOrders(folder);
  return { run, clock, states: shownStates(run), curves, horizon, lines, orders };
}

async function readOrders(folder: string): Promise<{ time: number; name: string; kind: string }[]> {
  const orders: { time: number; name: string; kind: string }[] = [];
  const columns = ["time_s", "intervention", "kind"];
  await readTable(join(folder, "interventions.parquet"), columns, ({ time_s, intervention, kind }, rows) => {
    for (let row = 0; row < rows; row++) {
      orders.push({ time: time_s![row] as number, name: String(intervention![row]), kind: String(kind![row]) });
    }
  });
  return orders;
}

async function readCurves(folder: string, run: RunFile): Promise<Curves> {
  const rowOf = new Map(run.states.map(({ name, strain }, row) => [`${run.strains[strain] ?? ""}/${name}`, row]));
  const curves: Curves = { times: [], counts: [] };
  await readTable(join(folder, "series.parquet"), ["time_s", "state", "strain", "n"], (columns, rows) => {
    const { time_s, state, strain, n } = columns as { [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      if (curves.times.at(-1) !== time_s![row]) {
        curves.times.push(time_s![row]!);
        curves.counts.push(run.states.map(() => 0));
      }
      const at = rowOf.get(`${strain![row] ?? ""}/${state![row]}`)!;
      curves.counts.at(-1)![at]! += n![row]!;
    }
  });
  return curves;
}

/** The end of the time axis: the run's end, or earlier if nothing changes any more. */
function horizonOf(run: RunFile, { times, counts }: Curves): number {
  let last = times.length - 1;
  while (last > 0 && counts[last]!.every((n, state) => n === counts[last - 1]![state])) last--;
  const changed = times[last] ?? run.time_s;
  return Math.min(run.time_s, changed * 1.08) || 1;
}

const LINE_COLUMNS = [
  ...[
    "time_s",
    "infector",
    "infectee",
    "place_name",
    "place_kind",
    "building",
    "building_name",
    "building_use",
    "zone",
    "home_zone",
  ],
  ...["x_m", "y_m", "infectee_age", "infectee_role", "generation"],
] as const;

type LineColumns = { readonly [name: string]: ArrayLike<never> };

function whereOf(lines: LineColumns, row: number): Where {
  return {
    placeName: lines.place_name![row]!,
    placeKind: lines.place_kind![row]!,
    buildingName: lines.building_name![row]!,
    buildingUse: lines.building_use![row]!,
  };
}

async function readLines(folder: string, run: RunFile, clock: Clock): Promise<Lines> {
  const reader = new LineReader(run, clock);
  await readTable(join(folder, "transmissions.parquet"), LINE_COLUMNS, (columns, rows) => reader.read(columns, rows));
  const lines = reader.lines();
  await portraySpreaders(folder, lines.spreaders);
  return lines;
}

/** Collects what the report tells of the line list. Persons of the city: [N] arrays. */
class LineReader {
  private readonly total: number;
  private readonly bin: number;
  private readonly firstBin: number;
  private readonly incidence: number[];
  private readonly settings = new Map<string, number>();
  private readonly mixing = AGE_GROUPS.map(() => AGE_GROUPS.map(() => 0));
  private readonly zones: Lines["zones"];
  private readonly generations: number[] = [];
  private readonly points: { x: number; y: number; time: number }[] = [];
  private readonly perPoint: number;
  /** [N] 1 + age group of the infected, 0 of others. */
  private readonly group: Uint8Array;
  private readonly offspring: Uint32Array;
  private index: IndexCase | null = null;
  private firstBuilding: number | null = null;
  private leftFirstBuilding: number | null = null;
  private indoors: Lines["indoors"] = null;
  private seeded = 0;
  private tenth = 0;
  private half = 0;
  private last = 0;
  private id = 0;

  constructor({ city, tables }: RunFile, clock: Clock) {
    this.total = tables.transmissions!.rows;
    this.bin = niceStep(clock.span, 60);
    this.firstBin = -clock.phase(this.bin);
    this.incidence = Array.from({ length: Math.ceil((clock.span - this.firstBin) / this.bin) }, () => 0);
    this.zones = new Map(city.zones.map(({ name }) => [name, { infected: 0, arrival: null }]));
    this.perPoint = Math.max(1, Math.ceil(this.total / MOST_POINTS));
    this.group = new Uint8Array(city.residents);
    this.offspring = new Uint32Array(city.residents);
  }

  read(columns: Columns, rows: number): void {
    const lines = columns as LineColumns;
    for (let row = 0; row < rows; row++, this.id++) {
      this.when(lines.time_s![row]!, lines.generation![row]!);
      this.where(lines, row);
      if (lines.infector![row] !== null) this.passOn(lines, row);
      this.who(lines.infector![row]!, lines.infectee![row]!, lines.infectee_age![row]!, lines.home_zone![row]!);
      if (this.index === null) this.begin(lines, row);
    }
  }

  lines(): Lines {
    const { total, bin, firstBin, incidence, settings, mixing, zones, generations, points, perPoint } = this;
    const doublings = Math.log2(Math.ceil(total / 2) / 10);
    const growth = total < 40 || this.half <= this.tenth ? null : { from: this.tenth, to: this.half, doublings };
    return {
      ...{ infections: total - this.seeded, seeded: this.seeded, index: this.index },
      ...{ leftFirstBuilding: this.leftFirstBuilding, indoors: this.indoors },
      ...{ growth, last: this.last, bin, firstBin, incidence, settings, mixing, zones, generations, points, perPoint },
      ...this.spread(),
    };
  }

  private begin(lines: LineColumns, row: number): void {
    this.firstBuilding = lines.building![row] ?? null;
    this.index = {
      time: lines.time_s![row]!,
      age: lines.infectee_age![row]!,
      role: lines.infectee_role![row]!,
      where: placeWords(whereOf(lines, row)),
      zone: lines.zone![row]!,
      x: lines.x_m![row]!,
      y: lines.y_m![row]!,
    };
  }

  private when(time: number, generation: number): void {
    const { id, total } = this;
    if (id + 1 === Math.min(10, total)) this.tenth = time;
    if (id + 1 === Math.ceil(total / 2)) this.half = time;
    this.last = time;
    this.generations[generation] = (this.generations[generation] ?? 0) + 1;
  }

  /** An infection by someone. */
  private passOn(lines: LineColumns, row: number): void {
    const time: number = lines.time_s![row]!;
    const building: number | null = lines.building![row] ?? null;
    const bin = Math.min(Math.floor((time - this.firstBin) / this.bin), this.incidence.length - 1);
    this.incidence[bin]!++;
    const name = setting(whereOf(lines, row));
    this.settings.set(name, (this.settings.get(name) ?? 0) + 1);
    if (this.firstBuilding !== null && building !== this.firstBuilding) this.leftFirstBuilding ??= time;
    if (this.firstBuilding === null && building !== null)
      this.indoors ??= { time, where: placeWords(whereOf(lines, row)) };
  }

  private where(lines: LineColumns, row: number): void {
    const time: number = lines.time_s![row]!;
    const zone = this.zones.get(lines.zone![row]!);
    if (zone !== undefined) zone.arrival ??= time;
    const x: number | null = lines.x_m![row]!;
    const y: number | null = lines.y_m![row]!;
    if (this.id % this.perPoint === 0 && x !== null && y !== null) this.points.push({ x, y, time });
  }

  private who(infector: number | null, infectee: number, age: number, home: string): void {
    if (this.group[infectee] === 0) this.zones.get(home)!.infected++;
    this.group[infectee] = 1 + ageGroup(age);
    if (infector === null) {
      this.seeded++;
      return;
    }
    this.offspring[infector]!++;
    this.mixing[this.group[infector]! - 1]![ageGroup(age)]!++;
  }

  private spread(): Pick<Lines, "offspring" | "topTenth" | "spreaders"> {
    const peopleWith: number[] = []; // by number infected
    let spreaders: Spreader[] = [];
    for (let person = 0; person < this.group.length; person++) {
      if (this.group[person] === 0) continue;
      const infected = this.offspring[person]!;
      peopleWith[infected] = (peopleWith[infected] ?? 0) + 1;
      if (infected <= (spreaders[MOST_SPREADERS - 1]?.infected ?? 0)) continue;
      spreaders.push({ person, infected, age: 0, role: "", time: 0, where: "" });
      spreaders = spreaders.sort((a, b) => b.infected - a.infected).slice(0, MOST_SPREADERS);
    }
    const offspring = Array.from({ length: MOST_OFFSPRING + 1 }, () => 0);
    peopleWith.forEach((people, infected) => {
      offspring[Math.min(infected, MOST_OFFSPRING)]! += people;
    });
    return { offspring, topTenth: shareOfTopTenth(peopleWith), spreaders };
  }
}

/** Share of all infections that the tenth of people with the most caused; [n] people who caused n. */
function shareOfTopTenth(peopleWith: readonly number[]): number {
  const people = peopleWith.reduce((sum, n) => sum + n, 0);
  const infections = peopleWith.reduce((sum, n, infected) => sum + n * infected, 0);
  let left = Math.ceil(people / 10);
  let caused = 0;
  for (let infected = peopleWith.length - 1; infected >= 0 && left > 0; infected--) {
    const taken = Math.min(left, peopleWith[infected] ?? 0);
    caused += taken * infected;
    left -= taken;
  }
  return infections === 0 ? 0 : caused / infections;
}

/** Fills in who the spreaders are: their own (last) infection in the line list. */
async function portraySpreaders(folder: string, spreaders: readonly Spreader[]): Promise<void> {
  const byPerson = new Map(spreaders.map((spreader) => [spreader.person, spreader]));
  await readTable(join(folder, "transmissions.parquet"), LINE_COLUMNS, (columns, rows) => {
    const lines = columns as LineColumns;
    for (let row = 0; row < rows; row++) {
      const spreader = byPerson.get(lines.infectee![row]!);
      if (spreader === undefined) continue;
      spreader.age = lines.infectee_age![row]!;
      spreader.role = lines.infectee_role![row]!;
      spreader.time = lines.time_s![row]!;
      spreader.where = placeWords(whereOf(lines, row));
    }
  });
}

/** What the authorities ordered, from interventions.parquet and the events `ordered`; and what came of it, episode by episode. */
import { join } from "node:path";
import type { BuildingUse } from "../../city/city.js";
import { localTimeAt, weekday } from "../../base/units.js";
import type { Intervention } from "../../scenario/authority.js";
import { readTable } from "../report/read.js";
import { count, counted, duration, share } from "../report/words.js";
import type { RunFile } from "../run-file.js";
import type { Passage } from "./prose.js";
import type { RowListener } from "./strands.js";
import { capital, type Teller } from "./tell.js";
import { type Site, whereabouts, withArticle } from "./where.js";

/** An order of the authorities. */
export interface Order {
  readonly what: Intervention;
  /** s; when it was given, and when it begins. */
  readonly time: number;
  readonly begins: number;
  readonly ends: number | null;
  readonly trigger: string;
  /** The number that gave it. */
  readonly value: number | null;
}

/** All orders, as they were given. */
export async function readOrders(folder: string, run: RunFile): Promise<Order[]> {
  const orders: Order[] = [];
  if (run.tables.interventions === undefined) return orders;
  const names = ["time_s", "intervention", "trigger", "value", "begins_s", "ends_s"];
  await readTable(join(folder, "interventions.parquet"), names, (columns, rows) => {
    const c = columns as { readonly [name: string]: ArrayLike<never> };
    for (let row = 0; row < rows; row++) {
      const what = run.scenario.authority?.find(({ name }) => name === c.intervention![row]);
      if (what === undefined) continue;
      orders.push({
        ...{ what, time: c.time_s![row]!, begins: c.begins_s![row]!, ends: c.ends_s![row] ?? null },
        ...{ trigger: c.trigger![row]!, value: c.value![row] ?? null },
      });
    }
  });
  return orders;
}

/** What came of orders in an episode: so many events of a kind. */
interface Effect {
  readonly site: Site;
  n: number;
  /** People who had turned before. */
  turned: number;
  readonly first: number;
  readonly since: number;
  last: number;
  until: number;
}

/** Kinds of event that are what an order brings. */
const EFFECTS = new Set([
  "lifted",
  "confined",
  "bombed",
  "destroyed",
  "caught",
  "turned-back",
  "vaccinated",
  "complied",
]);

/** Listens to the events: the orders' rows, and what comes of them in each episode. */
export class Effects {
  /** Rows of events.parquet of the orders, as they were given. */
  readonly ordered: number[] = [];
  private readonly episodes: Map<string, Effect>[] = [];
  /** [N] 1: turned. */
  private readonly turned: Uint8Array;

  constructor(
    residents: number,
    private readonly teller: Teller,
  ) {
    this.turned = new Uint8Array(residents);
  }

  readonly listener: RowListener = (episode, rows, row) => {
    const kind = rows.kind[row]!;
    const person = rows.person[row] ?? null;
    const id = rows.first + row;
    if (kind === "ordered") this.ordered.push(id);
    else if (kind === "infected" || kind === "progressed") {
      this.turned[person!] = this.teller.conductOf(rows.state[row]!) === "turned" ? 1 : 0;
    }
    if (!EFFECTS.has(kind)) return;
    this.episodes[episode] ??= new Map();
    const event = rows.at(row);
    const key = kind === "lifted" ? `lifted ${event.place}` : kind;
    const effect = this.episodes[episode].get(key) ?? {
      ...{ site: event, n: 0, turned: 0, first: id, since: event.time, last: id, until: event.time },
    };
    this.episodes[episode].set(key, effect);
    effect.n++;
    effect.last = id;
    effect.until = event.time;
    if (person !== null) effect.turned += this.turned[person]!;
  };

  /** What came of orders in an episode, in words; undefined if nothing did. `clock`: a time of day. */
  told(episode: number, clock: (seconds: number) => string): Passage | undefined {
    const sentences: string[] = [];
    const ids: number[] = [];
    for (const [key, effect] of this.episodes[episode] ?? []) {
      const text = effectWords(key.split(" ")[0]!, effect, clock);
      if (text === undefined) continue;
      const { first, last } = effect;
      sentences.push(`${capital(text)} ${first === last ? `[#${first}]` : `[#${first} … #${last}]`}.`);
      ids.push(first, ...(first === last ? [] : [last]));
    }
    return sentences.length === 0 ? undefined : { text: sentences.join(" "), events: ids };
  }

  /** Whether bombs fall in an episode. */
  bombs(episode: number): boolean {
    return this.episodes[episode]?.has("destroyed") ?? false;
  }
}

function effectWords(
  kind: string,
  { site, n, turned, since, until }: Effect,
  clock: (seconds: number) => string,
): string | undefined {
  const [from, to] = [clock(since), clock(until)];
  const when = from === to ? `at ${from}` : `between ${from} and ${to}`;
  const people = counted(n, "person", "people");
  const is = n === 1 ? "is" : "are";
  switch (kind) {
    case "lifted":
      return `${people} ${is} flown out ${when}, from ${whereabouts(site).replace(/^(in|on|at) /, "")}`;
    case "confined":
      return `${when} ${counted(n, "of the bitten is", "of the bitten are")} locked into ${n === 1 ? "a ward" : "wards"}`;
    case "bombed": {
      const living = n - turned;
      const who = turned === 0 ? "" : `: ${count(turned)} had turned, ${count(living)} had not`;
      return `${people} ${n === 1 ? "dies" : "die"} under the bombs ${when}${who}`;
    }
    case "destroyed":
      return `${counted(n, "place is", "places are")} destroyed ${when}`;
    case "caught":
      return `at inspections ${people} ${is} picked out as infected ${when}, rightly or not`;
    case "turned-back":
      return `${counted(n, "time", "times")} someone is turned back at a barrier ${when}`;
    case "vaccinated":
      return `${people} ${n === 1 ? "gets" : "get"} a dose ${when}`;
    case "complied":
      return `${people} ${n === 1 ? "follows" : "follow"} an order, and set${n === 1 ? "s" : ""} out ${when}`;
    default:
      return undefined;
  }
}

/** An order in words: when and why it was given, what it says, from when on. `start`: of the scenario. */
export function orderWords(order: Order, id: number, start: string): string {
  const { what, time, begins } = order;
  const why = reason(order);
  const clock = (seconds: number) => clockFrom(start, time, seconds);
  const from = begins - time < 60 ? "at once" : `from ${clock(begins)} on`;
  return `At ${clock(time)}${why === "" ? "" : `, with ${why},`} the authorities order “${what.name}”: ${says(what, from, order, clock)} [#${id}].`;
}

/** "14:10", and the day if it is another than that of a time before: "14:10 on Saturday". */
function clockFrom(start: string, before: number, seconds: number): string {
  const [from, local] = [localTimeAt(start, before), localTimeAt(start, seconds)];
  const day = local.slice(0, 10) === from.slice(0, 10) ? "" : ` on ${weekday(local)}`;
  return `${local.slice(11)}${day}`;
}

/** The number that gave an order, in words; "" for a time or a hand. */
function reason({ trigger, value }: Order): string {
  if (value === null) return "";
  switch (trigger) {
    case "infections":
      return `${count(value)} people infected`;
    case "deaths":
      return `${count(value)} people dead`;
    case "turned":
      return `${count(value)} people turned`;
    case "reported":
      return `${count(value)} cases reported to them`;
    case "convinced":
      return `${share(value, 1)} of the city convinced that it is true`;
    default:
      return "";
  }
}

function says(what: Intervention, from: string, { ends }: Order, clock: (seconds: number) => string): string {
  const until = ends === null ? "" : `, until ${clock(ends)}`;
  switch (what.do) {
    case "broadcast":
      return `a warning is read to everyone ${from}`;
    case "shelter":
      return `everyone is to stay indoors ${from}`;
    case "curfew":
      return `nobody is to go out between ${what.from} and ${what.to}, ${from}`;
    case "closure":
      return `${new Intl.ListFormat("en").format(what.uses.map(severalOf))} are closed ${from}${until}`;
    case "evacuation":
      return `people are to make for ${what.to === undefined ? "the nearest public room outside" : spot(what.to)} ${from}${until}`;
    case "cordon": {
      const { count: gates } = what.checkpoints;
      const but = gates === 0 ? "" : ` but through ${counted(gates, "checkpoint", "checkpoints")}`;
      return `nobody gets in or out${but} ${from}`;
    }
    case "sweep":
      return `${counted(what.squads, "squad", "squads")} of ${what.size}, with firearms, comb the streets ${from}`;
    case "airlift":
      return `a helicopter is to take ${counted(what.seats, "person", "people")} every ${duration(what.every)} from ${spot(what.from)} ${from}${until}`;
    case "triage":
      return `hospitals take in the bitten and lock them into wards ${from}`;
    case "bombing":
      return from === "at once"
        ? "the bombs fall at once"
        : `the bombs fall ${from.replace(/^from (.*?) on$/, "at $1")}`;
    case "vaccination":
      return `${count(what.doses)} doses a day are given ${from}`;
  }
}

/** "high schools" */
function severalOf(use: BuildingUse): string {
  if (use === "elementary" || use === "middle" || use === "high") return `${use} schools`;
  return use === "university" ? "universities" : `${use}s`;
}

/** "the roof of Hyosan High School" */
function spot(name: string): string {
  const [building, room] = name.split(" / ") as [string, string | undefined];
  return room === undefined ? building : `${withArticle(room)} of ${building}`;
}

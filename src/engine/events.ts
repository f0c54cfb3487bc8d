/** The event log: what happened, in order. The engine emits rows into chunks and knows nothing of files. */
import { allocate, column, type Table } from "../base/columns.js";
import { Hasher } from "../base/hash.js";
import { type ACTION_DRAFT, ActionLog, type ActionListener } from "./actions.js";
import { Memory } from "./memory.js";
import { Page } from "./pages.js";

/** Kinds of event; the code in `events.kind` is the position in this list. */
export const EVENT_KINDS = [
  "infected", // person was infected by other (NONE: seeded); state is the state entered
  "progressed", // person entered state in the course of the infection
  "attacked", // person (turned) attacked other, who escaped
  "killed", // person killed other
  "alarmed", // person became aware of danger and acts
  "hid", // person shut the doors of the place
  "broke-in", // person (turned) broke the door into the place
  "calmed", // person left hiding
  "resumed", // person took up the routine again
  "helped", // person stepped in for other, who was attacked
  "rescued", // person pulled other, who got off, away
  "stood", // person stands and fights
  "shot", // person fired at other
  "set-off-alarm", // person set off the alarm of the building
  "revealed", // it became known that person is a hybrid
  "lost-control", // person (hybrid) lost control and hunts
  "fed", // person (hybrid) fed on other, whom they bit or killed
  "restrained", // person held other, a hybrid out of control
  "came-back", // person (hybrid) came to themselves
  "mutated", // what other passes on to person is a new variant, of the strain; comes right before person is infected
  "heard", // person has heard of the outbreak, from other (NONE: nobody known); holds from the end of the window
  "convinced", // person is convinced of the outbreak, by other (NONE: own eyes); holds from the end of the window
  "formed", // person is the first of a group that shelters in the shut place
  "joined", // person came to the group of the place
  "left", // person is of the group of the place no more; state says whether they turned or died
  "dissolved", // person was the last of the group of the place
  "water-out", // the group of the place has drunk its water; person is its first
  "food-out", // the group of the place has eaten its food; person is its first
  "knocked", // person asked to be let in at the shut place, of other
  "opened", // person let other into the shut place
  "refused", // person kept the shut place shut to other
  "went-back", // person left the shut place to fetch other
  "found", // person has reached other, whom they went to fetch
  "stayed-in", // person did not leave the shut place to fetch other
  "stayed", // person stays in the shut place, though they could go
  "moved", // person leaves the shut place for one with supplies
  "climbed", // person leaves the shut place for the roof
  "expelled", // person drove other, who is known to be infected, out of the shut place
  "kept", // person let other, who is known to be infected, stay in the shut place
  "confessed", // person told the others of the shut place that they are infected
  "concealed", // person kept from the others of the shut place that they are infected
  "held-door", // person stayed at the broken door so that the others get out
  "ran", // person did not stay at the broken door
  "lured", // person left the shut place to lead the turned away from its doors
  "lay-low", // person did not leave the shut place to lead the turned away from its doors
  "waited", // person flees no faster than other, who is slower
  "abandoned", // person flees without other, who is slower
  "allied", // person and other, of the groups of two neighbouring places, made a pact
  "declined", // person made no pact with other, of the group of a neighbouring place
  "shared", // person's group gave water and food to other's, their ally
  "betrayed", // person's group gave other's, their ally, nothing and ended the pact
  "ordered", // an intervention was ordered; nobody's event
  "complied", // person follows an order: leaves the area, or is called up for a squad
  "turned-back", // person was turned back from place, at a cordon or at what is destroyed
  "inspected", // person passed the inspection at a checkpoint or an airlift
  "caught", // person was found infected at an inspection, rightly or not
  "lifted", // person was taken out of the city
  "bombed", // person was killed by a bombing
  "destroyed", // place was destroyed; nobody's event
  "vaccinated", // person got a dose; state tells whether it took
  "confined", // person, bitten, was locked into a ward
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
export const EventCode = Object.fromEntries(EVENT_KINDS.map((kind, code) => [kind, code])) as Record<EventKind, number>;

export const EVENTS = {
  time: column("f64", "s", "time since the scenario's start"),
  kind: column("u8", "code", "what happened (EVENT_KINDS)"),
  person: column("u32", "row of people", "whom it happened to, or who acted"),
  other: column("u32", "row of people", "the other one: infector, victim; NONE if nobody"),
  place: column("u32", "row of places", "where; NONE if nowhere"),
  state: column(
    "u8",
    "code",
    "state of the person after the event (states of the scenario); NO_STATE if it is not about health",
  ),
  strain: column("u8", "code", "strain (strains of the scenario); 255 if none"),
} as const;

/** `events.state` and `events.strain` of events that are not about anybody's health. */
export const NO_STATE = 255;

/** Rows of one chunk. */
export const CHUNK = 1 << 14;

/** Called with a full (or the last) chunk: the first `rows` rows are valid, and only during the call. */
export type Listener = (chunk: Table<typeof EVENTS>, rows: number) => void;

/** What happened in a window, as the zones wrote it one after the other. */
export const DRAFT = { ...EVENTS, zone: column("u16", "row of zones", "zone that wrote the row") } as const;

/** Appends a row to a draft, and returns it; the columns are those of DRAFT. */
export function emit(
  draft: Page<typeof DRAFT>,
  zone: number,
  kind: number,
  time: number,
  person: number,
  other: number,
  place: number,
  state: number,
  strain: number,
): number {
  const row = draft.add();
  const { columns } = draft;
  columns.zone[row] = zone;
  columns.kind[row] = kind;
  columns.time[row] = time;
  columns.person[row] = person;
  columns.other[row] = other;
  columns.place[row] = place;
  columns.state[row] = state;
  columns.strain[row] = strain;
  return row;
}

/** The log: rows in order of time, the end of it still in memory, and the hash of all of it, whoever listens. */
export class EventLog {
  private readonly chunk = allocate(EVENTS, CHUNK);
  private readonly hasher = new Hasher();
  private readonly listener: Listener | undefined;
  private readonly all = new Page(DRAFT, new Memory(false));
  private filled = 0;
  /** Number of rows in the log. */
  rows = 0;

  /** Decisions; undefined where the scenario has none. */
  private readonly actions: ActionLog | undefined;

  /** `actions`: who listens to decisions; null where there are none. */
  constructor(listener: Listener | undefined, actions: ActionListener | undefined | null = null) {
    this.listener = listener;
    this.actions = actions === null ? undefined : new ActionLog(actions);
  }

  /**
   * Adds the rows of drafts, one a thread: in order of time, those at one time by zone, those of a zone as it wrote them;
   * and the decisions that belong to them.
   */
  add(drafts: readonly Page<typeof DRAFT>[], actions: readonly Page<typeof ACTION_DRAFT>[] = []): void {
    const first = this.rows;
    const { columns, rows } = drafts.length === 1 ? drafts[0]! : this.collect(drafts);
    const order = orderOf(columns, rows);
    for (let k = 0; k < rows; k++) this.append(columns, order === undefined ? k : order[k]!);
    if (this.actions === undefined || actions.every((page) => page.rows === 0)) return;
    const rank = new Uint32Array(rows);
    for (let k = 0; k < rows; k++) rank[order === undefined ? k : order[k]!] = k;
    const start = [0];
    for (const draft of drafts) start.push(start.at(-1)! + draft.rows);
    this.actions.add(actions, (thread, row) => first + rank[start[thread]! + row]!);
  }

  /** The rows of several drafts on one page. */
  private collect(drafts: readonly Page<typeof DRAFT>[]): Page<typeof DRAFT> {
    const { all } = this;
    all.clear();
    for (const { columns: c, rows } of drafts) {
      for (let k = 0; k < rows; k++) {
        const { kind, time, person, other, place, state, strain } = c;
        emit(all, c.zone[k]!, kind[k]!, time[k]!, person[k]!, other[k]!, place[k]!, state[k]!, strain[k]!);
      }
    }
    return all;
  }

  private append(from: Table<typeof DRAFT>, k: number): void {
    const { kind, time, person, other, place, state, strain } = from;
    this.emit(kind[k]!, time[k]!, person[k]!, other[k]!, place[k]!, state[k]!, strain[k]!);
  }

  /** Adds a row, later than all before it; the columns are those of EVENTS. */
  emit(kind: number, time: number, person: number, other: number, place: number, state: number, strain: number): void {
    const { chunk, hasher } = this;
    const row = this.filled++;
    chunk.kind[row] = kind;
    chunk.time[row] = time;
    chunk.person[row] = person;
    chunk.other[row] = other;
    chunk.place[row] = place;
    chunk.state[row] = state;
    chunk.strain[row] = strain;
    hasher.float(time);
    hasher.word(kind | (state << 8) | (strain << 16));
    hasher.word(person);
    hasher.word(other);
    hasher.word(place);
    this.rows++;
    if (this.filled === CHUNK) this.handOut();
  }

  /** Hands the rows not yet handed out to the listeners. */
  flush(): void {
    this.handOut();
    this.actions?.flush();
  }

  private handOut(): void {
    if (this.filled > 0) this.listener?.(this.chunk, this.filled);
    this.filled = 0;
  }

  /** Hash of all rows so far, and of the decisions if there are any. */
  hash(): string {
    const events = this.hasher.hex();
    if (this.actions === undefined) return events;
    const both = new Hasher();
    for (const part of [events, this.actions.hash()]) {
      both.word(Number.parseInt(part.slice(0, 8), 16));
      both.word(Number.parseInt(part.slice(8), 16));
    }
    return both.hex();
  }
}

/** The rows in order of time and zone; undefined if they are in order of time already. */
function orderOf({ time, zone }: Table<typeof DRAFT>, rows: number): Uint32Array | undefined {
  let row = 1;
  while (row < rows && time[row - 1]! < time[row]!) row++;
  if (row >= rows) return undefined;
  const order = new Uint32Array(rows);
  for (let k = 0; k < rows; k++) order[k] = k;
  return order.sort((a, b) => time[a]! - time[b]! || zone[a]! - zone[b]! || a - b);
}

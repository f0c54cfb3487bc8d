/** The event log: what happened, in order. The engine emits rows into chunks and knows nothing of files. */
import { allocate, column, type Table } from "../base/columns.js";
import { Hasher } from "../base/hash.js";

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
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
export const EventCode = Object.fromEntries(EVENT_KINDS.map((kind, code) => [kind, code])) as Record<EventKind, number>;

export const EVENTS = {
  time: column("f64", "s", "time since the scenario's start"),
  kind: column("u8", "code", "what happened (EVENT_KINDS)"),
  person: column("u32", "row of people", "whom it happened to, or who acted"),
  other: column("u32", "row of people", "the other one: infector, victim; NONE if nobody"),
  place: column("u32", "row of places", "where; NONE if nowhere"),
  state: column("u8", "code", "state of the person after the event (states of the scenario)"),
  strain: column("u8", "code", "strain (strains of the scenario); 255 if none"),
} as const;

/** Rows of one chunk. */
export const CHUNK = 1 << 14;

/** Called with a full (or the last) chunk: the first `rows` rows are valid, and only during the call. */
export type Listener = (chunk: Table<typeof EVENTS>, rows: number) => void;

/** The end of the log that is still in memory, and the hash of all of it, whoever listens. */
export class EventLog {
  private readonly chunk = allocate(EVENTS, CHUNK);
  private readonly hasher = new Hasher();
  private readonly listener: Listener | undefined;
  private filled = 0;
  /** Number of rows emitted. */
  rows = 0;

  constructor(listener: Listener | undefined) {
    this.listener = listener;
  }

  /** Appends a row; the columns are those of EVENTS. */
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
    if (this.filled === CHUNK) this.flush();
  }

  /** Hands the rows not yet handed out to the listener. */
  flush(): void {
    if (this.filled > 0) this.listener?.(this.chunk, this.filled);
    this.filled = 0;
  }

  /** Hash of all rows so far. */
  hash(): string {
    return this.hasher.hex();
  }
}

/** The event log: what happened, in order. The engine emits rows into chunks and knows nothing of files. */
import { allocate, column, type Table } from "../base/columns.js";

/** Kinds of event; the code in `events.kind` is the position in this list. */
export const EVENT_KINDS = [
  "infected", // person was infected by other (NONE: seeded); state is the state entered
  "progressed", // person entered state in the course of the infection
  "attacked", // person (turned) attacked other, who escaped
  "killed", // person killed other
  "alarmed", // person became aware of danger; other is the turned seen, NONE if heard
  "hid", // person shut the doors of the place
  "broke-in", // person (turned) broke the door into the place
  "dormant", // person (turned) went dormant
  "roused", // person (turned) woke
  "calmed", // person returned to routine
  "zone-woke", // person is NONE, other is the zone
  "zone-slept",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
export const EventCode = Object.fromEntries(EVENT_KINDS.map((kind, code) => [kind, code])) as Record<EventKind, number>;

export const EVENTS = {
  time: column("f64", "s", "time since the scenario's start"),
  kind: column("u8", "code", "what happened (EVENT_KINDS)"),
  person: column("u32", "row of people", "whom it happened to, or who acted; NONE if nobody"),
  other: column("u32", "row of people", "the other one: infector, victim; NONE if nobody"),
  place: column("u32", "row of places", "where; NONE if nowhere"),
  state: column("u8", "code", "state of the person after the event (states of the scenario)"),
  strain: column("u8", "code", "strain (strains of the scenario); 255 if none"),
} as const;

/** Rows of one chunk. */
export const CHUNK = 1 << 14;

/** Called with a full (or the last) chunk: the first `rows` rows are valid, and only during the call. */
export type Listener = (chunk: Table<typeof EVENTS>, rows: number) => void;

export function newChunk(): Table<typeof EVENTS> {
  return allocate(EVENTS, CHUNK);
}

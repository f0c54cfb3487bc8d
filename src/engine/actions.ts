/**
 * The log of decisions: for each choice a person made under threat what was weighed, and how likely the choice was. Each row
 * belongs to the row of the event log that says who did what to whom, and where.
 */
import { allocate, column, type Table } from "../base/columns.js";
import { Hasher } from "../base/hash.js";
import type { Page } from "./pages.js";

/** What is decided; the code in `actions.decision` is the position in this list. */
export const DECISIONS = [
  "open", // let someone who knocks in: opened, refused
  "go-back", // fetch someone left outside: went-back, stayed-in
  "leave", // stay where one shelters, or go: stayed, calmed (home), moved, climbed
  "expel", // drive someone out who is known to be infected: expelled, kept
  "reveal", // say that one is bitten, or no human any more: confessed, concealed
  "hold", // stay at a door that gives way: held, ran
  "lure", // lead the turned away from the doors: lured, lay-low
  "wait", // flee with someone slower: waited, abandoned
  "ally", // make a pact with the group next door: allied, declined
  "share", // keep the pact when the other group has run out: shared, betrayed
] as const;
export type Decision = (typeof DECISIONS)[number];
export const DecisionCode = Object.fromEntries(DECISIONS.map((name, code) => [name, code])) as Record<Decision, number>;

/** What was weighed; NaN where the decision does not weigh it. */
export const TERMS = {
  tie: column("f32", "1", "strength of the tie to the person concerned: 3 family, 1.5 mate, 0.75 neighbour, 0 none"),
  courage: column("f32", "1", "courage of the one who decides, 0 to 1"),
  loyalty: column("f32", "1", "loyalty of the one who decides, 0 to 1"),
  risk: column("f32", "1", "readiness of the one who decides to take risks, 0 to 1"),
  danger: column("f32", "persons", "turned seen right outside"),
  supplies: column("f32", "d", "time for which the group has water, from then on"),
  bitten: column(
    "f32",
    "1",
    "1: the person concerned is known to be infected, or no human any more; 0: not known to be",
  ),
} as const;
export type Terms = { readonly [name in keyof typeof TERMS]?: number };

export const ACTIONS = {
  event: column("u32", "row of events", "the event that the choice made"),
  time: column("f64", "s", "time since the scenario's start"),
  decision: column("u8", "code", "what was decided (DECISIONS)"),
  person: column("u32", "row of people", "who decided"),
  other: column("u32", "row of people", "whom it concerned; NONE if nobody else"),
  place: column("u32", "row of places", "where"),
  choice: column("u8", "code", "what was chosen (EVENT_KINDS)"),
  instead: column("u8", "code", "the best of what was not chosen (EVENT_KINDS); 255 if there was nothing else"),
  probability: column("f32", "1", "probability of the choice before it was made"),
  utility: column("f32", "1", "utility of the choice"),
  insteadUtility: column("f32", "1", "utility of the best of what was not chosen"),
  options: column("u8", "count", "options there were"),
  ...TERMS,
} as const;

/** `instead` where there was nothing else to choose. */
export const NO_CHOICE = 255;

/** Decisions of a window; `event` is the row of the same thread's draft of events. */
export const ACTION_DRAFT = ACTIONS;

/** Rows of one chunk. */
const CHUNK = 1 << 12;

/** Called with a full (or the last) chunk: the first `rows` rows are valid, and only during the call. */
export type ActionListener = (chunk: Table<typeof ACTIONS>, rows: number) => void;

/** The rows in the order of their events, the end of them still in memory, and the hash of all. */
export class ActionLog {
  private readonly chunk = allocate(ACTIONS, CHUNK);
  private readonly hasher = new Hasher();
  private filled = 0;
  rows = 0;

  constructor(private readonly listener: ActionListener | undefined) {}

  /**
   * Adds the rows of drafts, one a thread.
   *
   * @param rowOf  row of the event log that a thread's draft row has become
   */
  add(drafts: readonly Page<typeof ACTION_DRAFT>[], rowOf: (thread: number, row: number) => number): void {
    const all: { readonly event: number; readonly thread: number; readonly row: number }[] = [];
    for (const [thread, { columns, rows }] of drafts.entries()) {
      for (let row = 0; row < rows; row++) all.push({ event: rowOf(thread, columns.event[row]!), thread, row });
    }
    all.sort((a, b) => a.event - b.event);
    for (const { event, thread, row } of all) this.append(drafts[thread]!.columns, row, event);
  }

  private append(from: Table<typeof ACTIONS>, row: number, event: number): void {
    const { chunk, hasher } = this;
    const at = this.filled++;
    for (const name of NAMES) {
      const value = name === "event" ? event : from[name][row]!;
      chunk[name][at] = value;
      hasher.float(value);
    }
    this.rows++;
    if (this.filled === CHUNK) this.flush();
  }

  /** Hands the rows not yet handed out to the listener. */
  flush(): void {
    if (this.filled > 0) this.listener?.(this.chunk, this.filled);
    this.filled = 0;
  }

  hash(): string {
    return this.hasher.hex();
  }
}

const NAMES = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

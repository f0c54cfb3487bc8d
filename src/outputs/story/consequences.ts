/** What decisions were about, and what came of them: the first that befalls either of the two within half an hour. */
import type { Candidate, Decision } from "./decisions.js";
import type { Happening } from "./events.js";
import type { RowListener } from "./strands.js";

/** Kinds of event that can be what came of a decision: to the person of the event, and to the other one. */
const BEFALLS = new Set(["infected", "progressed", "found", "lifted", "bombed"]);
const BEFALLS_OTHER = new Set(["killed", "found", "rescued"]);
/** s */
const SOON = 1800;

/** Listens to the events for those of decisions, and for what follows. */
export class Consequences {
  private readonly wanted = new Map<number, Decision>();
  private readonly events = new Map<number, Happening>();
  private readonly followed = new Map<number, Happening>();
  /** Decisions of which nothing has come yet, by person concerned. */
  private readonly pending = new Map<number, Decision[]>();

  constructor(candidates: readonly (readonly Candidate[])[]) {
    for (const { decision } of candidates.flat()) this.wanted.set(decision.event, decision);
  }

  readonly listener: RowListener = (_, rows, row) => {
    const kind = rows.kind[row]!;
    const person = rows.person[row] ?? null;
    const other = rows.other[row] ?? null;
    if (person !== null && BEFALLS.has(kind)) this.settle(person, rows.time[row]!, () => rows.at(row));
    if (other !== null && BEFALLS_OTHER.has(kind)) this.settle(other, rows.time[row]!, () => rows.at(row));
    const decision = this.wanted.get(rows.first + row);
    if (decision === undefined) return;
    this.events.set(decision.event, rows.at(row));
    for (const one of decision.other === null ? [decision.person] : [decision.person, decision.other]) {
      const list = this.pending.get(one);
      if (list === undefined) this.pending.set(one, [decision]);
      else list.push(decision);
    }
  };

  private settle(person: number, time: number, event: () => Happening): void {
    const list = this.pending.get(person);
    if (list === undefined) return;
    this.pending.delete(person);
    for (const decision of list) {
      if (time - decision.time <= SOON && !this.followed.has(decision.event))
        this.followed.set(decision.event, event());
    }
  }

  /** The event of a decision. */
  eventOf({ event }: Decision): Happening | undefined {
    return this.events.get(event);
  }

  /** What came of it. */
  after({ event }: Decision): Happening | undefined {
    return this.followed.get(event);
  }
}

/**
 * Which events of someone make one sentence, and which are not worth one. A knock and its answer are one; several of one kind
 * in a row are one; flight is told only where nothing follows from it, hiding not right after being let in, hearing of it only
 * from or to someone of the household or the cast; and what small children are said to have decided is left out.
 */
import type { Happening } from "./events.js";

/** An event, or a knock and its answer: of kind `let-in` or `turned-away`, with the row of the answer. */
export interface Moment extends Happening {
  readonly also?: number;
}

/** Rows of events.parquet of a moment. */
export function idsOf({ id, also }: Moment): number[] {
  return also === undefined ? [id] : [id, also];
}

export function isAtDoor({ kind }: Moment): boolean {
  return kind === "let-in" || kind === "turned-away";
}

/** Fewer than this of one kind in a row are told one by one. */
const RUN_OF = 3;
const RUN_AT_DOOR = 2;
/** s within which flight and what ends it are one. */
const SOON = 90;

/** Kinds of event that someone decides for others. */
const DECIDED = new Set(["opened", "refused", "expelled", "kept", "allied", "shared", "betrayed"]);

/** What must be known of people to tell their events. */
export interface Acquaintance {
  /** Whether two people are of one household, or both of the cast. */
  isNear(a: number, b: number): boolean;
  /** Whether someone is too small to have decided for others: where there is nobody older they speak for a group all the same. */
  isSmall(person: number): boolean;
}

export function groupsOf(person: number, events: readonly Happening[], { isNear, isSmall }: Acquaintance): Moment[][] {
  const decided = events.filter((event) => !(DECIDED.has(event.kind) && isSmall(event.person)));
  const moments = withoutRelapses(answered(decided));
  const told = moments.filter((event, row) => {
    const [before, next] = [moments[row - 1], moments[row + 1]];
    switch (event.kind) {
      case "alarmed":
        return (before === undefined || event.time - before.time > SOON) && !isSoon(event, next);
      case "hid":
        if (before?.kind === "hid" || (before?.kind === "alarmed" && moments[row - 2]?.kind === "hid")) return false;
        return !(before !== undefined && isAtDoor(before) && isSoon(before, event));
      case "convinced":
        return event.other !== null && isNear(event.person, event.other);
      case "stayed-in":
        return event.other !== null && isNear(event.person, event.other);
      case "resumed":
        return false;
      default:
        return true;
    }
  });
  const key = (event: Moment) => `${event.kind} ${event.person === person} ${event.other === null}`;
  const groups: Moment[][] = [];
  for (let first = 0; first < told.length; ) {
    let end = first + 1;
    while (end < told.length && key(told[end]!) === key(told[first]!)) end++;
    const least = isAtDoor(told[first]!) ? RUN_AT_DOOR : RUN_OF;
    if (end - first < least) for (const event of told.slice(first, end)) groups.push([event]);
    else groups.push(told.slice(first, end));
    first = end;
  }
  return groups;
}

/** The events without the times, after the first, at which someone loses control and comes to with nothing in between. */
function withoutRelapses(events: readonly Moment[]): Moment[] {
  const first = events.findIndex(({ kind }) => kind === "lost-control");
  const isIdle = (row: number) => {
    const [one, next] = [events[row], events[row + 1]];
    return row > first && one?.kind === "lost-control" && next?.kind === "came-back" && one.person === next.person;
  };
  return events.filter((_, row) => !isIdle(row) && !isIdle(row - 1));
}

/** The events with each knock and its answer as one. */
function answered(events: readonly Happening[]): Moment[] {
  const moments: Moment[] = [];
  for (let row = 0; row < events.length; row++) {
    const [event, next] = [events[row]!, events[row + 1]];
    const isAnswer = next !== undefined && next.person === event.other && next.other === event.person;
    const kind = next?.kind === "opened" ? "let-in" : next?.kind === "refused" ? "turned-away" : undefined;
    if (event.kind === "knocked" && isAnswer && kind !== undefined) {
      moments.push({ ...event, kind, also: next.id });
      row++;
    } else moments.push(event);
  }
  return moments;
}

function isSoon({ time }: Happening, next: Happening | undefined): boolean {
  return next !== undefined && next.time - time < SOON;
}

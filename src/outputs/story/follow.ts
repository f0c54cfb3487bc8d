/** One person's story, from the folder of a run. */
import { InputError } from "../../base/problems.js";
import { formatClock, localTimeAt, weekday } from "../../base/units.js";
import { suggestion } from "../../scenario/findings.js";
import { readRunFile, type RunFile } from "../run-file.js";
import { readCourse, type Stretch, stretchWords } from "./courses.js";
import { type Happening, readEvents } from "./events.js";
import { type FateRow, type PublicFate, publicFate, readFates } from "./fates.js";
import { description, type Resident, readCast, readPeople } from "./people.js";
import { capital, pronoun, Teller } from "./tell.js";

/** An event of someone's story. */
export interface StoryEvent {
  /** Row of events.parquet. */
  readonly id: number;
  readonly time_s: number;
  readonly clock: string;
  readonly kind: string;
  readonly is: "person" | "other";
  readonly with: { readonly person: number; readonly name: string } | null;
  readonly place: number | null;
  readonly zone: string | null;
  readonly state: string;
  /** Null for kinds that have no words. */
  readonly words: string | null;
}

/** One person's story. */
export interface Story {
  readonly run: string;
  readonly person: number;
  readonly name: string;
  readonly is_cast: boolean;
  readonly age: number;
  readonly sex: string;
  readonly role: string;
  readonly description: string;
  readonly home_zone: string;
  /** What had become of them at the end, in truth. */
  readonly fate: { readonly state: string; readonly label: string; readonly words: string };
  /** What the public record said of them, for the cast of runs that have one; else null. */
  readonly public: (PublicFate & { readonly history: readonly (FateRow & { readonly clock: string })[] }) | null;
  readonly events: readonly StoryEvent[];
  readonly course: readonly (Pick<Stretch, "from_s" | "to_s" | "activity" | "purpose" | "places"> & {
    readonly words: string;
  })[];
}

/** Most events of one person that are kept: a turned person's day has some hundreds. */
const MOST_EVENTS = 20_000;

/** Reads the story of a person, given by name or by row of people. Throws InputError if there is no such person. */
export async function follow(folder: string, nameOrRow: string): Promise<{ story: Story; run: RunFile }> {
  const run = readRunFile(folder);
  const cast = await readCast(folder, run);
  const person = personCalled(nameOrRow, run, cast);
  const events: Happening[] = [];
  await readEvents(folder, run, (rows) => {
    for (let row = 0; row < rows.length; row++) {
      if (rows.person[row] !== person && rows.other[row] !== person) continue;
      if (events.length < MOST_EVENTS) events.push(rows.at(row));
    }
  });
  const wanted = new Set(events.flatMap(({ person, other }) => (other === null ? [person] : [person, other])));
  const people = await readPeople(folder, run, cast, wanted);
  const who = people.get(person);
  if (who === undefined) {
    const expected = "someone who is in an event of the run, or of its cast";
    throw new InputError({ where: folder, path: "", expected, found: `person ${person}, to whom nothing happened` });
  }
  const course = await readCourse(folder, run, person);
  const fates = (await readFates(folder, run)).get(person) ?? [];
  return { story: storyOf(folder, run, who, events, people, course, fates), run };
}

function personCalled(nameOrRow: string, run: RunFile, cast: readonly Resident[]): number {
  if (/^\d+$/.test(nameOrRow)) {
    const row = Number(nameOrRow);
    if (row < run.city.residents) return row;
    const expected = `a row of people from 0 to ${run.city.residents - 1}, or a name of the cast`;
    throw new InputError({ where: "command line", path: "name", expected, found: nameOrRow });
  }
  const plain = nameOrRow.trim().toLowerCase();
  const member = cast.find(({ name }) => name.toLowerCase() === plain);
  if (member !== undefined) return member.person;
  const names = cast.map(({ name }) => name);
  const known =
    names.length === 0 ? "a row of people, since this run has no cast" : `one of the cast: ${names.join(", ")}`;
  const expected = known + suggestion(nameOrRow, names);
  throw new InputError({ where: "command line", path: "name", expected, found: JSON.stringify(nameOrRow) });
}

function storyOf(
  folder: string,
  run: RunFile,
  who: Resident,
  happenings: readonly Happening[],
  people: ReadonlyMap<number, Resident>,
  course: readonly Stretch[],
  fates: readonly FateRow[],
): Story {
  const teller = new Teller(run);
  const self = pronoun(who.sex);
  const nameOf = (person: number) => (person === who.person ? self : named(people.get(person)!));
  const events = happenings.map((event): StoryEvent => {
    const { id, time, kind, person, other, place, zone, state } = event;
    const companion = person === who.person ? other : person;
    const words = teller.clause(
      event,
      teller.variant(event, id, person !== who.person),
      nameOf(person),
      other === null ? undefined : nameOf(other),
    );
    return {
      ...{ id, time_s: time, clock: formatClock(run.scenario.start, time), kind },
      is: person === who.person ? "person" : "other",
      with: companion === null ? null : { person: companion, name: people.get(companion)!.name },
      ...{ place, zone, state, words: words === undefined ? null : capital(words) },
    };
  });
  const { person, name, isCast, age, sex, role, homeZone } = who;
  return {
    ...{
      run: folder,
      person,
      name,
      is_cast: isCast,
      age,
      sex,
      role,
      description: description(who),
      home_zone: homeZone,
    },
    fate: fateOf(run, who, happenings),
    public: fates.length === 0 ? null : publicStory(fates, run.scenario.start, sex),
    events,
    course: course.map((stretch) => {
      const { from_s, to_s, activity, purpose, places } = stretch;
      return { from_s, to_s, activity, purpose, places, words: stretchWords(stretch) };
    }),
  };
}

function publicStory(fates: readonly FateRow[], start: string, sex: string): Story["public"] {
  const history = fates.map((row) => ({ ...row, clock: formatClock(start, row.time_s) }));
  return { ...publicFate(fates, start, sex), history };
}

function named({ name }: Resident): { readonly subject: string; readonly object: string } {
  return { subject: name, object: name };
}

/** What had become of someone, from the last event that entered a state of theirs, or of the cast at the end. */
function fateOf(run: RunFile, who: Resident, happenings: readonly Happening[]): Story["fate"] {
  let last: Happening | undefined;
  let state = (who as { readonly state?: string }).state ?? "susceptible";
  for (const event of happenings) {
    const { kind, person, other } = event;
    const enters = person === who.person && (kind === "infected" || kind === "progressed");
    const killed = kind === "killed" && other === who.person;
    if (!enters && !killed) continue;
    last = event;
    if (!who.isCast) state = killed ? "killed" : event.state;
  }
  const label = run.states.find(({ name }) => name === state)?.label ?? state;
  if (last === undefined) {
    return { state, label, words: state === "susceptible" ? "never infected" : label };
  }
  return { state, label, words: `${label}, since ${formatClock(run.scenario.start, last.time)} [#${last.id}]` };
}

/** A stretch of the course that begins this near to an event of the person's own is told by that, s. */
const SAID_ALREADY = 3;
/** Consecutive events of one kind that are told one by one; more are summed up. */
const MOST_ALIKE = 3;

/** The story in words: who, what became of them, and hour by hour what they did and what befell them. */
export function storyInWords({ story, run }: { readonly story: Story; readonly run: RunFile }): string {
  const { start } = run.scenario;
  const lines = [
    `${story.name}, ${story.description}${story.role === "at-home" ? "" : `, lives in ${story.home_zone}`}`,
    ...(story.is_cast ? [] : ["(not of the cast: the name is generated, and the course is not recorded)"]),
    `in truth: ${story.fate.words}`,
    ...(story.public === null ? [] : [`by the public record: ${story.public.words}`]),
  ];
  type Entry = { readonly time: number; readonly text: string };
  const told = story.events.filter(({ words }) => words !== null);
  const own = told.filter(({ is }) => is === "person").map(({ time_s }) => time_s);
  const isTold = (time: number) => own.some((at) => Math.abs(at - time) < SAID_ALREADY);
  const entries: Entry[] = story.course
    .filter(({ from_s, activity }) => activity === "routine" || !isTold(from_s))
    .map(({ from_s, words }) => ({ time: from_s, text: capital(words) }));
  for (const [row, { time_s, status }] of (story.public?.history ?? []).entries()) {
    if (row === 0 || status === story.public!.history[row - 1]!.status) continue;
    entries.push({ time: time_s, text: `(publicly known from now on: ${status})` });
  }
  for (let first = 0; first < told.length; ) {
    let end = first + 1;
    const key = ({ kind, is }: StoryEvent) => `${kind} ${is}`;
    while (end < told.length && key(told[end]!) === key(told[first]!)) end++;
    if (end - first <= MOST_ALIKE) {
      for (const { time_s, words, id } of told.slice(first, end))
        entries.push({ time: time_s, text: `${words} [#${id}]` });
    } else entries.push({ time: told[first]!.time_s, text: summed(told.slice(first, end), start) });
    first = end;
  }
  let day = "";
  for (const { time, text } of entries.sort((a, b) => a.time - b.time)) {
    const local = localTimeAt(start, time);
    const date = local.slice(0, 10);
    if (date !== day) lines.push("", `${weekday(local)} ${date}`);
    day = date;
    lines.push(`  ${local.slice(11)}  ${text}`);
  }
  return lines.join("\n");
}

/** Many events of one kind, in one line. */
function summed(events: readonly StoryEvent[], start: string): string {
  const last = events.at(-1)!;
  const until = localTimeAt(start, last.time_s).slice(11);
  return `${events[0]!.words}, and ${events.length - 1} times more the like until ${until} [#${events[0]!.id} … #${last.id}]`;
}

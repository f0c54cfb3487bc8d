/** A made-up outbreak on the made-up town: plausible enough to look at, and it obeys the recorder's contract. */
import { NONE } from "../../src/base/columns.js";
import { type City, PlaceKindCode } from "../../src/city/city.js";
import { CHUNK, EventCode, type EventKind, EVENTS, type Listener } from "../../src/engine/events.js";
import { allocate } from "../../src/base/columns.js";
import type { Observed, ObservedState } from "../../src/recorder/observed.js";
import { Scenario } from "../../src/scenario/schema.js";
import { randomFrom } from "./fake-city.js";

export const STATES: readonly ObservedState[] = [
  { name: "susceptible", label: "susceptible", conduct: "person", strain: 255 },
  { name: "protected", label: "protected", conduct: "person", strain: 255 },
  { name: "incubating", label: "incubating", conduct: "person", strain: 0 },
  { name: "turned", label: "turned", conduct: "turned", strain: 0 },
  { name: "hybrid", label: "hybrid", conduct: "hybrid", strain: 0 },
  { name: "immune", label: "immune", conduct: "person", strain: 0 },
  { name: "dead", label: "dead", conduct: "dead", strain: 0 },
];
const [, , INCUBATING, TURNED, HYBRID, IMMUNE, DEAD] = [0, 1, 2, 3, 4, 5, 6];

/** The scenario of the fake run; `changes` replace or add entries at the top, as in the file. */
export function fakeScenario(changes: Readonly<Record<string, unknown>> = {}): Scenario {
  return Scenario.parse({
    name: "fake",
    title: "It begins in the science lab",
    city: "fakeville",
    seed: 1,
    start: "2021-10-29T09:10",
    until: "6 h",
    strains: {
      jonas: {
        label: "Jonas virus",
        entry: "incubating",
        attack: {
          law: { kind: "encounter", reach: "1 m", speed: "2 m/s", handling: "15 s" },
          outcomes: { bitten: 0.6, escaped: 0.4 },
        },
        states: {
          incubating: { dwell: { fixed: "6 min" }, next: { turned: 0.95, hybrid: 0.01, immune: 0.01, dead: 0.03 } },
          turned: { conduct: "turned" },
          hybrid: { conduct: "hybrid" },
          immune: {},
          dead: { conduct: "dead" },
        },
      },
    },
    outbreak: [{ strain: "jonas", where: { place: "science lab" } }],
    record: { series: "10 min" },
    ...changes,
  });
}

const STEP = 20; // s

/** Steps a random walk of the turned; everyone bitten is infected, some are killed. */
export class FakeRun implements Observed {
  readonly strains = ["jonas"];
  readonly states = STATES;
  finished: Observed["finished"] = "no";
  now = 0;
  events = 0;
  private readonly state: Uint8Array;
  private readonly due: Float64Array;
  private readonly place: Uint32Array;
  private readonly crowd = new Map<number, number[]>();
  private readonly turned: number[] = [];
  private readonly incubating: number[] = [];
  private readonly chunk = allocate(EVENTS, CHUNK);
  private rows = 0;
  private readonly random: () => number;

  constructor(
    readonly city: City,
    readonly scenario: Scenario,
    private readonly listener: Listener,
    seed = 1,
  ) {
    this.random = randomFrom(seed);
    const { people, households } = city;
    this.state = new Uint8Array(people.age.length);
    this.due = new Float64Array(people.age.length);
    this.place = Uint32Array.from(people.anchor, (anchor, person) =>
      anchor === NONE ? households.home[people.household[person]!]! : anchor,
    );
    this.place.forEach((place, person) => {
      const there = this.crowd.get(place);
      if (there) there.push(person);
      else this.crowd.set(place, [person]);
    });
    const lab = Number(Object.keys(city.manifest.placeNames)[0]);
    this.infect(this.place.indexOf(lab), NONE);
    this.flush();
  }

  /** Runs until a time, s. */
  advance(until: number): void {
    while (this.now + STEP <= until) {
      this.now += STEP;
      for (const person of this.incubating.splice(0)) this.progress(person);
      for (const hunter of [...this.turned]) if (this.state[hunter] === TURNED) this.hunt(hunter);
    }
    this.now = until;
    this.flush();
  }

  countByState(): Uint32Array {
    const counts = new Uint32Array(STATES.length);
    for (const state of this.state) counts[state]!++;
    return counts;
  }

  countByZoneState(): Uint32Array {
    const { firstPerson, residents } = this.city.zones;
    const counts = new Uint32Array(residents.length * STATES.length);
    for (let zone = 0; zone < residents.length; zone++) {
      for (let i = 0; i < residents[zone]!; i++) {
        counts[zone * STATES.length + this.state[firstPerson[zone]! + i]!]!++;
      }
    }
    return counts;
  }

  stateOf(person: number): number {
    return this.state[person]!;
  }

  private emit(kind: EventKind, person: number, other: number): void {
    const row = this.rows++;
    this.chunk.time[row] = this.now;
    this.chunk.kind[row] = EventCode[kind];
    this.chunk.person[row] = person;
    this.chunk.other[row] = other;
    this.chunk.place[row] = this.place[person]!;
    this.chunk.state[row] = this.state[person]!;
    this.chunk.strain[row] = this.state[person]! > 1 ? 0 : 255;
    this.events++;
    if (this.rows === CHUNK) this.flush();
  }

  private flush(): void {
    if (this.rows > 0) this.listener(this.chunk, this.rows);
    for (const column of Object.values(this.chunk)) column.fill(77); // chunks are reused: who kept a view sees it
    this.rows = 0;
  }

  private infect(person: number, infector: number): void {
    this.state[person] = INCUBATING!;
    this.due[person] = this.now + 360 * Math.exp(this.random() + this.random() - 1);
    this.incubating.push(person);
    this.emit("infected", person, infector);
  }

  private progress(person: number): void {
    if (this.due[person]! > this.now) {
      this.incubating.push(person);
      return;
    }
    const u = this.random();
    this.state[person] = u < 0.94 ? TURNED! : u < 0.96 ? HYBRID! : u < 0.97 ? IMMUNE! : DEAD!;
    if (this.state[person] === TURNED) this.turned.push(person);
    this.emit("progressed", person, NONE);
  }

  private hunt(hunter: number): void {
    const here = this.place[hunter]!;
    const victims = (this.crowd.get(here) ?? []).filter((person) => this.state[person] === 0);
    const victim = victims[Math.floor(this.random() * victims.length)];
    const u = this.random();
    if (victim === undefined || u < 0.3) this.wander(hunter, here);
    else if (u < 0.5) this.infect(victim, hunter);
    else if (u < 0.7) this.emit("attacked", hunter, victim);
    else if (u < 0.72) this.kill(hunter, victim);
    else if (u < 0.74) this.kill(victim, hunter);
    else if (u < 0.95) this.move(victim, here);
  }

  private kill(killer: number, killed: number): void {
    this.state[killed] = DEAD!;
    this.emit("killed", killer, killed);
  }

  private wander(person: number, here: number): void {
    if (this.random() < 0.35) this.move(person, here);
  }

  private move(person: number, here: number): void {
    const { doors, doorStart, places } = this.city;
    const from = doorStart[here]!;
    const next = doors.to[from + Math.floor(this.random() * (doorStart[here + 1]! - from))]!;
    if (places.kind[next] === PlaceKindCode.home && this.random() < 0.6) return;
    const left = this.crowd.get(here) ?? [];
    left.splice(left.indexOf(person), 1);
    this.place[person] = next;
    const there = this.crowd.get(next);
    if (there) there.push(person);
    else this.crowd.set(next, [person]);
  }
}

/** Runs it to the end, with samples as the scenario says. */
export function play(
  run: FakeRun,
  sample: (run: FakeRun) => void,
  until = run.scenario.until,
  every = run.scenario.record.series,
): void {
  sample(run);
  for (let time = every; time <= until; time += every) {
    run.advance(time);
    sample(run);
  }
  run.finished = "time";
}

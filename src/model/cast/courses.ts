/**
 * The whole course of the cast, in order of time: a row whenever one of them is in another place, does something else, or
 * has another aim. In routine it is worked out from the routine, which is a pure function; out of routine it is what they
 * did (`note.ts`). The first thread does it, for what has passed since it was last asked.
 */
import { NONE, type Table } from "../../base/columns.js";
import { RoleCode } from "../../city/city.js";
import type { Routine } from "../../city/routine.js";
import type { MOVES } from "../../engine/moves.js";
import type { Page } from "../../engine/pages.js";
import { ActivityCode, type World } from "../../engine/world.js";
import { PURPOSES } from "../movement/errand.js";
import type { Player } from "./cast.js";

/** What people are where they are for, or on the way for; those of errands follow. */
export const AIMS = ["home", "school", "work", "shop", "safety", "prey", ...PURPOSES] as const;
const AimCode = Object.fromEntries(AIMS.map((aim, code) => [aim, code])) as Record<(typeof AIMS)[number], number>;
export const NO_AIM = 0xff;
const FIRST_ERRAND = AIMS.length - PURPOSES.length;

/** A row of the course of one of the cast. */
export interface Course {
  /** s since the start. */
  readonly time: number;
  readonly person: number;
  /** NONE for those who take part no more and were nowhere before. */
  readonly place: number;
  /** Row of places to which they are on the way; NONE if they are not, or it is not known. */
  readonly goal: number;
  readonly activity: number;
  /** AIMS; NO_AIM if none. */
  readonly aim: number;
}

export type CourseListener = (course: Course) => void;

/** One of the cast, as far as their course is told. */
interface Traveller {
  readonly person: number;
  readonly order: number;
  inRoutine: boolean;
  /** s: told up to here. */
  told: number;
  last: Course | undefined;
}

export class Courses {
  private readonly travellers: ReadonlyMap<number, Traveller>;
  /** Moves of the windows since the last time. */
  private moves: Course[] = [];

  constructor(
    private readonly world: World,
    players: readonly Player[],
    private readonly listener: CourseListener,
  ) {
    this.travellers = new Map(
      players.map(({ person }, order) => [person, { person, order, inRoutine: true, told: 0, last: undefined }]),
    );
  }

  /** Takes in what the threads have written. */
  take(pages: readonly Page<typeof MOVES>[]): void {
    for (const { columns, rows } of pages) for (let row = 0; row < rows; row++) this.moves.push(moveAt(columns, row));
  }

  /** Tells everything before time `now`, s, and what was done out of routine at it. */
  settle(now: number): void {
    const rows: Course[] = [];
    const { moves } = this;
    this.moves = [];
    for (const move of moves.sort((a, b) => a.time - b.time)) {
      const traveller = this.travellers.get(move.person)!;
      const isRoutine = move.activity === ActivityCode.routine;
      if (traveller.inRoutine && isRoutine) continue;
      if (traveller.inRoutine) this.workOut(traveller, move.time, rows);
      traveller.inRoutine = isRoutine;
      traveller.told = move.time;
      if (!isRoutine)
        add(traveller, move.place === NONE ? { ...move, place: traveller.last?.place ?? NONE } : move, rows);
    }
    for (const traveller of this.travellers.values()) {
      if (!traveller.inRoutine) continue;
      this.workOut(traveller, now, rows);
      traveller.told = now;
    }
    const order = ({ person }: Course) => this.travellers.get(person)!.order;
    rows.sort((a, b) => a.time - b.time || order(a) - order(b));
    for (const row of rows) this.listener(row);
  }

  /** Adds the rows of the routine from where someone's course is told to before time `end`, s. */
  private workOut(traveller: Traveller, end: number, rows: Course[]): void {
    const { routine } = this.world;
    const { person } = traveller;
    for (let time = traveller.told; time < end; ) {
      routine.at(person, time);
      const { place, goal, until } = routine;
      const aim = this.aimOf(routine, person, goal === NONE ? place : goal);
      add(traveller, { time, person, place, goal, activity: ActivityCode.routine, aim }, rows);
      time = until;
    }
  }

  private aimOf(routine: Routine, person: number, place: number): number {
    const { people } = this.world.city;
    if (place === routine.home(person)) return AimCode.home;
    if (place !== people.anchor[person]) return AimCode.shop;
    return people.role[person] === RoleCode.worker ? AimCode.work : AimCode.school;
  }
}

/** Adds a row unless it says what the last one did. */
function add(traveller: Traveller, row: Course, rows: Course[]): void {
  const { last } = traveller;
  traveller.last = row;
  const { place, goal, activity, aim } = row;
  if (last?.place === place && last.goal === goal && last.activity === activity && last.aim === aim) return;
  rows.push(row);
}

function moveAt(columns: Table<typeof MOVES>, row: number): Course {
  const activity = columns.activity[row]!;
  return {
    time: columns.time[row]!,
    person: columns.person[row]!,
    place: columns.place[row]!,
    goal: columns.goal[row]!,
    activity,
    aim: aimOfActivity(activity, columns.purpose[row]!),
  };
}

function aimOfActivity(activity: number, purpose: number): number {
  switch (activity) {
    case ActivityCode.startled:
    case ActivityCode.fleeing:
    case ActivityCode.hiding:
      return AimCode.safety;
    case ActivityCode.returning:
      return AimCode.home;
    case ActivityCode.hunting:
    case ActivityCode.breaking:
      return AimCode.prey;
    case ActivityCode.heading:
      return FIRST_ERRAND + purpose;
    default:
      return NO_AIM;
  }
}

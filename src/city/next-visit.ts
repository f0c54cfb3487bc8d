/** When the routine next brings someone into a zone: asked of those who are awaited in a zone that is awake. */
import { OutingCode } from "./called-off.js";
import { LEAST_STAY, REST, type Routine } from "./routine.js";

/**
 * The first time after `t` at which the routine brings the person into a zone, from a place outside it; or a time before
 * it, to ask again: when they next set out. So no trip is worked out before it begins.
 */
export function nextVisit(routine: Routine, person: number, zone: number, t: number): number {
  const { people, households } = routine.city;
  const home = routine.home(person);
  const day = routine.dayOf(t);
  const plan = routine.plan(person, day, routine.dawnOf(day));
  const { leave, back, shop, shopping } = plan;
  let free = routine.dawnOf(day);
  if (leave < Number.POSITIVE_INFINITY) {
    const anchor = people.anchor[person]!;
    if (t < leave) return leave;
    const isOver = shop === Number.POSITIVE_INFINITY && routine.isBack(person, home, anchor, plan, t);
    if (!isOver && !routine.isOff(person, OutingCode.anchor, leave)) {
      const entry = entryOf(routine, person, home, anchor, leave, back, LEAST_STAY, zone, t);
      if (entry < Number.POSITIVE_INFINITY) return entry;
      free = routine.course.arrival;
    }
  }
  if (shop < Number.POSITIVE_INFINITY) {
    const start = Math.max(shop, free + REST);
    if (t < start) return start;
    if (!routine.isOff(person, OutingCode.shop, start)) {
      const goal = households.shop[people.household[person]!]!;
      const entry = entryOf(routine, person, home, goal, start, start, shopping, zone, t);
      if (entry < Number.POSITIVE_INFINITY) return entry;
    }
  }
  const next = routine.plan(person, day + 1, routine.dawnOf(day + 1));
  return Math.min(next.leave, next.shop, routine.dawnOf(day + 2));
}

/**
 * When an outing that has begun (see `Routine.outing`) first comes into the zone, or when to ask again: when its way home
 * begins. Infinity if it does not any more; the course is then that of the way home.
 */
function entryOf(
  routine: Routine,
  person: number,
  home: number,
  goal: number,
  leave: number,
  back: number,
  stay: number,
  zone: number,
  t: number,
): number {
  const { course, trips } = routine;
  const pace = routine.pace(person);
  const most = trips.atMostByDay(home, goal, 1 / pace);
  let turn = back;
  if (leave + most + stay > back || t < leave + most) {
    course.begin(home, goal, leave, pace);
    const entry = course.entry(zone, t);
    if (entry < Number.POSITIVE_INFINITY) return entry;
    turn = Math.max(back, course.arrival + stay);
  }
  if (t < turn) return turn;
  course.begin(goal, home, turn, pace);
  return course.entry(zone, t);
}

/**
 * News: what someone comes to believe. It goes by mail to the zone they live in, wherever they and those they have it from are,
 * and holds from the end of the window in which it is delivered (`engine/beliefs.ts`); where there are no borders, at once.
 */
import { NONE } from "../../base/columns.js";
import { CONVINCED, RUMOUR, SILENT, STIFLED } from "../../engine/beliefs.js";
import { EventCode, NO_STATE } from "../../engine/events.js";
import { type Letter, NEWS } from "../../engine/mail.js";
import { record } from "../record.js";
import type { Simulation } from "../simulation.js";
import { beginCalls, endCalls } from "./calls.js";
import { beginTelling, stopTelling } from "./crowd.js";

/** Time from which what happens now to the belief of someone who lives in the zone being processed holds, s. */
export function heldFrom({ world, windows }: Simulation): number {
  return world.apart ? windows.end : world.now;
}

/** Someone has news, from another person or NONE. */
export function inform(sim: Simulation, person: number, belief: number, from: number): void {
  const { world } = sim;
  if (!world.apart) {
    learn(sim, person, belief, from, world.now);
    return;
  }
  const { mail } = world;
  const row = mail.add();
  const { columns } = mail;
  columns.kind[row] = NEWS;
  columns.to[row] = world.routine.home(person);
  columns.time[row] = world.now;
  columns.person[row] = person;
  columns.belief[row] = belief;
  columns.from[row] = from;
}

/** Delivers the news of a window that ends at `end` to people who live in the zone being processed. */
export function deliver(sim: Simulation, letters: Letter[], end: number): void {
  const person = ({ mail, row }: Letter) => mail.person[row]!;
  const belief = ({ mail, row }: Letter) => mail.belief[row]!;
  const from = ({ mail, row }: Letter) => mail.from[row]!;
  letters.sort((a, b) => person(a) - person(b) || belief(b) - belief(a) || from(a) - from(b));
  for (const letter of letters) learn(sim, person(letter), belief(letter), from(letter), end);
}

/** What news makes of the belief of a person who lives in the zone being processed, from a time on. */
function learn(sim: Simulation, person: number, belief: number, from: number, since: number): void {
  const { beliefs } = sim.information!;
  const { heardAt, convincedAt, silentAt } = beliefs.table;
  if (silentAt[person]! <= since) return;
  switch (belief) {
    case SILENT:
      silentAt[person] = since;
      stopTelling(sim, person, since);
      endCalls(sim, person);
      return;
    case STIFLED:
      stopTelling(sim, person, since);
      return;
  }
  const known = belief === CONVINCED ? convincedAt : heardAt;
  if (known[person]! <= since) return;
  const isNew = heardAt[person]! > since;
  known[person] = since;
  if (isNew) heardAt[person] = since;
  const kind = belief === RUMOUR ? EventCode.heard : EventCode.convinced;
  record(sim, kind, person, from, NONE, NO_STATE, NO_STATE);
  if (isNew || from === NONE) beginTelling(sim, person, since);
  if (belief === CONVINCED) beginCalls(sim, person, since);
}

/** Someone sees for themselves: they are startled by the turned or by an attack, or fall ill. */
export function witness(sim: Simulation, person: number): void {
  const { information, world } = sim;
  if (information === undefined || information.beliefs.isConvinced(person, world.now)) return;
  inform(sim, person, CONVINCED, NONE);
}

/** Someone has entered a state of an infection that goes about a city: who infects others is ill, and knows. */
export function fallIll(sim: Simulation, person: number, state: number): void {
  if (sim.information !== undefined && sim.settings !== undefined && sim.ptts.infectiousness[state]! > 0)
    witness(sim, person);
}

/** Someone turns, dies or leaves: they tell nobody anything any more. */
export function silence(sim: Simulation, person: number): void {
  if (sim.information !== undefined) inform(sim, person, SILENT, NONE);
}

/** One event: what is due, and the rule that answers it. The model's table of contents. */
import { ActivityCode } from "../engine/world.js";
import { note } from "./cast/note.js";
import { makeContact } from "./contact/contact.js";
import { attack } from "./danger/encounter.js";
import { flee, takeFlight } from "./danger/flee.js";
import { head } from "./movement/errand.js";
import { followRoutine } from "./movement/follow-routine.js";
import { breakIn, hunt, wakeUp } from "./danger/hunt.js";
import { strikeBlow } from "./fights/stand.js";
import { call } from "./information/calls.js";
import { tell } from "./information/crowd.js";
import { letGo } from "./groups/breach.js";
import { tend } from "./groups/refuge.js";
import { progress } from "./infection/progression.js";
import { emerge, goHome } from "./movement/return.js";
import type { Simulation } from "./simulation.js";
import { openDoors } from "./movement/train.js";
import { welcome } from "./movement/waking.js";

/** Carries out the event of a queue id at the world's present time. */
export function dispatch(sim: Simulation, id: number): void {
  const { world } = sim;
  if (id < world.progressId) {
    act(sim, id);
    if (sim.followed !== undefined) note(sim, id);
  } else if (id < world.contactId) progress(sim, id - world.progressId);
  else if (id < world.attackId) makeContact(sim, id - world.contactId);
  else if (id < world.visitId) attack(sim, id - world.attackId);
  else if (id < world.trainId) {
    // whom a zone awaits in vain depends on when it learnt that they are explicit elsewhere
    if (!welcome(sim)) sim.tally.events--;
  } else if (id < world.tellId) openDoors(sim, id - world.trainId);
  else if (id < world.callId) tell(sim, id - world.tellId);
  else if (id < world.refugeId) call(sim, id - world.callId);
  else tend(sim, id - world.refugeId);
}

function act(sim: Simulation, person: number): void {
  switch (sim.world.person.activity[person]!) {
    case ActivityCode.routine:
      return followRoutine(sim, person);
    case ActivityCode.startled:
      return takeFlight(sim, person);
    case ActivityCode.fleeing:
      return flee(sim, person);
    case ActivityCode.hiding:
      return emerge(sim, person);
    case ActivityCode.returning:
      return goHome(sim, person);
    case ActivityCode.hunting:
      return hunt(sim, person);
    case ActivityCode.breaking:
      return breakIn(sim, person);
    case ActivityCode.dormant:
      return wakeUp(sim, person);
    case ActivityCode.heading:
      return head(sim, person);
    case ActivityCode.fighting:
      return strikeBlow(sim, person);
    case ActivityCode.holding:
      return letGo(sim, person);
  }
}

/** How strength, arms and help decide attacks in a run. */
import { RoleCode } from "../../city/city.js";
import { Draw } from "../../city/draws.js";
import type { Fights } from "../../scenario/fights.js";
import type { Simulation } from "../simulation.js";
import { FIREARM } from "./abilities.js";
import { Defence } from "./help.js";

/** The scenario's part `fights`, and what follows from it. */
export type Combat = Fights & {
  /** Who takes part in the defence against the attack being carried out. */
  readonly defence: Defence;
  /** Whether someone with a firearm may stop in flight to shoot. */
  readonly turns: boolean;
};

/** Undefined if the scenario has no fights. */
export function combatOf(fights: Fights | undefined): Combat | undefined {
  return fights === undefined ? undefined : { ...fights, defence: new Defence(), turns: fights.arms.turn > 0 };
}

/** Gives the police among the workers their firearms. */
export function armPolice({ world, combat }: Simulation): void {
  if (combat === undefined) return;
  const { city, fight, random } = world;
  const { police } = combat.arms;
  for (let person = 0; person < city.people.role.length; person++) {
    if (city.people.role[person] !== RoleCode.worker) continue;
    if (random.uniform(Draw.police, person, 0) < police) fight.arm[person] = FIREARM;
  }
}

/** What a scenario's strains have in common: the one law by which the turned attack, and which cities and threads it suits. */
import { InputError } from "../base/problems.js";
import type { City } from "../city/city.js";
import type { Scenario } from "../scenario/schema.js";
import type { AttackLaw } from "./danger/encounter.js";

/** Outcomes of the attacks of a strain that makes nobody attack. */
export const NO_OUTCOMES = { bitten: 0, escaped: 1, attackerKilled: 0, victimKilled: 0 };

/** The strains' common attack law. Strains may differ in outcomes, not in the law. */
export function attackLaw(scenario: Scenario): AttackLaw | undefined {
  let law: AttackLaw | undefined;
  for (const [name, { attack }] of Object.entries(scenario.strains)) {
    if (attack === undefined) continue;
    const own: AttackLaw =
      attack.law.kind === "encounter"
        ? {
            kind: "encounter",
            sweep: 2 * attack.law.reach * attack.law.speed,
            handling: attack.law.handling,
            reachBy: attack.law.reachBy,
          }
        : { kind: attack.law.kind, rate: attack.law.rate };
    if (law !== undefined && JSON.stringify(law) !== JSON.stringify(own)) {
      throw new InputError({
        where: "scenario",
        path: `strains.${name}.attack.law`,
        expected: "the same law as the other strains' (they may differ in outcomes)",
        found: JSON.stringify(attack.law),
      });
    }
    law = own;
  }
  return law;
}

/** Throws InputError for laws that only inline cities serve, in another city. */
export function checkInline(scenario: Scenario, law: AttackLaw | undefined, inline: boolean): void {
  const edges = Object.values(scenario.strains).some(({ contact }) => contact?.among === "edges");
  if (inline || ((law === undefined || law.kind === "encounter") && !edges)) return;
  throw new InputError({
    where: "scenario",
    path: "strains",
    expected:
      "attacks by encounter and contacts among the people of a place (pair and edge rates are for inline cities)",
    found: edges ? "contact.among: edges" : `attack.law.kind: ${law?.kind}`,
  });
}

/** Whether several threads can share a run: people move, nobody infects from afar, and there are zones to be processed apart. */
export function canBeShared(city: City, scenario: Scenario): boolean {
  const contacts = Object.values(scenario.strains).some(({ contact }) => contact !== undefined);
  return city.zones.x.length > 1 && attackLaw(scenario)?.kind === "encounter" && !contacts;
}

/** The information of a scenario in words. */
import { formatDuration, formatNumber, formatQuantity } from "../base/units.js";
import type { Scenario } from "./schema.js";

/** Lines for `hyosan check`; none if people know nothing. */
export function informationLines({ information, strains }: Scenario): string[] {
  if (information === undefined) return [];
  const { begins, crowd, calls, policy, effects } = information;
  const lines = begins.map(({ at, count, belief, zone }) => {
    const when = at === 0 ? "At the start" : `After ${formatDuration(at)}`;
    const who = `${count === 1 ? "1 person" : `${count} people`} (${zone === undefined ? "anywhere" : `of ${zone}`})`;
    const what = belief === "convinced" ? "convinced of it" : "of whom each has heard a rumour";
    return `${when}: ${who}, ${what}.`;
  });
  if (crowd !== undefined) {
    const odds = `take it in ${percent(crowd.tell)}, stop telling ${percent(crowd.stifle)}`;
    lines.push(`Word of mouth (${crowd.model}): ${formatQuantity(crowd.rate, "rate")}; ${odds}.`);
  }
  if (calls !== undefined) {
    lines.push(`Calls to family, friends and neighbours, after a median of ${formatDuration(calls.delay.median)}.`);
  }
  if (policy !== undefined) {
    const { stance, notice, review, collapse } = policy;
    const say = { tell: "warn", silent: "say nothing", deny: "deny it" }[stance];
    const until = stance === "tell" ? "" : ` until ${percent(collapse)} of people know better`;
    lines.push(
      `The authorities look every ${formatDuration(review)}; from ${notice} infected or killed on they ${say}${until}.`,
    );
  }
  if (Object.values(strains).some(({ attack }) => attack?.law.kind === "encounter")) {
    lines.push(
      `Of the convinced ${percent(effects.shelter)} stay at home; they heed a noise ${percent(effects.heed)}.`,
    );
  }
  return ["", "Information", ...lines.map((line) => `  ${line}`)];
}

function percent(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

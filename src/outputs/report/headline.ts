/** The run in a few sentences and numbers. */
import { isInline, type Scenario } from "../../scenario/schema.js";
import type { Digest, Lines } from "./digest.js";
import type { Family } from "./states.js";
import { count, counted, duration, html, portrait, share } from "./words.js";

/** The verb of the outbreak: people are bitten where every strain attacks, else infected. */
export interface Nouns {
  readonly done: string;
  readonly one: string;
  readonly many: string;
}

export function nounsOf(scenario: Pick<Scenario, "strains">): Nouns {
  const strains = Object.values(scenario.strains);
  const bites =
    strains.length > 0 && strains.every(({ attack, contact }) => attack !== undefined && contact === undefined);
  return bites
    ? { done: "bitten", one: "bite", many: "bites" }
    : { done: "infected", one: "infection", many: "infections" };
}

/** Sentences for the top of the page, as HTML. */
export function sentences(digest: Digest): string[] {
  const { lines } = digest;
  if (lines === null)
    return ["The scenario records no transmissions, so this page tells only how many were in which state."];
  if (lines.index === null) return ["Nobody was infected."];
  const nouns = nounsOf(digest.run.scenario);
  return [beginning(digest, lines), course(digest, lines, nouns), outcome(digest, lines, nouns)].filter(
    (text) => text !== "",
  );
}

/** Whether residents are someone in particular: in rooms and lattices they are all alike. */
export function isPeopled({ run }: Digest): boolean {
  return !isInline(run.scenario.city);
}

function beginning(digest: Digest, { index, seeded }: Lines): string {
  const { clock } = digest;
  const { age, role, where, zone, time } = index!;
  const when = `on ${clock.day(time)} at ${clock.time(time).split(" ").at(-1)}`;
  if (!isPeopled(digest)) return `It began with ${counted(seeded, "person", "people")}, ${when}.`;
  const place = `<b>${html(where)}</b>${zone === null ? "" : `, ${html(zone)}`}`;
  const who = article(`a ${portrait(age, role)}`);
  if (seeded === 1) return `It began with ${who} ${place}, ${when}.`;
  return `It began with ${count(seeded)} people, the first ${who} ${place}, ${when}.`;
}

/** "an 18-year-old": eight, eleven, eighteen and the eighties sound so. */
function article(who: string): string {
  return who.replace(/^a (?=(8|11|18|8\d)-year)/, "an ");
}

function course({ clock }: Digest, lines: Lines, { one, many }: Nouns): string {
  const parts: string[] = [];
  if (lines.leftFirstBuilding !== null) {
    const after = duration(lines.leftFirstBuilding - lines.index!.time);
    parts.push(`It was out of the first building at <b>${clock.time(lines.leftFirstBuilding)}</b>, ${after} later.`);
  }
  if (lines.indoors !== null) {
    const { time, where } = lines.indoors;
    const after = duration(time - lines.index!.time);
    parts.push(`It came indoors at <b>${clock.time(time)}</b>, ${after} later, ${html(where)}.`);
  }
  if (lines.growth !== null) {
    const { from, to, doublings } = lines.growth;
    if (doublings > 0) {
      const half = `half of all ${many}`;
      parts.push(
        `From the tenth ${one} to ${half} the number doubled every <b>${duration((to - from) / doublings)}</b>.`,
      );
    }
  }
  const peak = Math.max(...lines.incidence);
  if (peak > 2) {
    const at = lines.firstBin + lines.incidence.indexOf(peak) * lines.bin;
    const span = `${clock.time(at)} to ${clock.time(at + lines.bin)}`;
    parts.push(`The worst ${duration(lines.bin)} were ${span}, with ${counted(peak, one, many)}.`);
  }
  return parts.join(" ");
}

function outcome(digest: Digest, lines: Lines, nouns: Nouns): string {
  const { run, clock } = digest;
  const left = total(digest, ["susceptible", "protected"]);
  const reached = [...lines.zones.values()].filter(({ arrival }) => arrival !== null).length;
  const zones =
    lines.zones.size > 1
      ? ` It reached ${reached === lines.zones.size ? "all" : reached} of ${lines.zones.size} zones.`
      : "";
  const end = clock.time(run.time_s);
  const why = {
    no: "when the run was interrupted",
    time: "when the run ended",
    extinction: "when it had died out",
    cases: "when the run stopped counting",
  }[run.ended];
  const ever = everInfected(lines, nouns.done);
  return `By ${end}, ${why}, ${ever}, and ${share(left, run.city.residents)} of ${count(run.city.residents)} residents were untouched.${zones}`;
}

/** Infections by someone, as the terminal counts them; those of the scenario beside them. */
function everInfected({ infections, seeded }: Lines, done: string): string {
  if (infections === 0) return `nobody else was ${done}`;
  return `${counted(infections, `person was ${done}`, `people were ${done}`)} (and ${count(seeded)} by the scenario)`;
}

/** People in states of some families at the end. */
export function total({ states }: Digest, families: readonly Family[]): number {
  return states.reduce((sum, { family, n }) => sum + (families.includes(family) ? n : 0), 0);
}

/** The key numbers: everyone infected by someone, and the others as they are at the end, like the summary of the terminal. */
export function figures(digest: Digest): string {
  const { states, lines } = digest;
  const { done } = nounsOf(digest.run.scenario);
  const items: [n: number, text: string, colour: string][] = [];
  if (lines !== null) items.push([lines.infections, done === "infected" ? "infected by others" : done, "var(--ink)"]);
  const words: [Family, string][] = [
    ["turned", "turned at the end"],
    ["infected", lines === null ? "infected at the end" : "of them infected still"],
    ["hybrid", "hybrids"],
    ["dead", "dead"],
    ["gone", "gone"],
    ["recovered", "immune or recovered"],
  ];
  for (const [family, text] of words) {
    const n = total(digest, [family]);
    const one = states.filter((state) => state.family === family);
    const named = one.length === 1 && family !== "hybrid" && family !== "turned";
    if (n > 0) items.push([n, named ? html(one[0]!.label) : text, `var(--${family})`]);
  }
  items.push([total(digest, ["susceptible", "protected"]), "untouched", "var(--susceptible)"]);
  const list = items.map(
    ([n, text, colour]) => `<li><b>${count(n)}</b><span><i style="background:${colour}"></i>${text}</span></li>`,
  );
  const { wide, middling } = figureColumns(list.length);
  return `<ul class="figures" style="--wide:${wide};--middling:${middling}">${list.join("")}</ul>`;
}

/** Columns for wide and middling screens in which no row has a single figure. Narrow ones have two columns. */
export function figureColumns(figures: number): { readonly wide: number; readonly middling: number } {
  const half = Math.ceil(figures / 2);
  return { wide: figures > 7 ? half : figures, middling: figures > 4 ? half : figures };
}

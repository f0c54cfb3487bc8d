/** States in the order and colour in which the report shows them: one hue a family, everywhere the same. */
import { NO_CODE } from "../../recorder/tables.js";
import type { RunFile, RunState } from "../run-file.js";

/** What a state means to a reader, from the worst to the untouched. */
export const FAMILIES = [
  "dead",
  "turned",
  "hybrid",
  "infected",
  "gone",
  "recovered",
  "protected",
  "susceptible",
] as const;
export type Family = (typeof FAMILIES)[number];

export interface ShownState extends RunState {
  /** Row in the run's states. */
  readonly row: number;
  readonly family: Family;
  /** CSS colour. */
  readonly colour: string;
}

/** The run's states by family; states of one family have shades of one colour. */
export function shownStates({ states, strains, scenario }: RunFile): ShownState[] {
  const families = states.map((state, row) => familyOf(state, row, strains, scenario.strains));
  return FAMILIES.flatMap((family) => {
    const rows = states.map((_, row) => row).filter((row) => families[row] === family);
    return rows.map((row, shade) => ({ ...states[row]!, row, family, colour: shadeOf(family, shade, rows.length) }));
  });
}

function familyOf(
  state: RunState,
  row: number,
  strains: RunFile["strains"],
  all: RunFile["scenario"]["strains"],
): Family {
  if (row === 0) return "susceptible";
  if (row === 1) return "protected";
  if (state.conduct !== "person") return state.conduct;
  if (state.strain === NO_CODE) return "protected";
  const declared = all[strains[state.strain] ?? ""]?.states ?? {};
  const name = Object.keys(declared).find((key) => state.name === key || state.name.endsWith(`.${key}`));
  return name !== undefined && declared[name]!.dwell !== undefined ? "infected" : "recovered";
}

function shadeOf(family: Family, shade: number, shades: number): string {
  const colour = `var(--${family})`;
  if (shade === 0) return colour;
  return `color-mix(in oklab, ${colour}, var(--paper) ${Math.round((60 * shade) / shades)}%)`;
}

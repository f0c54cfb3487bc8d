/**
 * Hyosan as a library: a scenario and a city make a simulation.
 *
 * ```ts
 * const scenario = loadScenario(text, "my.yaml");
 * const city = await openCity(scenario.city, { file: "my.yaml" });
 * const simulation = new Simulation(city, scenario);
 * simulation.runUntil(scenario.until);
 * console.log(simulation.countByState());
 * ```
 */
export { type Column, NONE, type Schema, type Table } from "./base/columns.js";
export { describe, InputError, type Problem } from "./base/problems.js";
export { openCity } from "./builder/cities.js";
export type { Draft, LineDraft, StationDraft } from "./builder/draft.js";
export { draftHyosan } from "./builder/hyosan.js";
export { draftSeoul } from "./builder/seoul.js";
export { draftFromOsm } from "./builder/osm/index.js";
export { settle } from "./builder/settle.js";
export { BUILDING_USES, type City, type Manifest, PLACE_KINDS, ROLES } from "./city/city.js";
export { readCity, writeCity } from "./city/file.js";
export { cityHash } from "./city/format.js";
export { brokenLaws } from "./city/laws.js";
export { type ActionListener, ACTIONS, DECISIONS } from "./engine/actions.js";
export { EVENT_KINDS, EventCode, EVENTS, type Listener } from "./engine/events.js";
export { agedCity } from "./model/carry-over/ageing.js";
export { carryOver } from "./model/carry-over/carry-over.js";
export { Simulation } from "./model/simulation.js";
export { startSimulation } from "./threads/start.js";
export { readEarlier } from "./outputs/earlier.js";
export { chronicle } from "./outputs/story/chronicle.js";
export { chronicleInMarkdown } from "./outputs/story/markdown.js";
export { follow } from "./outputs/story/follow.js";
export { writePhylogeny } from "./outputs/phylogeny.js";
export { writeReport } from "./outputs/report/report.js";
export { RunRecorder } from "./outputs/run-folder.js";
export { builtinScenarios, resolveScenario } from "./scenario/builtin.js";
export { explain } from "./scenario/explain.js";
export { scenarioJsonSchema } from "./scenario/json-schema.js";
export { loadScenario, parseScenario } from "./scenario/load.js";
export type { Scenario } from "./scenario/schema.js";

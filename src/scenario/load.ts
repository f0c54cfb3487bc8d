/** From the text of a scenario file to a checked scenario in SI, or to every problem in it. */
import { InputError, type Problem } from "../base/problems.js";
import { withBases, withoutInherited } from "./bases.js";
import { dotted, type Finding, type Path } from "./findings.js";
import { meaningFindings } from "./meaning.js";
import type { Scenario } from "./schema.js";
import { parseSetting, placeOf, withSetting, type Setting } from "./set.js";
import { shape } from "./shape.js";
import { depthOf, positionOf, readSource, type Source } from "./source.js";

/**
 * Reads and checks a scenario.
 *
 * @param text  YAML (or JSON, which is YAML)
 * @param file  name for problems
 * @param sets  values that replace those of the file, each "path=value" or parsed already
 * @throws InputError with every problem and its line and column; problems of meaning are looked for once the shape is right
 */
export function loadScenario(text: string, file: string, sets: readonly (string | Setting)[] = []): Scenario {
  const source = readSource(text, file);
  const { input, settings } = applied(source.value, sets);
  const endsEarly = settings.some(({ path }) => path.length === 1 && path[0] === "until");
  const place = ({ path, atKey }: Finding) => {
    const setting = settingAt(source, path, settings);
    if (setting !== undefined) return placeOf(setting, dotted(path));
    return { where: positionOf(source, path, atKey === true), path: dotted(path) };
  };
  return checked(input, place, endsEarly);
}

/**
 * Checks a scenario that is an object already, with quantities as in the file ("36 h").
 *
 * @param name  what to call it in problems
 * @throws InputError with every problem
 */
export function parseScenario(input: unknown, name = "scenario"): Scenario {
  return checked(input, ({ path }) => ({ where: name, path: dotted(path) }));
}

/** `endsEarly`: what comes after the end is none of the problems, since the file may have a later one. */
function checked(
  input: unknown,
  place: (finding: Finding) => Pick<Problem, "where" | "path">,
  endsEarly = false,
): Scenario {
  const based = withBases(input);
  const shaped = "findings" in based ? based : shape(based.input);
  const all = "findings" in shaped ? shaped.findings : meaningFindings(shaped.scenario);
  const findings = endsEarly ? all.filter(({ isLate }) => isLate !== true) : all;
  if (findings.length > 0) {
    throw new InputError(
      withoutInherited(findings, input).map((finding): Problem => {
        const { expected, found } = finding;
        return { ...place(finding), expected, found };
      }),
    );
  }
  return withPeople((shaped as { readonly scenario: Scenario }).scenario);
}

/** The scenario with `people`, if given, in the city, where everyone looks for it. */
function withPeople({ people, ...scenario }: Scenario): Scenario {
  if (people === undefined) return scenario;
  const { city } = scenario;
  const seed = typeof city === "object" && "generate" in city ? city.generate.seed : 1;
  return { ...scenario, city: { generate: { people, seed } } };
}

/** The input with every setting applied. Throws InputError with the problems of all settings. */
function applied(value: unknown, sets: readonly (string | Setting)[]): { input: unknown; settings: Setting[] } {
  const settings: Setting[] = [];
  const problems: Problem[] = [];
  let input = value;
  for (const each of sets) {
    try {
      const setting = typeof each === "string" ? parseSetting(each) : each;
      input = withSetting(input, setting);
      settings.push(setting);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return { input, settings };
}

/** The last setting that gave the value at the path, part of it, or the table it is missing from. */
function settingAt(source: Source, path: Path, settings: readonly Setting[]): Setting | undefined {
  const inFile = depthOf(source, path);
  return settings.findLast((each) => {
    const shared = sharedLength(each.path, path);
    return shared > inFile || (shared > 0 && shared === Math.min(each.path.length, path.length));
  });
}

function sharedLength(a: Path, b: Path): number {
  let length = 0;
  while (length < a.length && length < b.length && String(a[length]) === String(b[length])) length++;
  return length;
}

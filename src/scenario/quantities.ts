/**
 * Numbers of the scenario file. Those with a dimension are texts with a unit in the file ("36 h") and SI numbers in
 * the parsed scenario; `.default(…)` takes the SI number. The messages are the words that follow "expected".
 */
import { z } from "zod";
import { DIMENSIONS, parseLocalTime, parseQuantity, unitExample, type Dimension } from "../base/units.js";

/** What to write, for messages, and for a text whose unit is not known also the units that are. */
function unitWords(dimension: Dimension): string {
  return `${unitExample(dimension)} (units: ${DIMENSIONS[dimension].units.join(", ")})`;
}

function quantity(dimension: Dimension) {
  const { noun, example, pattern, units } = DIMENSIONS[dimension];
  const description = `${noun[0]!.toUpperCase()}${noun.slice(1)} with its unit: ${units.join(", ")}`;
  return z
    .string({ error: unitExample(dimension) })
    .meta({ pattern, examples: [example], description })
    .transform((text, context): number => {
      const value = parseQuantity(text, dimension);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message: unitWords(dimension), input: text });
      return z.NEVER;
    });
}

/** "90 s", "12 min", "36 h", "1 d 12 h", "2 wk" → seconds. */
export const Duration = quantity("duration");
/** "1.5 m", "2 km" → metres. */
export const Length = quantity("length");
/** "2.5 m/s", "9 km/h" → metres per second. */
export const Speed = quantity("speed");
/** "0.008 /h", "0.4 per day" → 1/s. */
export const Rate = quantity("rate");
/** "100 m²", "3 ha" → square metres. */
export const Area = quantity("area");

const PROBABILITY = "a probability from 0 to 1";

/** A number from 0 to 1. */
export const Probability = z
  .number({ error: PROBABILITY })
  .min(0, { error: PROBABILITY })
  .max(1, { error: PROBABILITY });

const LOCAL_TIME = 'a date and time such as "2021-10-29 08:00"';

/** "2021-10-29 08:00" → "2021-10-29T08:00": local date and time, which must exist. */
export const LocalTime = z
  .string({ error: LOCAL_TIME })
  .meta({
    pattern: "^\\s*\\d{4}-\\d{2}-\\d{2}(T|\\s+)\\d{2}:\\d{2}(:\\d{2})?\\s*$",
    examples: ["2021-10-29 08:00"],
    description: "Local date and time",
  })
  .transform((text, context): string => {
    const time = parseLocalTime(text);
    if (time !== undefined) return time;
    context.addIssue({ code: "custom", message: LOCAL_TIME, input: text });
    return z.NEVER;
  });

const DIMENSION_OF = new Map<unknown, Dimension>([
  [Duration, "duration"],
  [Length, "length"],
  [Speed, "speed"],
  [Rate, "rate"],
  [Area, "area"],
]);

/** The dimension of one of the types above, so that the JSON Schema can show its defaults with a unit. */
export function dimensionOf(type: unknown): Dimension | undefined {
  return DIMENSION_OF.get(type);
}

/** Units: text with a unit ("36 h", "2.5 m/s") to SI numbers and back, and words for durations and clock times. */

/** What a number measures. SI: s, m, m/s, 1/s, m². */
export type Dimension = "duration" | "length" | "speed" | "rate" | "area";

const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86400, wk: 604800, a: 31_557_600 };

/** Words a unit of time may be written as, beside its symbol. */
const TIME_WORDS: Readonly<Record<string, string>> = {
  sec: "s",
  second: "s",
  seconds: "s",
  minute: "min",
  minutes: "min",
  hour: "h",
  hours: "h",
  day: "d",
  days: "d",
  week: "wk",
  weeks: "wk",
  year: "a",
  years: "a",
};

const METRES: Readonly<Record<string, number>> = { mm: 0.001, cm: 0.01, m: 1, km: 1000 };
const SQUARE_METRES: Readonly<Record<string, number>> = { "m²": 1, m2: 1, ha: 10_000, "km²": 1e6, km2: 1e6 };

interface DimensionFacts {
  /** The noun with its article: "a duration". */
  readonly noun: string;
  readonly example: string;
  /** Units one can write, for messages; the first is SI. */
  readonly units: readonly string[];
  /** Regular expression of the whole text: for editors, by way of the JSON Schema. */
  readonly pattern: string;
}

const NUMBER = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?";
const TIME = [...Object.keys(SECONDS), ...Object.keys(TIME_WORDS)].sort((a, b) => b.length - a.length).join("|");

/** What can be written for each dimension. */
export const DIMENSIONS: Readonly<Record<Dimension, DimensionFacts>> = {
  duration: {
    noun: "a duration",
    example: "36 h",
    units: ["s", "min", "h", "d", "wk", "a"],
    pattern: `^\\s*${NUMBER}\\s*(?:${TIME})(?:\\s+${NUMBER}\\s*(?:${TIME}))*\\s*$`,
  },
  length: {
    noun: "a length",
    example: "1.5 m",
    units: ["m", "km", "cm", "mm"],
    pattern: `^\\s*${NUMBER}\\s*(?:mm|cm|km|m)\\s*$`,
  },
  speed: {
    noun: "a speed",
    example: "2.5 m/s",
    units: ["m/s", "km/h"],
    pattern: `^\\s*${NUMBER}\\s*(?:m/s|km/h)\\s*$`,
  },
  rate: {
    noun: "a rate",
    example: "0.4 per day",
    units: ["/s", "/min", "/h", "/d", "/wk", "per hour"],
    pattern: `^\\s*${NUMBER}(?:\\s+1/|\\s*/|\\s*per\\s+)(?:${TIME})\\s*$`,
  },
  area: {
    noun: "an area",
    example: "100 m²",
    units: ["m²", "m2", "ha", "km²", "km2"],
    pattern: `^\\s*${NUMBER}\\s*(?:m²|m2|ha|km²|km2)\\s*$`,
  },
};

const PATTERNS = Object.fromEntries(
  Object.entries(DIMENSIONS).map(([dimension, { pattern }]) => [dimension, new RegExp(pattern)]),
) as Record<Dimension, RegExp>;

const PART = new RegExp(`(${NUMBER})\\s*([^\\s0-9.][^\\s]*)`, "g");
const PER = new RegExp(`^(${NUMBER})(?:\\s+1/|\\s*/|\\s*per\\s+)(\\w+)$`);

function secondsOf(unit: string): number {
  return SECONDS[TIME_WORDS[unit] ?? unit]!;
}

/** Sum of the parts of a text such as "1 d 12 h"; `scale` gives a unit's size in SI. */
function sumOfParts(text: string, scale: (unit: string) => number): number {
  let sum = 0;
  for (const [, number, unit] of text.matchAll(PART)) sum += Number(number) * scale(unit!);
  return sum;
}

/** `number / (seconds of the unit)`, so that "1 per hour" is exactly 1/3600. */
function perTime(text: string): number {
  const [, number, unit] = PER.exec(text)!;
  return Number(number) / secondsOf(unit!);
}

/**
 * The SI value of a text with a unit, such as "36 h" (129600), "1 d 12 h", "2.5 m/s" or "0.4 per day"; never
 * negative. Undefined if it is not a quantity of that dimension, if the unit is missing, or if it is too large.
 */
export function parseQuantity(text: string, dimension: Dimension): number | undefined {
  if (!PATTERNS[dimension].test(text)) return undefined;
  const value = siValue(text.trim(), dimension);
  return Number.isFinite(value) ? value : undefined;
}

function siValue(text: string, dimension: Dimension): number {
  switch (dimension) {
    case "duration":
      return sumOfParts(text, secondsOf);
    case "length":
      return sumOfParts(text, (unit) => METRES[unit]!);
    case "speed":
      return sumOfParts(text, () => 1) / (text.endsWith("km/h") ? 3.6 : 1);
    case "rate":
      return perTime(text);
    case "area":
      return sumOfParts(text, (unit) => SQUARE_METRES[unit]!);
  }
}

/** How to write a quantity, for messages: `a duration such as "36 h"`. */
export function unitExample(dimension: Dimension): string {
  const { noun, example } = DIMENSIONS[dimension];
  return `${noun} such as "${example}"`;
}

/** Up to four significant digits, without trailing zeros: 0.25, 13.33, 1200. */
export function formatNumber(value: number): string {
  return value === 0 ? "0" : String(Number(value.toPrecision(4)));
}

/** A quantity as one would write it in a scenario: 600 → "10 min", 0.5 → "0.5 m". Rounded to four digits. */
export function formatQuantity(value: number, dimension: Dimension): string {
  if (dimension === "duration") return inUnit(value, SECONDS, ["a", "d", "h", "min", "s"]);
  if (dimension === "length") return inUnit(value, METRES, ["km", "m", "cm"]);
  if (dimension === "area") return inUnit(value, SQUARE_METRES, ["km²", "ha", "m²"]);
  if (dimension === "speed") return `${formatNumber(value)} m/s`;
  return formatRate(value);
}

/** In the largest unit that gives at least 1 and no long fraction; in the smallest otherwise. */
function inUnit(value: number, sizes: Readonly<Record<string, number>>, units: readonly string[]): string {
  const round = units.find((unit) => value >= sizes[unit]! && isShort(value / sizes[unit]!));
  const large = units.find((unit) => value >= sizes[unit]!);
  const unit = round ?? large ?? units.at(-1)!;
  return `${formatNumber(value / sizes[unit]!)} ${unit}`;
}

function isShort(value: number): boolean {
  return Math.abs(value * 2 - Math.round(value * 2)) < 1e-9;
}

/** A rate in the smallest unit of time that gives a short number of at least 0.001: 2.2e-6 1/s → "0.008 /h". */
function formatRate(value: number): string {
  const units = ["s", "min", "h", "d"].filter((unit) => value * SECONDS[unit]! >= 0.001);
  const unit = units.find((name) => isRound(value * SECONDS[name]!)) ?? units[0] ?? "d";
  return `${formatNumber(value * SECONDS[unit]!)} /${unit}`;
}

/** Has at most three significant digits. */
function isRound(value: number): boolean {
  return Math.abs(Number(value.toPrecision(3)) - value) <= 1e-9 * value;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** Words for a duration in seconds: "45 s", "12 min", "1 h 30 min", "1 d 04:30". */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (!Number.isFinite(seconds)) return "forever";
  if (seconds < 59.5) return `${formatNumber(seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds))} s`;
  if (seconds < 3599.5) return joinParts(Math.round(seconds), 60, "min", "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return joinParts(minutes, 60, "h", "min");
  const days = Math.floor(minutes / 1440);
  const rest = minutes % 1440;
  return rest === 0 ? `${days} d` : `${days} d ${twoDigits(Math.floor(rest / 60))}:${twoDigits(rest % 60)}`;
}

function joinParts(total: number, size: number, large: string, small: string): string {
  const rest = total % size;
  const head = `${Math.floor(total / size)} ${large}`;
  return rest === 0 ? head : `${head} ${rest} ${small}`;
}

const LOCAL_TIME = /^\s*(\d{4})-(\d{2})-(\d{2})(?:T|\s+)(\d{2}):(\d{2})(?::(\d{2}))?\s*$/;

/** Local date and time as "2021-10-29T08:00" (with ":30" if it has seconds); undefined if there is no such date. */
export function parseLocalTime(text: string): string | undefined {
  const parts = LOCAL_TIME.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as number[];
  const date = new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!));
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month! - 1 &&
    date.getUTCDate() === day &&
    hour! < 24 &&
    minute! < 60 &&
    second! < 60;
  if (!exists) return undefined;
  return date.toISOString().slice(0, second === 0 ? 16 : 19);
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** Milliseconds of a local time on a clock without time zone or summer time. */
function clockTime(local: string): number {
  const parsed = parseLocalTime(local);
  if (parsed === undefined) throw new RangeError(`not a local date and time: ${local}`);
  return Date.parse(`${parsed}Z`);
}

/** The local time `seconds` after the start, as "2021-10-29 10:42". Throws RangeError if the start is no date. */
export function localTimeAt(startLocal: string, seconds: number): string {
  return new Date(clockTime(startLocal) + seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}

/** Weekday of a local time: "Fri". */
export function weekday(local: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[new Date(clockTime(local)).getUTCDay()]!;
}

/** The clock `seconds` after the start, for summaries: "Fri 10:42, day 1"; day 1 is the date of the start. */
export function formatClock(startLocal: string, seconds: number): string {
  const start = clockTime(startLocal);
  const now = new Date(start + seconds * 1000);
  const day = Math.floor(now.getTime() / 86_400_000) - Math.floor(start / 86_400_000) + 1;
  const time = `${twoDigits(now.getUTCHours())}:${twoDigits(now.getUTCMinutes())}`;
  return `${WEEKDAYS[now.getUTCDay()]} ${time}, day ${day}`;
}

/** Numbers, times and people in words. */

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const pad = (n: number) => String(n).padStart(2, "0");

/** "3,412" */
export function count(n: number): string {
  return n.toLocaleString("en-US");
}

/** "one person", "12 people" */
export function counted(n: number, one: string, many: string): string {
  return n === 1 ? `one ${one}` : `${count(n)} ${many}`;
}

/** "62 %", "0.4 %", "under 0.1 %" */
export function share(part: number, whole: number): string {
  if (whole === 0) return "0 %";
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return "under 0.1 %";
  if (percent < 100 && percent > 99.5) return "over 99 %";
  return `${percent < 10 && percent > 0 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** A length of time: "45 s", "21 minutes", "2 h 10 min", "3 d 4 h". */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Number(seconds.toPrecision(2))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} minutes`;
  if (minutes < 48 * 60)
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(seconds / 3600);
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A wall clock that starts at `start`, ms since 1970 in local time. */
export class Clock {
  constructor(
    readonly start: number,
    /** s that the reader looks at; beyond two days dates matter more than times, below ten minutes seconds do. */
    readonly span: number,
  ) {}

  /** s by which the start lies past a whole step of the wall clock: bins and classes begin on the hour. */
  phase(step: number): number {
    return ((this.start / 1000) % 86400) % step;
  }

  date(seconds: number): Date {
    return new Date(this.start + seconds * 1000);
  }

  /** "09:31", with the date if the run is longer than a day: "30 Oct 09:31". */
  time(seconds: number): string {
    const date = this.date(seconds);
    const time = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
    if (this.span < 600) return `${time}:${pad(date.getUTCSeconds())}`;
    if (date.getUTCDate() === this.date(0).getUTCDate() && this.span <= 86400) return time;
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]!.slice(0, 3)} ${time}`;
  }

  /** "Friday 29 October 2021" */
  day(seconds: number): string {
    const date = this.date(seconds);
    return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  }

  /** Label of an axis: the time, at midnight the day. */
  tick(date: Date): string {
    if (date.getUTCHours() === 0 && date.getUTCMinutes() === 0 && this.span >= 600) {
      return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]!.slice(0, 3)}`;
    }
    const time = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
    return this.span < 600 ? `${time}:${pad(date.getUTCSeconds())}` : time;
  }
}

/** Steps of time that read well, s. */
const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 259200, 604800,
];

/** The shortest step that reads well and divides `span` seconds into at most `parts`. */
export function niceStep(span: number, parts: number): number {
  return STEPS.find((step) => span / step <= parts) ?? Math.ceil(span / parts / 604800) * 604800;
}

/** Uses of buildings and kinds of place: in one, and many of them. */
const SETTINGS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  house: ["in a house", "houses"],
  apartments: ["in an apartment building", "apartments"],
  elementary: ["in an elementary school", "elementary schools"],
  middle: ["in a middle school", "middle schools"],
  high: ["in a high school", "high schools"],
  university: ["in a university", "universities"],
  kindergarten: ["in a kindergarten", "kindergartens"],
  hospital: ["in a hospital", "hospitals"],
  shop: ["in a shop", "shops"],
  office: ["in a workplace", "workplaces"],
  station: ["in a station", "stations"],
  street: ["on a street", "streets"],
  home: ["in a home", "homes"],
  room: ["in a room", "rooms"],
  corridor: ["in a corridor", "corridors"],
  stair: ["on a stairway", "stairs"],
  roof: ["on a roof", "roofs"],
  hall: ["in a hall", "halls"],
  platform: ["on a platform", "platforms"],
  vehicle: ["on a bus or train", "buses and trains"],
  open: ["in a park or yard", "parks and yards"],
};

/** A place as the row of a table has it. */
export interface Where {
  readonly placeName: string | null;
  readonly placeKind: string | null;
  readonly buildingName: string | null;
  readonly buildingUse: string | null;
}

/** The kind of surroundings, in the plural: what the building is for, in the open the kind of place. */
export function setting({ buildingUse, placeKind }: Pick<Where, "buildingUse" | "placeKind">): string {
  const word = buildingUse ?? placeKind ?? "nowhere";
  return SETTINGS[word]?.[1] ?? word;
}

/** In one place: "in the Science lab of Hyosan High School", "in Hyosan Hospital", "on a street". */
export function placeWords({ placeName, placeKind, buildingName, buildingUse }: Where): string {
  if (placeName !== null && placeName !== buildingName) {
    return buildingName === null ? `in ${placeName}` : `in the ${placeName} of ${buildingName}`;
  }
  if (buildingName !== null) return `in ${buildingName}`;
  return SETTINGS[buildingUse ?? placeKind ?? ""]?.[0] ?? "nowhere";
}

/** "17-year-old pupil" */
export function portrait(age: number, role: string): string {
  return role === "at-home" ? `${age}-year-old` : `${age}-year-old ${role}`;
}

/** Text made safe for HTML. */
export function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A trip made step by step, as someone makes it who decides in each place what to do next. */
import type { City } from "../../src/city/city.js";
import { NO_STATION } from "../../src/city/city.js";
import { BUS, TRAIN, type Trips, WAIT } from "../../src/city/trips.js";

export interface Steps {
  /** Places on the way, first and last included, trains left out. */
  readonly place: number[];
  /** m walked in each place before the next is reached; 0 in the last place, where one waits, and while riding. */
  readonly metres: number[];
  /** s spent waiting for a bus, or riding in it. */
  readonly seconds: number[];
  /** Row of stations: where one boards a train, the station at which one gets out; else NO_STATION. */
  readonly exit: number[];
  /** m */
  readonly walked: number;
}

/** The steps of a trip between two places that are joined. */
export function stepsOf(city: City, trips: Trips, from: number, to: number): Steps {
  const steps = { place: [] as number[], metres: [] as number[], seconds: [] as number[], exit: [] as number[] };
  const add = (place: number, metres: number, seconds: number, exit: number) => {
    steps.place.push(place);
    steps.metres.push(metres);
    steps.seconds.push(seconds);
    steps.exit.push(exit);
  };
  let at = from;
  while (at !== to) {
    if (steps.place.length > city.places.kind.length) throw new Error(`no end of the trip from ${from} to ${to}`);
    const how = trips.decide(at, to);
    if (how === BUS) {
      const exit = trips.stop;
      add(at, 0, WAIT, NO_STATION);
      add(at + 1, 0, trips.rideTime(at, exit), NO_STATION);
      at = exit;
    } else if (how === TRAIN) {
      add(at, 0, 0, trips.station);
      at = city.platforms.place[city.stations.platform[trips.station]!]!;
    } else {
      add(at, city.doors.distance[trips.door]!, 0, NO_STATION);
      at = city.doors.to[trips.door]!;
    }
  }
  add(to, 0, 0, NO_STATION);
  return { ...steps, walked: steps.metres.reduce((sum, metres) => sum + metres, 0) };
}

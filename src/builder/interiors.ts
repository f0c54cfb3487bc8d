/** The insides of buildings: each function adds one building's places and doors and joins it to its street. */
export type { Interior, Lot, Room } from "./interiors/lot.js";
export { apartments, house } from "./interiors/dwellings.js";
export { hospital } from "./interiors/hospital.js";
export { school, type SchoolUse } from "./interiors/school.js";
export { office, shop, station, stop } from "./interiors/workplaces.js";

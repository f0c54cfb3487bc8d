/** The cities that can be made for a scenario: their names, how many can live in them. Needs nothing else, so that help is quick. */

/** Names of the cities that come with a generator. */
export const BUILT_IN = ["hyosan", "seoul"] as const;
export type BuiltIn = (typeof BUILT_IN)[number];

/** Fewest residents of a generated city: with less it has no working town. */
export const FEWEST_GENERATED = 100;

/** Most people of a city made for a scenario: what one computer can hold. */
export const MOST_PEOPLE = 20_000_000;

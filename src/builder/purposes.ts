/** What the builder's random draws are for; numbered from 100 up (the engine's own purposes stand below). */
export const BuildDraw = {
  /** Deviation of a year of age from its band's mean; entity zone, count age. */
  ageYear: 100,
  /** Order of household sizes in a zone; entity household. */
  householdSize: 101,
  /** Which households have children; entity household, count pass. */
  children: 102,
  /** Ages of a household's members; entity household, count member. */
  ages: 103,
  /** Sex of a household's members; entity household, count member. */
  sex: 104,
  /** Order in which pupils choose their school; entity person. */
  schoolLottery: 105,
  /** Who studies; entity person. */
  studies: 106,
  /** Order of seats in universities; entity seat. */
  seat: 107,
  /** Who is employed; entity person. */
  employment: 108,
  /** Zone of a worker's workplace; entity person, count attempt. */
  workZone: 109,
  /** Order of the posts of a zone; entity post. */
  post: 110,
  /** Street and side of a generated building; entity zone, count building. */
  lot: 111,
  /** Size of a workplace; entity row of the site, or zone with count. */
  workplaceSize: 112,
  /** Which of the nearest shops a household goes to; entity household. */
  householdShop: 113,
  /** Edges of a random graph; entity stub, count attempt. */
  graph: 114,
  /** Who works in another city of the world; entity person. */
  commuter: 115,
} as const;

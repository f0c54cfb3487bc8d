/**
 * What random draws are for: the first part of every draw's address (purpose, entity, count). Two rules never share a
 * purpose, so a draw added to one moves no draw of another. The builder numbers its own purposes from 100 up.
 */
export const Draw = {
  /** A person's walking pace; entity person, count 0. */
  pace: 1,
  /** A person's day; entity person, count day. */
  day: 2,
  /** Who is immune from the start; entity person. */
  immunity: 3,
  /** Who is infected at the start; entity person, count seeding. */
  seeding: 4,
  /** Next state; entity person, count of states entered. */
  nextState: 5,
  /** Time spent in a state; entity person, count of states entered. */
  dwell: 6,
  /** Unit-exponential hazard to a place's next attack; entity place, count of attacks. */
  attackTime: 7,
  /** Attacker, victim; entity place, count of attacks. */
  attackPair: 8,
  /** Outcome of an attack; entity place, count of attacks. */
  attackOutcome: 9,
  /** A contact: time to the next, with whom, whether it takes; entity person, count of contacts. */
  contact: 10,
  /** Time to react to danger; entity person, count of decisions. */
  reaction: 11,
  /** What someone in flight does next; entity person, count of decisions. */
  flight: 12,
  /** Where a turned person goes, how long they keep at it; entity person, count of decisions. */
  hunt: 13,
  /** Whether someone heeds a noise; entity person, count of decisions. */
  heed: 14,
  /** Whether a person is one to fight; entity person, count 0. */
  courage: 15,
  /** Time in hiding; entity person, count of decisions. */
  hiding: 16,
  /** Time to break a door; entity person, count of decisions. */
  breaking: 17,
  /** Who is tied to whom: the circles of friends of a group; entity group, count circle. */
  ties: 18,
  /** Rounds of the shuffle that makes friends; entity group and circle, count pair, sub round. */
  tiesRound: 19,
  /** A person's strength; entity person, count 0. */
  strength: 20,
  /** Whether a place has something to hand that serves as arms; entity person, count place. */
  toHand: 21,
  /** Who carries a firearm; entity person, count 0. */
  police: 22,
  /** Whether someone helps; entity person, count of attacks in the place, sub place. */
  help: 23,
  /** Whether someone stands and fights; entity person, count of decisions. */
  stand: 24,
  /** Time to the next blow; entity person, count of decisions. */
  bout: 25,
  /** At whom a blow goes and what comes of it; entity person, count of decisions. */
  blow: 26,
  /** Whether someone who takes flight sets off an alarm; entity person, count of decisions. */
  alarm: 27,
  /** Time until a hybrid loses control, or a spell ends; entity person, count of decisions. */
  control: 28,
  /** Whether a hybrid is lost to the turned; entity person, count of decisions. */
  lost: 29,
  /** Whether a hybrid fights for others; entity person, count of decisions. */
  defend: 30,
  /** Whether someone takes flight from a hybrid; entity person, count hybrid. */
  fear: 31,
  /** Whether a hybrid feeds on a body; entity person, count of decisions. */
  feast: 35,
  /** Whether a transmission mutates; entity infectee, count of their infections. */
  mutation: 32,
  /** What a mutation changes; entity infectee, count of their infections, sub trait. */
  genome: 33,
  /** How infectious a person is beside others; entity person, count strain. */
  spreading: 34,
  /** Who plays one of the cast; entity person, count hash of the name. */
  cast: 60,
  /** A person's loyalty, trust; entity person, count 0. */
  loyalty: 61,
  trust: 63,
  /** What becomes of someone between two runs; entity person, count of draws. */
  lapse: 64,
  /** The part of a year by which someone is older than their completed years; entity person, count 0. */
  birthday: 65,
  /** Whom a teller of a rumour meets next, when, and what comes of it; entity person, count of meetings. */
  rumour: 70,
  /** Whether and when a convinced person calls someone; entity person, count of the tie. */
  call: 71,
  /** Whether a call convinces; entity the one called, count the caller's row. */
  news: 72,
  /** Who hears a word to all, when, whether they believe it; entity person, count of such words. */
  broadcast: 73,
  /** Whether an official denial reassures a person; entity person, count 0. */
  denial: 74,
  /** Whether something leaks; entity 0, count of reviews. */
  leak: 75,
  /** Who stays at home once convinced; entity person, count 0. */
  shelter: 76,
  /** Whether and when the authorities report a fact about a person, and whether wrongly; entity person, count fact. */
  report: 77,
  /** When a person is missed; entity person, count 0. */
  missing: 78,
  /** Who hears of it without having seen anything; entity person, count row of `begins`. */
  begins: 79,
  /** What someone chooses; entity person, count of decisions. */
  choice: 80,
  /** A person's readiness to take risks; entity person, count 0. */
  risk: 81,
  /** Whether a bite shows, and how long until it is noticed; entity person, count of states entered. */
  showing: 82,
  /** Water and food in store; entity place, count 0. */
  stock: 83,
  /** Unit-exponential hazard until a door gives way; entity place, count of times it did. */
  barricade: 84,
  /** Who of those at work on a door gets through first; entity place, count of times it gave way. */
  breach: 85,
  /** Time for which someone holds a door; entity person, count of decisions. */
  hold: 86,
  /** Time until a group without water talks again; entity place, count of talks. */
  talk: 87,
  /** How obedient a person is; entity person, count 0. */
  obedience: 90,
  /** Whether someone complies with an order; entity person, count row of the intervention. */
  compliance: 91,
  /** Who is called up for a squad; entity person, count row of the intervention. */
  squad: 92,
  /** A shot: time to the next, at whom, whether it hits; entity person, count of decisions. */
  shot: 93,
  /** Whether someone is found infected by an inspection; entity person, count row of the intervention. */
  inspection: 94,
  /** Who gets a dose first, and whether it takes; entity person, count row of the intervention. */
  vaccination: 95,
  /** Whether someone bitten makes for a hospital, and is recognised there; entity person, count row of the intervention. */
  triage: 96,
  /** Whether someone armed in flight stops to shoot; entity person, count of decisions. */
  turn: 98,
  /** Whether someone takes flight from a bombing; entity person, count row of the intervention. */
  blast: 97,
} as const;

/** A small season with a cast, for the commands that tell of runs. */
export const SEASON = `
name: season
city: { generate: { people: 3000 } }
start: 2021-10-29 09:10
until: 6 h
strains:
  jonas:
    entry: incubating
    attack:
      law: { kind: encounter, reach: 1 m, speed: 2 m/s, handling: 15 s }
      outcomes: { bitten: 0.55, escaped: 0.38, attackerKilled: 0.03, victimKilled: 0.04 }
    states:
      incubating: { dwell: { lognormal: { median: 6 min, sigma: 0.9 } }, next: { turned: 0.9, hybrid: 0.05, immune: 0.02, dead: 0.03 } }
      turned: { conduct: turned, dwell: { lognormal: { median: 30 d, sigma: 0.3 } }, next: { decayed: 1 } }
      hybrid: { conduct: hybrid }
      immune: {}
      dead: { conduct: dead }
      decayed: { conduct: dead }
cast:
  people:
    Nam On-jo: { sex: female, role: pupil, school: Hyosan High School, traits: { courage: 0.9 } }
    Lee Cheong-san: { sex: male, class: { of: Nam On-jo } }
    Yoon Gwi-nam: { sex: male, role: pupil, school: Hyosan High School }
    Nam So-ju: { age: [35, 65], household: Nam On-jo }
  ties:
    - { between: [Nam On-jo, Lee Cheong-san], kind: friend, strength: 0.95 }
outbreak: [{ strain: jonas, who: { name: Yoon Gwi-nam } }]
`;

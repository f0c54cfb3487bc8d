/**
 * Names of residents who are not of the cast. They are generated: a surname for a household, a given name for a person, drawn
 * at an address of the city's own, so that a resident has the same name in every run of the city.
 */
import { Random } from "../../base/random.js";

/** Purposes of draws here. */
const SURNAME = 1;
const GIVEN = 2;

/** Surnames with their share in thousandths (census of 2015, Statistics Korea; the rest shared out among these). */
const SURNAMES: readonly (readonly [name: string, share: number])[] = [
  ...([
    ["Kim", 215],
    ["Lee", 147],
    ["Park", 84],
    ["Choi", 47],
    ["Jung", 43],
    ["Kang", 24],
    ["Cho", 21],
  ] as const),
  ...([
    ["Yoon", 21],
    ["Jang", 20],
    ["Lim", 17],
    ["Han", 16],
    ["Oh", 15],
    ["Seo", 15],
    ["Shin", 15],
  ] as const),
  ...([
    ["Kwon", 14],
    ["Hwang", 14],
    ["Ahn", 14],
    ["Song", 14],
    ["Ryu", 13],
    ["Hong", 11],
    ["Jeon", 11],
  ] as const),
];
const TOTAL = SURNAMES.reduce((sum, [, share]) => sum + share, 0);

/** Given names that were common among those born from about 1972 on, and before; female, male. */
const YOUNG = [
  "Seo-yeon Min-ji Ji-woo Su-bin Ha-eun Ye-jin Yu-jin Chae-won Da-eun So-yeon Hye-jin Eun-ji Ji-hye Na-yeon Su-jin Ye-eun Ga-young Hyun-ji Min-seo Ji-yoon Da-hye Yu-na Ah-reum Bo-kyung Se-young Jin-ah Mi-na Hee-won",
  "Min-jun Ji-hoon Hyun-woo Dong-hyun Jun-ho Sung-min Seung-hyun Jae-won Do-yun Si-woo Tae-yang Jun-seo Min-jae Ji-hwan Kyu-min Sang-hyun Woo-jin Yu-chan Geon-woo Hyeon-jun In-seong Gi-tae Han-gyul Dae-won Seok-jin Won-ho",
].map((names) => names.split(" "));
const OLD = [
  "Young-hee Sun-ja Mi-sook Kyung-hee Jung-sook Young-sook Mi-kyung Eun-sook Hyun-sook Soon-ok Myung-hee In-sook Mi-ran Sun-young Jung-hee Bok-soon Ok-ja Kyung-ja Hwa-ja Yeon-ok",
  "Young-ho Sung-soo Jong-soo Kwang-su Young-chul Byung-ho Sang-chul Jung-ho Kyung-soo Myung-ho Chang-ho Jae-sik Yong-ho Man-sik In-ho Ki-bong Tae-sik Sang-ok Jin-kyu Dong-chul",
].map((names) => names.split(" "));
/** Age from which names are the older ones, and from which women keep a surname other than the household's, a. */
const OLDER = 50;
const OWN_SURNAME = 27;

/** What a name depends on. */
export interface Nameable {
  readonly person: number;
  readonly age: number;
  readonly sex: string;
  readonly household: number;
}

export class Names {
  private readonly random: Random;

  /** @param taken  names that nobody else may have: those of the cast */
  constructor(
    cityHash: string,
    private readonly taken: ReadonlySet<string>,
  ) {
    this.random = new Random(Number.parseInt(cityHash.replace(/[^0-9a-f]/g, "0").slice(0, 12), 16) || 0);
  }

  /** "Kim Seo-yeon". */
  of({ person, age, sex, household }: Nameable): string {
    const { random } = this;
    const isFemale = sex === "female";
    const own = isFemale && age >= OWN_SURNAME;
    const surname = this.surname(own ? random.uniform(SURNAME, person, 1) : random.uniform(SURNAME, household, 0));
    const given = (age >= OLDER ? OLD : YOUNG)[isFemale ? 0 : 1]!;
    for (let attempt = 0; ; attempt++) {
      const name = `${surname} ${given[random.below(given.length, GIVEN, person, attempt)]!}`;
      if (!this.taken.has(name)) return name;
    }
  }

  private surname(u: number): string {
    let rest = u * TOTAL;
    for (const [name, share] of SURNAMES) {
      rest -= share;
      if (rest < 0) return name;
    }
    return SURNAMES[0]![0];
  }
}

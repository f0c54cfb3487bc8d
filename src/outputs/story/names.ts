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

/**
 * Given names: of those born from about 1972 on pairs of syllables, of those before whole names; female, male. They are common ones,
 * by ear.
 */
const SYLLABLES = [
  [
    "Seo Ji Min Ha Ye Yu Su Chae Da So Hye Eun Na Ga Hyun Bo Se Jin Mi Hee Ah Jae In Soo Sun Ju",
    "yeon ji woo bin eun jin won young min seo yoon hye na reum kyung ah in hee hwa rin ju jung mi hyun",
  ],
  [
    "Min Ji Hyun Dong Jun Sung Seung Jae Do Si Tae Kyu Sang Woo Yu Geon In Gi Han Dae Seok Won Chan Hyo Ki Se",
    "jun hoon woo hyun ho min won yun yang seo jae hwan jin chan seok seong gyul tae ki bin su hyeok kyu joon",
  ],
].map((lists) => lists.map((syllables) => syllables.split(" ")));
const OLD = [
  "Young-hee Sun-ja Mi-sook Kyung-hee Jung-sook Young-sook Mi-kyung Eun-sook Hyun-sook Soon-ok Myung-hee In-sook Mi-ran Sun-young Jung-hee Bok-soon Ok-ja Kyung-ja Hwa-ja Yeon-ok Mal-soon Chun-ja Sook-ja Jum-soon Young-ja Keum-ja Bun-nam Hae-sook",
  "Young-ho Sung-soo Jong-soo Kwang-su Young-chul Byung-ho Sang-chul Jung-ho Kyung-soo Myung-ho Chang-ho Jae-sik Yong-ho Man-sik In-ho Ki-bong Tae-sik Sang-ok Jin-kyu Dong-chul Hak-soo Pil-ho Duk-soo Chul-min Jong-pil Bong-chul Sun-ho Kil-dong",
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
    for (let attempt = 0; ; attempt++) {
      const given = age >= OLDER ? this.old(isFemale, person, attempt) : this.young(isFemale, person, attempt);
      if (given !== undefined && !this.taken.has(`${surname} ${given}`)) return `${surname} ${given}`;
    }
  }

  private old(isFemale: boolean, person: number, attempt: number): string {
    const names = OLD[isFemale ? 0 : 1]!;
    return names[this.random.below(names.length, GIVEN, person, attempt)]!;
  }

  /** Two syllables; undefined if they sound alike. */
  private young(isFemale: boolean, person: number, attempt: number): string | undefined {
    const [first, second] = SYLLABLES[isFemale ? 0 : 1]! as [string[], string[]];
    const a = first[this.random.below(first.length, GIVEN, person, attempt)]!;
    const b = second[Math.floor(this.random.second() * second.length)]!;
    return a.toLowerCase() === b ? undefined : `${a}-${b}`;
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

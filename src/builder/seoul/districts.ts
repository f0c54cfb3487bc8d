/**
 * What is known of Seoul's 25 districts (gu): the facts of the generated city. All else is generated.
 *
 * Residents: nationals on the resident register, second quarter of 2021 (Ministry of the Interior and Safety; Seoul
 * Metropolitan Government), and persons a household on it. Area: Seoul Metropolitan Government, km². Dong: the
 * administrative ones of 2021. Workers: those employed at a workplace in the district, rounded to thousands, near the
 * establishment survey of 2018 (Statistics Korea): an assumption. Lon, lat: middle of the area, to about 500 m.
 * Apartments: share of housing in apartment complexes, rounded, near the housing census of 2020: an assumption.
 */
export interface District {
  readonly name: string;
  /** Administrative code. */
  readonly code: string;
  readonly residents: number;
  readonly householdSize: number;
  /** km² */
  readonly area: number;
  readonly dong: number;
  /** Thousands. */
  readonly workers: number;
  readonly lon: number;
  readonly lat: number;
  readonly apartments: number;
  readonly north: boolean;
}

type Row = readonly [string, string, number, number, number, number, number, number, number, number];

/** name, code, residents, persons a household, km², dong, workers (thousands), lon, lat, share of apartments */
const NORTH: readonly Row[] = [
  ["Jongno-gu", "11110", 146_029, 2.11, 23.91, 17, 269, 126.98, 37.595, 0.25],
  ["Jung-gu", "11140", 123_016, 2.1, 9.96, 15, 396, 126.995, 37.56, 0.45],
  ["Yongsan-gu", "11170", 226_378, 2.16, 21.87, 16, 134, 126.98, 37.532, 0.5],
  ["Seongdong-gu", "11200", 289_162, 2.2, 16.86, 17, 167, 127.041, 37.551, 0.7],
  ["Gwangjin-gu", "11215", 342_481, 2.13, 17.06, 15, 119, 127.086, 37.547, 0.35],
  ["Dongdaemun-gu", "11230", 338_040, 2.12, 14.22, 14, 131, 127.055, 37.582, 0.5],
  ["Jungnang-gu", "11260", 389_972, 2.13, 18.5, 16, 89, 127.093, 37.598, 0.4],
  ["Seongbuk-gu", "11290", 433_658, 2.28, 24.57, 20, 103, 127.018, 37.605, 0.5],
  ["Gangbuk-gu", "11305", 302_645, 2.12, 23.6, 13, 65, 127.011, 37.643, 0.3],
  ["Dobong-gu", "11320", 320_365, 2.33, 20.65, 14, 64, 127.032, 37.669, 0.6],
  ["Nowon-gu", "11350", 515_997, 2.39, 35.44, 19, 108, 127.075, 37.652, 0.8],
  ["Eunpyeong-gu", "11380", 475_371, 2.24, 29.71, 16, 83, 126.928, 37.62, 0.35],
  ["Seodaemun-gu", "11410", 307_070, 2.22, 17.63, 14, 110, 126.939, 37.578, 0.45],
  ["Mapo-gu", "11440", 370_132, 2.13, 23.85, 16, 240, 126.908, 37.559, 0.5],
];
const SOUTH: readonly Row[] = [
  ["Yangcheon-gu", "11470", 450_992, 2.51, 17.41, 18, 111, 126.856, 37.525, 0.6],
  ["Gangseo-gu", "11500", 577_519, 2.17, 41.44, 20, 208, 126.823, 37.561, 0.55],
  ["Guro-gu", "11530", 399_266, 2.36, 20.12, 16, 214, 126.857, 37.494, 0.6],
  ["Geumcheon-gu", "11545", 230_168, 2.12, 13.02, 10, 240, 126.901, 37.46, 0.4],
  ["Yeongdeungpo-gu", "11560", 377_421, 2.17, 24.55, 18, 383, 126.91, 37.521, 0.6],
  ["Dongjak-gu", "11590", 387_847, 2.16, 16.35, 15, 104, 126.952, 37.499, 0.5],
  ["Gwanak-gu", "11620", 488_800, 1.83, 29.57, 21, 116, 126.946, 37.467, 0.3],
  ["Seocho-gu", "11650", 418_407, 2.46, 46.98, 18, 426, 127.031, 37.474, 0.65],
  ["Gangnam-gu", "11680", 531_375, 2.3, 39.5, 22, 691, 127.062, 37.497, 0.65],
  ["Songpa-gu", "11710", 658_670, 2.37, 33.87, 27, 329, 127.115, 37.505, 0.6],
  ["Gangdong-gu", "11740", 465_209, 2.34, 24.59, 18, 130, 127.147, 37.55, 0.6],
];

function districtOf(row: Row, north: boolean): District {
  const [name, code, residents, householdSize, area, dong, workers, lon, lat, apartments] = row;
  return { name, code, residents, householdSize, area, dong, workers, lon, lat, apartments, north };
}

/** The districts, those north of the river first. */
export const DISTRICTS: readonly District[] = [
  ...NORTH.map((row) => districtOf(row, true)),
  ...SOUTH.map((row) => districtOf(row, false)),
];

/** Residents and km² of the city. */
export const RESIDENTS = DISTRICTS.reduce((sum, { residents }) => sum + residents, 0);
export const AREA = DISTRICTS.reduce((sum, { area }) => sum + area, 0);

/** Residents of Seoul by age, %, in bands of five years (register, October 2021); the last is open. */
export const AGES = [2.6, 3.5, 3.8, 4.1, 6.4, 8.7, 7.8, 7.4, 7.7, 7.9, 8.4, 7.4, 7.6, 5.9, 4.2, 3.2, 2.1, 1.5] as const;

/** Where offices and factories crowd: middle, km across about, and whether it is industry. */
export const CENTRES = [
  { name: "Gwanghwamun and Euljiro", lon: 126.985, lat: 37.567, across: 3.2, industry: false },
  { name: "Dongdaemun", lon: 127.009, lat: 37.568, across: 1.4, industry: false },
  { name: "Yeouido", lon: 126.925, lat: 37.522, across: 2.2, industry: false },
  { name: "Gangnam and Teheran-ro", lon: 127.04, lat: 37.501, across: 3, industry: false },
  { name: "Samseong", lon: 127.059, lat: 37.51, across: 1.5, industry: false },
  { name: "Jamsil", lon: 127.1, lat: 37.513, across: 1.3, industry: false },
  { name: "Munjeong", lon: 127.122, lat: 37.485, across: 1, industry: false },
  { name: "Yongsan", lon: 126.966, lat: 37.531, across: 1.2, industry: false },
  { name: "Sangam", lon: 126.89, lat: 37.579, across: 1.2, industry: false },
  { name: "Magok", lon: 126.83, lat: 37.565, across: 1.5, industry: false },
  { name: "Hongdae and Hapjeong", lon: 126.92, lat: 37.553, across: 1.2, industry: false },
  { name: "Yangjae", lon: 127.036, lat: 37.482, across: 1.2, industry: false },
  { name: "Seongsu", lon: 127.053, lat: 37.543, across: 1.8, industry: true },
  { name: "Guro and Gasan", lon: 126.885, lat: 37.481, across: 2.4, industry: true },
  { name: "Mullae", lon: 126.893, lat: 37.516, across: 1.1, industry: true },
] as const;

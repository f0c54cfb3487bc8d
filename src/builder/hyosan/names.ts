/** Names that sound Korean, romanised; the places are invented. */
import type { Random } from "../../base/random.js";
import { Purpose } from "./purpose.js";

const FIRST =
  "Yang Song Geum Sin Dae Un Cheong Gwang Nam Dong Seok Jang Ok Ui Hwang Bong Am Haeng Mun Jin Sang Hak Pung In Gu Won Baek Seong Do Ho".split(
    " ",
  );
const LAST = "ji cheon san gok hwa am rim pyeong jeong mok dan gye ri su bang po ho chon".split(" ");
const PAIRS = FIRST.length * LAST.length;
/** The old centre keeps the city's own name, in this many numbered dong. */
const CENTRE = 3;

/** What a zone is called: its dong and the stem that schools and estates take their names from. */
export interface ZoneName {
  readonly dong: string;
  readonly stem: string;
}

/** Names of the zones, the centre's first; no two are alike, however many there are. */
export function zoneNames(random: Random, count: number): ZoneName[] {
  const order = Array.from({ length: PAIRS }, (_, pair) => pair);
  for (let i = PAIRS - 1; i > 0; i--) {
    const j = random.below(i + 1, Purpose.zoneName, i, 0);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return Array.from({ length: count }, (_, zone) => {
    const pair = order[zone % PAIRS]!;
    const stem = FIRST[pair % FIRST.length]! + LAST[Math.floor(pair / FIRST.length)]!;
    if (zone < CENTRE) return { dong: `Hyosan ${zone + 1}-dong`, stem };
    const round = Math.floor(zone / PAIRS);
    return round === 0
      ? { dong: `${stem}-dong`, stem }
      : { dong: `${stem} ${round + 1}-dong`, stem: `${stem} ${round + 1}` };
  });
}

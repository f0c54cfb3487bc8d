/**
 * Where a run is cut into episodes: at turning points, so that each has about the same share of what there is to tell.
 *
 * What there is to tell: 0.4 of it is the growth of the number ever infected (its logarithm: from 10 to 100 is as much as from
 * 100 to 1,000), 0.35 the weight of the events of the cast, 0.25 the number of infections, deaths and turnings. A turning point is
 * where it grows quiet, where a zone or a named building is reached for the first time, and where the numbers jump (up or down);
 * each counts from 0 to 1. The cuts are those for which the sum of their turning points, less 2 times the squared deviations of the
 * episodes' shares from an equal one, is greatest (dynamic programming over the bins). All assumed.
 */
import type { Bin, Survey } from "./survey.js";

/** Bins first to end − 1. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

const GROWTH = 0.4;
const OF_CAST = 0.35;
const NUMBERS = 0.25;
const EVENNESS = 2;
/** Bins on each side in which it is quieter or not, and over which numbers jump. */
const AROUND = 6;
/** Events to tell that make an episode, at least. */
const LEAST_EVENTS = 6;

/** Cuts a run into at most `most` episodes; fewer if less happens. Stretches at the end in which nothing happens are left out. */
export function cutEpisodes({ bins: all }: Survey, most: number): Span[] {
  let end = all.length;
  while (end > 1 && all[end - 1]!.kept.length === 0) end--;
  const bins = all.slice(0, end);
  const kept = bins.map((bin) => bin.kept.length);
  const count = Math.max(1, Math.min(most, Math.floor(total(kept) / LEAST_EVENTS), end));
  for (let episodes = count; episodes > 1; episodes--) {
    const spans = best(masses(bins), turns(bins), kept, episodes);
    if (spans !== undefined) return spans;
  }
  return [{ first: 0, end }];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** [bins] each bin's share of what there is to tell; their sum is 1. */
function masses(bins: readonly Bin[]): number[] {
  let infected = 0;
  const growth = bins.map((bin) => {
    const before = infected;
    infected += bin.infected;
    return Math.log((infected + 1) / (before + 1));
  });
  const ofCast = bins.map((bin) => total(bin.ofCast.map(({ weight }) => weight)));
  const numbers = bins.map((bin) => bin.infected + bin.turned + bin.dead);
  const parts = [
    [GROWTH, growth],
    [OF_CAST, ofCast],
    [NUMBERS, numbers],
  ] as const;
  const there = parts.map(([share, values]) => ({ share, values, sum: total(values) })).filter(({ sum }) => sum > 0);
  const whole = total(there.map(({ share }) => share));
  return bins.map((_, bin) => total(there.map(({ share, values, sum }) => ((share / whole) * values[bin]!) / sum)));
}

/** [bins] how much of a turning point lies at the beginning of each, from 0 to 3. */
function turns(bins: readonly Bin[]): number[] {
  const activity = bins.map(({ infected, dead, turned }) => infected + dead + turned);
  const sum = (from: number, to: number) => {
    let total = 0;
    for (let bin = Math.max(0, from); bin < Math.min(bins.length, to); bin++) total += activity[bin]!;
    return total;
  };
  return bins.map((bin, at) => {
    const before = sum(at - AROUND, at);
    const after = sum(at, at + AROUND);
    const usual = (before + after) / (2 * AROUND);
    const quiet = usual === 0 ? 0 : Math.max(0, 1 - sum(at - 1, at + 1) / 2 / usual);
    const place = Math.min(1, (bin.arrivals.length + bin.buildings / 2) / 2);
    const jump = Math.min(1, Math.abs(Math.log((after + 1) / (before + 1))) / 2);
    return quiet + place + jump;
  });
}

/** The best cuts of bins into `count` spans, none of which has too few events to tell; undefined if there are no such cuts. */
function best(
  mass: readonly number[],
  turn: readonly number[],
  kept: readonly number[],
  count: number,
): Span[] | undefined {
  const n = mass.length;
  const until = cumulative(mass);
  const events = cumulative(kept);
  const cost = (first: number, end: number) => {
    if (events[end]! - events[first]! < LEAST_EVENTS) return Number.POSITIVE_INFINITY;
    return EVENNESS * ((until[end]! - until[first]!) * count - 1) ** 2;
  };
  // least[e][b]: least cost of the first b bins in e + 1 spans; from[e][b]: where the last of them begins.
  let least = Array.from({ length: n + 1 }, (_, b) => (b === 0 ? Number.POSITIVE_INFINITY : cost(0, b)));
  const from: number[][] = [];
  for (let e = 1; e < count; e++) {
    const next = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
    const begin = new Array<number>(n + 1).fill(0);
    for (let b = e + 1; b <= n; b++) {
      for (let cut = e; cut < b; cut++) {
        const total = least[cut]! + cost(cut, b) - turn[cut]!;
        if (total < next[b]!) {
          next[b] = total;
          begin[b] = cut;
        }
      }
    }
    least = next;
    from.push(begin);
  }
  if (least[n] === Number.POSITIVE_INFINITY) return undefined;
  const spans: Span[] = [];
  let end = n;
  for (let e = count - 1; e >= 0; e--) {
    const first = e === 0 ? 0 : from[e - 1]![end]!;
    spans.unshift({ first, end });
    end = first;
  }
  return spans;
}

function cumulative(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}

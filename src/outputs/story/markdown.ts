/** A chronicle in Markdown. */
import { localMilliseconds } from "../../recorder/clock.js";
import { nounsOf } from "../report/headline.js";
import { Clock, count, share } from "../report/words.js";
import type { RunFile } from "../run-file.js";
import type { Chronicle, Episode } from "./chronicle.js";

/** The chronicle in Markdown. */
export function chronicleInMarkdown(
  { title, city, seed, note, about, cast, episodes, afterwards }: Chronicle,
  run: RunFile,
): string {
  const { done } = nounsOf(run.scenario);
  const clock = new Clock(localMilliseconds(run.scenario.start), run.time_s);
  const lines = [`# ${title}`, "", `*${city}, ${count(run.city.residents)} residents, seed ${seed}. ${note}*`];
  if (about !== null) lines.push("", about);
  if (cast.length > 0) lines.push("", "**Who is who**", "", ...cast.map(({ words }) => `- ${words}`));
  if (episodes.length === 0) lines.push("", "Nothing happens that could be told.");
  for (const episode of episodes) {
    const { number, from_s, to_s, cold_open, turns, told, cliffhanger } = episode;
    lines.push("", `## ${number}. ${episode.title}`, "", `*${clock.day(from_s)}, ${hours(episode)}*`);
    if (cold_open !== null) lines.push("", `> ${cold_open.text}`);
    for (const { text } of turns) lines.push("", text);
    const { episode: now, so_far } = episode.count;
    lines.push(
      "",
      `**Body count:** ${count(now.infected)} ${done}, ${count(now.turned)} turned, ${count(now.dead)} dead; so far ${count(so_far.infected)}, ${count(so_far.turned)} and ${count(so_far.dead)}; ${share(so_far.infected, run.city.residents)} of the city ${done}.`,
    );
    if (told !== null) lines.push("", `**Told to the public:** ${told}`);
    if (cliffhanger !== null) lines.push("", `*${cliffhanger.text}*`);
    if (to_s <= from_s) break;
  }
  if (afterwards.length > 0) lines.push("", "## Afterwards", "", ...afterwards.map(({ text }) => `- ${text}`));
  return `${lines.join("\n")}\n`;
}

/** "09:10 to 09:31", with the day of the end if it is another. */
function hours({ from, to }: Episode): string {
  const [fromDay, fromTime, , day] = from.split(/[ ,]+/);
  const [toDay, toTime, , last] = to.split(/[ ,]+/);
  return day === last ? `${fromTime} to ${toTime}` : `${fromDay} ${fromTime} to ${toDay} ${toTime}`;
}

/** hyosan chronicle: a run told as episodes. */
import { dirname } from "node:path";
import { Command } from "commander";
import { makeFolder, writeWhole } from "../outputs/files.js";
import { readRunFile } from "../outputs/run-file.js";
import { chronicle } from "../outputs/story/chronicle.js";
import { chronicleInMarkdown } from "../outputs/story/markdown.js";
import { wholeNumber } from "./options.js";
import { print, printJson, startProgress } from "./terminal.js";

/** Episodes of a season. */
const EPISODES = 12;
const MOST_EPISODES = 100;

interface ChronicleOptions {
  readonly episodes?: number;
  readonly out?: string;
  readonly json?: boolean;
}

export function chronicleCommand(): Command {
  return new Command("chronicle")
    .summary("tell a run as episodes")
    .description(
      "Tells a run as episodes in Markdown: cold open, turns, body count, what the public was told, cliffhanger. Nothing is invented: every sentence names the events it tells.",
    )
    .argument("<run>", "folder of a run")
    .option(
      "--episodes <n>",
      `episodes at most (default: ${EPISODES}); fewer if less happens`,
      wholeNumber("--episodes", 1, MOST_EPISODES),
    )
    .option("--out <file>", "write it to a file instead of printing it")
    .option("--json", "print it as JSON and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(tell);
}

const EXAMPLES = `
Examples:
  $ hyosan chronicle runs/hyosan-high-seed2
  $ hyosan chronicle runs/hyosan-high-seed2 --episodes 6 --out season.md`;

async function tell(folder: string, { episodes = EPISODES, out, json = false }: ChronicleOptions): Promise<void> {
  const progress = startProgress("reading the run", json);
  try {
    const story = await chronicle(folder, episodes);
    progress.stop();
    const text = json ? `${JSON.stringify(story, null, 2)}\n` : chronicleInMarkdown(story, readRunFile(folder));
    if (out === undefined) {
      if (json) printJson(story);
      else print(text.trimEnd());
      return;
    }
    makeFolder(dirname(out));
    writeWhole(out, text);
    if (json) printJson({ file: out, episodes: story.episodes.length });
    else print(out);
  } finally {
    progress.stop();
  }
}

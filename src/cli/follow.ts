/** hyosan follow: one person's story. */
import { Command } from "commander";
import { follow, storyInWords } from "../outputs/story/follow.js";
import { print, printJson, startProgress } from "./terminal.js";

export function followCommand(): Command {
  return new Command("follow")
    .summary("tell one person's story in a run")
    .description(
      "Tells the story of one of the cast, or of anyone in an event, from the folder of a run: where they were, what befell them, what became of them.",
    )
    .argument("<run>", "folder of a run")
    .argument("<name>", "name of one of the cast, or a row of people")
    .option("--json", "print it as JSON and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(tell);
}

const EXAMPLES = `
Examples:
  $ hyosan follow runs/season-1-seed1 "Nam On-jo"
  $ hyosan follow runs/season-1-seed1 92707 --json

Numbers such as [#128] are rows of events.parquet. Names of people who are not of the cast are generated.`;

async function tell(folder: string, name: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const progress = startProgress("reading the run", json);
  try {
    const found = await follow(folder, name);
    progress.stop();
    if (json) printJson(found.story);
    else print(storyInWords(found));
  } finally {
    progress.stop();
  }
}

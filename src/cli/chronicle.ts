/** hyosan chronicle: a run told as episodes. */
import { dirname } from "node:path";
import { makeFolder, writeWhole } from "../outputs/files.js";
import { readRunFile } from "../outputs/run-file.js";
import { chronicle } from "../outputs/story/chronicle.js";
import { chronicleInMarkdown } from "../outputs/story/markdown.js";
import { startProgress } from "./progress.js";
import { print, printJson } from "./terminal.js";

export interface ChronicleOptions {
  /** At most. */
  readonly episodes: number;
  readonly out?: string;
  readonly json?: boolean;
}

export async function tell(folder: string, { episodes, out, json = false }: ChronicleOptions): Promise<void> {
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

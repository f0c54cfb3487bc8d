/** hyosan follow: one person's story. */
import { follow, storyInWords } from "../outputs/story/follow.js";
import { startProgress } from "./progress.js";
import { print, printJson } from "./terminal.js";

export async function tell(folder: string, name: string, { json = false }: { readonly json?: boolean }): Promise<void> {
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

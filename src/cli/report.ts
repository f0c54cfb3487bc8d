/** hyosan report: the report of a run and the picture of its front, written again. */
import { writePages } from "../outputs/report/report.js";
import { FRONT_FILE } from "../outputs/run-folder.js";
import { startProgress } from "./progress.js";
import { note, print, printJson } from "./terminal.js";

export async function report(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const progress = startProgress("writing the report", json);
  try {
    const pages = await writePages(folder);
    progress.stop();
    if (json) printJson({ run_dir: folder, ...pages });
    else if (pages.front !== null) print(`${pages.report}\n${pages.front}`);
    else {
      print(pages.report);
      note(`no ${FRONT_FILE}: the outbreak came to no street`);
    }
  } finally {
    progress.stop();
  }
}

/** hyosan report: the report of a run and the picture of its front, written again. */
import { Command } from "commander";
import { FRONT_FILE } from "../outputs/run-folder.js";
import { note, print, printJson, startProgress } from "./terminal.js";

export function reportCommand(): Command {
  return new Command("report")
    .summary("write the report of a run again")
    .description("Writes report.html and front.svg into the folder of a run, from its tables alone.")
    .argument("<run>", "folder of a run")
    .option("--json", "print where it is as JSON")
    .addHelpText("after", EXAMPLES)
    .action(report);
}

const EXAMPLES = `
Examples:
  $ hyosan report runs/hyosan-high-seed2`;

async function report(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const progress = startProgress("writing the report", json);
  try {
    const { writePages } = await import("../outputs/report/report.js"); // late: it loads the drawing of charts
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

/** hyosan phylogeny: who came from whom in a run, as trees in the Newick format. */
import { Command } from "commander";
import { writePhylogeny } from "../outputs/phylogeny.js";
import { print, printJson } from "./terminal.js";

export function phylogenyCommand(): Command {
  return new Command("phylogeny")
    .summary("write the trees of a run: infections, variants")
    .description(
      "Writes transmissions.nwk (who infected whom) and, where a strain mutates, variants.nwk (which variant came of which) " +
        "into the folder of a run, from its tables. Newick format; branches are in seconds, the root is the start.",
    )
    .argument("<run>", "folder of a run")
    .option("--json", "print where they are as JSON")
    .addHelpText("after", EXAMPLES)
    .action(phylogeny);
}

const EXAMPLES = `
Examples:
  $ hyosan phylogeny runs/two-strains-seed1`;

async function phylogeny(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const files = await writePhylogeny(folder);
  if (json) printJson({ run_dir: folder, ...files });
  else print(Object.values(files).join("\n"));
}

/** hyosan phylogeny: who came from whom in a run, as trees in the Newick format. */
import { writePhylogeny } from "../outputs/phylogeny.js";
import { print, printJson } from "./terminal.js";

export async function phylogeny(folder: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const files = await writePhylogeny(folder);
  if (json) printJson({ run_dir: folder, ...files });
  else print(Object.values(files).join("\n"));
}

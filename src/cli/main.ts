#!/usr/bin/env node
/** The command line. What can be said is in `commands.ts`; what a command does in a file of its own beside it. */
import { Command } from "commander";
import { commands } from "./commands.js";
import { reportFailure } from "./failure.js";
import { packageVersion } from "../outputs/version.js";

const EXAMPLES = `
Examples:
  $ hyosan scenarios
  $ hyosan run hyosan-high
  $ hyosan check my.yaml
  $ hyosan city build --osm andong.osm.pbf --out andong.city

hyosan help <command> tells more. Exit codes: 0 done, 1 unexpected fault, 2 wrong input, 130 interrupted.`;

function program(json: boolean): Command {
  const hyosan = new Command("hyosan")
    .description("Every resident of a real city, and the outbreak that runs through it.")
    .version(packageVersion())
    .addHelpText("after", EXAMPLES);
  for (const command of commands()) hyosan.addCommand(command);
  for (const command of withSubcommands(hyosan)) {
    command.exitOverride().showHelpAfterError(`(hyosan ${pathOf(command)}--help shows how it is used)`);
    if (json) command.configureOutput({ writeErr: () => {} });
  }
  return hyosan;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** "city build " for that command, "" for the program. */
function pathOf(command: Command): string {
  return command.parent === null ? "" : `${pathOf(command.parent)}${command.name()} `;
}

const json = process.argv.includes("--json");
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0); // the reader, such as head, has seen enough
});
try {
  await program(json).parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error, json);
}

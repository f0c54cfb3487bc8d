import { spawnSync } from "node:child_process";

/** Builds dist/ once before the tests of the command line. Types are checked by `npm run check`. */
export default function build(): void {
  const { error } = spawnSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "ignore" });
  if (error !== undefined) throw error;
}

/** The real cities the tests read, if this machine has them. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../../shared/cities", import.meta.url));

/** False: the folder ../shared/cities is not beside the repository, and tests of real cities are skipped. */
export const hasCities = existsSync(FOLDER);
if (!hasCities) console.warn("skipped: tests of real cities need the folder ../shared/cities beside the repository");

export const city = (file: string) => `${FOLDER}/${file}`;

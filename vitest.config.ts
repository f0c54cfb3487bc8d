import { defineConfig } from "vitest/config";

/**
 * The rooms' own tests run on the sources; those of the command line and of threads run the built program, so they build it first.
 * No test is a race: the limits of time only end what hangs, also on a machine with much else to do.
 */
export default defineConfig({
  test: {
    maxWorkers: "100%", // the default leaves one core idle, of two
    projects: [
      {
        test: {
          name: "rooms",
          isolate: false, // a worker loads the sources once, and makes a town once for all files that ask for it
          include: ["test/**/*.test.ts"],
          exclude: ["test/cli/**", "test/threads/**"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "cli",
          include: ["test/cli/**/*.test.ts", "test/threads/**/*.test.ts"],
          globalSetup: ["test/cli/build.ts"],
          testTimeout: 60_000,
        },
      },
    ],
  },
});

/** Where the time goes: self time by source file, sampled by the engine's own profiler. */
import { Session } from "node:inspector/promises";

/** What a source file does, by the table's rows; the first pattern that fits a file counts. */
const PARTS: readonly [part: string, file: RegExp][] = [
  ["event queue", /engine\/queue\./],
  ["encounters", /danger\/(encounter|reach)\./],
  ["noise", /danger\/(noise|alarm)\./],
  [
    "movement: hunting, flight, return, steps",
    /(danger\/(hunt|flee)|movement\/(movement|errand|journey|return|ride|train))\./,
  ],
  ["occupancy", /engine\/occupancy\./],
  ["routine and trips", /(\/src\/city\/|movement\/follow-routine\.)/],
  [
    "waking, sleeping, presence, borders",
    /(movement\/(waking|presence|crossing)|engine\/(border|visits|mail|pages))\./,
  ],
  ["progression and contacts", /model\/(infection\/|contact\/|seeding\.)/],
  ["random draws and exact math", /base\/(random|exact)\./],
  ["event log and its hash", /(engine\/events|base\/hash)\./],
  ["state (world)", /engine\/world\./],
  ["dispatch and the run's loop", /(model\/(step|simulation|windows)|engine\/(exchange|team))\./],
  ["other rules of the model", /\/src\/model\//],
];
const INTERVAL_MICROSECONDS = 500;

/** Runs `work` under the profiler; the share of self time of each part, largest first. */
export async function profile(work: () => void): Promise<[part: string, share: number][]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_MICROSECONDS });
  await session.post("Profiler.start");
  work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const files = new Map(profile.nodes.map(({ id, callFrame }) => [id, `${callFrame.url} ${callFrame.functionName}`]));
  const time = new Map<string, number>();
  let total = 0;
  profile.samples?.forEach((node, i) => {
    const file = files.get(node)!;
    if (file.endsWith("(idle)") || file.endsWith("(root)")) return;
    const part = PARTS.find(([, pattern]) => pattern.test(file))?.[0] ?? "all else (garbage collection, Node)";
    const spent = profile.timeDeltas![i]!;
    time.set(part, (time.get(part) ?? 0) + spent);
    total += spent;
  });
  return [...time].map(([part, spent]): [string, number] => [part, spent / total]).sort((a, b) => b[1] - a[1]);
}

/** Interventions and what people know: orders that wait for reports and belief, broadcasts that warn, trust in orders. */
import { expect, test, vi } from "vitest";
import { makeCity } from "../../src/builder/made.js";
import { at, carriers, HOUR, runOf, SCHOOL, town } from "./authority-town.js";
import { schoolOutbreak } from "./town.js";

vi.setConfig({ testTimeout: 120_000 });

const PEOPLE = town.people.age.length;
/** The town in the zones it was made with: those of the others know no residents. */
const plain = makeCity(schoolOutbreak(PEOPLE).city, "test")!;

test("an order that waits for reported cases is given once the share that is reported is, after its delay", () => {
  const share = 0.5;
  const delay = 1_800;
  const information = { record: { share, delay: `${delay} s` } };
  const order = { name: "o", do: "shelter", when: { number: "reported", reaches: 200 } };
  const { sim } = runOf([order], { ...carriers(1_000), information });
  sim.runUntil(2 * HOUR);
  // of 1,000 cases at time 0 half are reported, by then a share 1 − exp(−t / delay) of them: 200 = 0.4 · 1,000 at t = ln 5 · delay
  const expected = Math.log(share / (share - 0.2)) * delay;
  expect(sim.orders.length).toBe(1);
  const { ordered, value } = sim.orders[0]!;
  expect(value).toBeGreaterThanOrEqual(200);
  // a binomial count of 1,000 has a standard deviation of 13, which the curve passes in 80 s
  expect(Math.abs(ordered - expected)).toBeLessThan(4 * 80 + 60);
});

test("an order that waits for a share of convinced people is given when it is reached", () => {
  const information = { begins: [{ at: "30 min", count: 1_000, belief: "convinced" }] };
  const order = { name: "o", do: "shelter", when: { number: "convinced", reaches: 0.2 } };
  const { sim } = runOf([order], { ...carriers(1), information }, {}, plain);
  sim.runUntil(HOUR);
  expect(sim.orders).toMatchObject([{ ordered: 1_860, trigger: "convinced" }]);
  expect(sim.orders[0]!.value).toBeCloseTo(1_000 / PEOPLE, 2);
});

test("a broadcast tells people what is true: those who trust it are convinced", () => {
  const information = { policy: { stance: "deny", notice: 4_000 }, trust: { mean: 0.6, spread: 0 } };
  const { sim } = runOf([{ name: "b", do: "broadcast", when: at(20) }], { ...carriers(1), information }, {}, plain);
  sim.runUntil(3 * HOUR);
  expect(sim.information!.official.said).toMatchObject([{ at: 1_200, word: "admission" }]);
  const convinced = sim.information!.countAt(3 * HOUR).reduce((sum, n, row) => (row % 4 === 2 ? sum + n : sum), 0);
  const [n, p] = [PEOPLE, 0.9 * 0.6];
  expect(Math.abs(convinced - n * p) / Math.sqrt(n * p * (1 - p))).toBeLessThan(4);
});

test("who is not convinced obeys an order as far as they trust the official word", () => {
  const trust = 0.5;
  const [here, compliance] = [SCHOOL.slice(0, 3), 0.6];
  const order = [{ name: "e", do: "evacuation", when: at(20), area: { zones: here }, compliance }];
  const told = (information: unknown) => {
    const { sim, rows } = runOf(order, { ...carriers(1), ...(information !== undefined && { information }) });
    sim.runUntil(1_200);
    sim.flush();
    return rows.filter(({ kind }) => kind === "complied").length;
  };
  const all = told(undefined);
  const some = told({ trust: { mean: trust, spread: 0 } });
  // of those who would have complied anyway half do
  expect(Math.abs(some - trust * all) / Math.sqrt(all * trust * (1 - trust))).toBeLessThan(4);
});

/** The crowd in AgentScript, as its own models are written. */
import type { Agent, Model as AgentModel } from "agentscript";
import { CROWD, type CrowdRun, clocked } from "./model.js";

interface Walker extends Agent {
  state: "well" | "bitten" | "turned";
  /** Tick of the bite. */
  since: number;
}

/** AgentScript draws; without a screen the class it draws on is missing, and is not needed. */
async function loadModel(): Promise<typeof AgentModel> {
  const browser = globalThis as { OffscreenCanvas?: unknown };
  browser.OffscreenCanvas ??= class {
    getContext = () => ({});
  };
  return (await import("agentscript")).Model;
}

export async function runAgentScript(): Promise<CrowdRun> {
  const Model = await loadModel();
  const { side, speed, turn, reach, bite, incubation } = CROWD;
  let bitten = 0;

  class Crowd extends Model<Walker> {
    override setup(): void {
      let made = 0;
      this.turtles.create(CROWD.people, (walker) => {
        walker.setxy(Math.random() * side - 0.5, Math.random() * side - 0.5);
        walker.state = made++ < CROWD.turned ? "turned" : "well";
        walker.since = 0;
      });
    }

    override step(): void {
      this.turtles.ask((walker) => {
        walker.theta += (2 * Math.random() - 1) * turn;
        walker.forward(walker.state === "turned" ? speed.turned : speed.people);
        if (walker.state === "bitten" && this.ticks - walker.since >= incubation) walker.state = "turned";
      });
      this.turtles.ask((walker) => {
        if (walker.state !== "turned") return;
        this.turtles.inRadius(walker, reach).ask((other) => {
          if (other.state !== "well" || Math.random() >= bite) return;
          other.state = "bitten";
          other.since = this.ticks;
          bitten++;
        });
      });
    }
  }

  const model = new Crowd({ minX: 0, maxX: side - 1, minY: 0, maxY: side - 1 });
  model.setup();
  return clocked(
    () => model.step(),
    () => bitten,
  );
}

/** The part of AgentScript that the benchmark uses; the package has no types of its own. */
declare module "agentscript" {
  export interface Agent {
    x: number;
    y: number;
    theta: number;
    setxy(x: number, y: number): void;
    forward(distance: number): void;
  }
  export interface Agents<A extends Agent> {
    readonly length: number;
    ask(act: (agent: A) => void): void;
    inRadius(agent: A, radius: number): Agents<A>;
    create(count: number, init: (agent: A) => void): void;
  }
  export class Model<A extends Agent = Agent> {
    constructor(world: { minX: number; maxX: number; minY: number; maxY: number });
    readonly ticks: number;
    readonly turtles: Agents<A>;
    step(): void;
    setup(): void;
  }
}

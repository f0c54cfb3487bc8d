/** Graphs of people for inline cities: chains, lattices, random regular graphs, lists of edges. */
import type { z } from "zod";
import { InputError } from "../base/problems.js";
import type { Random } from "../base/random.js";
import type { InlineGraph } from "../scenario/schema.js";
import { shuffle } from "./apportion.js";
import { BuildDraw } from "./purposes.js";

export type GraphSource = z.output<typeof InlineGraph>;

/** An undirected graph without loops and without two edges between the same two people. */
export interface Graph {
  readonly people: number;
  /** Edges, one row each. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** People in a row of the drawing. */
  readonly columns: number;
}

/** Random graphs that cannot be repaired are drawn again, this often. */
const ROUNDS = 100;
/** Partners tried for one edge before the graph is drawn again. */
const SWAPS = 10_000;

/**
 * The graph a scenario asks for.
 *
 * @param where  file for messages
 * @throws InputError for edges that leave the range, occur twice or join a person to itself, and impossible degrees
 */
export function graphOf(source: GraphSource, random: Random, where: string): Graph {
  switch (source.kind) {
    case "chain":
      return chain(source.people, source.periodic);
    case "lattice":
      return lattice(source.side, source.periodic);
    case "random-regular":
      return randomRegular(source.people, source.degree, random, where);
    case "edges":
      return edgeList(source.people, source.edges, where);
  }
}

function chain(people: number, periodic: boolean): Graph {
  const edges = periodic && people > 2 ? people : people - 1;
  const a = new Uint32Array(edges);
  const b = new Uint32Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    a[edge] = edge;
    b[edge] = (edge + 1) % people;
  }
  return { people, a, b, columns: people };
}

/** A square lattice with four neighbours each; without borders if periodic (a side of 2 has no wrapped edges). */
function lattice(side: number, periodic: boolean): Graph {
  const wraps = periodic && side > 2;
  const edges = 2 * side * (wraps ? side : side - 1);
  const a = new Uint32Array(edges);
  const b = new Uint32Array(edges);
  const last = wraps ? side : side - 1;
  let edge = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < last; x++) {
      a[edge] = y * side + x;
      b[edge++] = y * side + ((x + 1) % side);
      a[edge] = x * side + y;
      b[edge++] = ((x + 1) % side) * side + y;
    }
  return { people: side * side, a, b, columns: side };
}

function edgeList(people: number, edges: readonly (readonly [number, number])[], where: string): Graph {
  const a = new Uint32Array(edges.length);
  const b = new Uint32Array(edges.length);
  const seen = new Set<number>();
  edges.forEach(([from, to], edge) => {
    const bad = (expected: string) =>
      new InputError({ where, path: `city.graph.edges.${edge}`, expected, found: `[${from}, ${to}]` });
    if (from >= people || to >= people) throw bad(`two people from 0 to ${people - 1}`);
    if (from === to) throw bad("two different people");
    const key = Math.min(from, to) * people + Math.max(from, to);
    if (seen.has(key)) throw bad("each edge once");
    seen.add(key);
    a[edge] = from;
    b[edge] = to;
  });
  return { people, a, b, columns: squareSide(people) };
}

/** A random graph in which everyone has the same number of neighbours. */
function randomRegular(people: number, degree: number, random: Random, where: string): Graph {
  const wrong = (expected: string, found: string) =>
    new InputError({ where, path: "city.graph.degree", expected, found });
  if (degree >= people) throw wrong(`a degree below the number of people, ${people}`, String(degree));
  if ((people * degree) % 2 === 1)
    throw wrong("an even number of people × degree", `${people} × ${degree} = ${people * degree}`);
  // Dense graphs are drawn as the complement of sparse ones, where repairs always succeed soon.
  const dense = degree > (people - 1) / 2;
  const drawn = dense ? people - 1 - degree : degree;
  for (let round = 0; round < ROUNDS; round++) {
    const partner = pairStubs(people, drawn, random, round);
    if (partner !== undefined) return dense ? complement(people, drawn, partner) : edgesOf(people, drawn, partner);
  }
  throw wrong("a degree for which a random graph can be found", String(degree));
}

/**
 * The pairing model: everyone has `degree` stubs, stubs are paired at random; an edge that is a loop or a second one is
 * swapped with a random other edge. Stub s belongs to person ⌊s / degree⌋.
 *
 * @returns [people × degree] partner of each stub; undefined if an edge could not be repaired
 */
function pairStubs(people: number, degree: number, random: Random, round: number): Uint32Array | undefined {
  const stubs = people * degree;
  const order = new Uint32Array(stubs);
  for (let stub = 0; stub < stubs; stub++) order[stub] = stub;
  shuffle(order, 0, stubs, random, BuildDraw.graph, round);
  const partner = new Uint32Array(stubs);
  for (let k = 0; k < stubs; k += 2) {
    partner[order[k]!] = order[k + 1]!;
    partner[order[k + 1]!] = order[k]!;
  }
  for (let stub = 0; stub < stubs; stub++) {
    const other = partner[stub]!;
    if (other < stub || !isBad(partner, degree, stub)) continue;
    let swapped = false;
    for (let swap = 0; swap < SWAPS && !swapped; swap++) {
      const u = random.uniform(BuildDraw.graph, stub, round, swap + 1);
      swapped = trySwap(partner, degree, stub, other, Math.floor(u * stubs));
    }
    if (!swapped) return undefined;
  }
  return partner;
}

/** Whether a stub's edge is a loop, or its person has another edge to the same person. */
function isBad(partner: Uint32Array, degree: number, stub: number): boolean {
  const person = Math.floor(stub / degree);
  const other = Math.floor(partner[stub]! / degree);
  if (person === other) return true;
  for (let s = person * degree; s < (person + 1) * degree; s++)
    if (s !== stub && Math.floor(partner[s]! / degree) === other) return true;
  return false;
}

/** Replaces the edges p–q and r–partner(r) by p–r and q–partner(r), if both would be good. */
function trySwap(partner: Uint32Array, degree: number, p: number, q: number, r: number): boolean {
  const s = partner[r]!;
  if (r === p || r === q) return false;
  link(p, r);
  link(q, s);
  if (!isBad(partner, degree, p) && !isBad(partner, degree, q)) return true;
  link(p, q);
  link(r, s);
  return false;

  function link(x: number, y: number): void {
    partner[x] = y;
    partner[y] = x;
  }
}

function edgesOf(people: number, degree: number, partner: Uint32Array): Graph {
  const a = new Uint32Array(partner.length / 2);
  const b = new Uint32Array(partner.length / 2);
  let edge = 0;
  for (let stub = 0; stub < partner.length; stub++) {
    if (partner[stub]! < stub) continue;
    a[edge] = Math.floor(stub / degree);
    b[edge++] = Math.floor(partner[stub]! / degree);
  }
  return { people, a, b, columns: squareSide(people) };
}

/** The graph of all edges that are not in the one given. */
function complement(people: number, degree: number, partner: Uint32Array): Graph {
  const edges = (people * (people - 1 - degree)) / 2;
  const a = new Uint32Array(edges);
  const b = new Uint32Array(edges);
  const isJoined = new Uint8Array(people);
  let edge = 0;
  for (let person = 0; person < people; person++) {
    isJoined.fill(0);
    for (let s = person * degree; s < (person + 1) * degree; s++) isJoined[Math.floor(partner[s]! / degree)] = 1;
    for (let other = person + 1; other < people; other++) {
      if (isJoined[other] === 1) continue;
      a[edge] = person;
      b[edge++] = other;
    }
  }
  return { people, a, b, columns: squareSide(people) };
}

function squareSide(people: number): number {
  return Math.ceil(Math.sqrt(people));
}

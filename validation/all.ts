/** All experiments, in the order of the catalogue. */
import type { Experiment } from "./experiment.js";
import { awareness } from "./experiments/awareness.js";
import { bondPercolation } from "./experiments/bond-percolation.js";
import { doorClearance } from "./experiments/door-clearance.js";
import { erdosRenyi } from "./experiments/erdos-renyi.js";
import { extinction, extinctionGamma } from "./experiments/extinction.js";
import { finalSize } from "./experiments/final-size.js";
import { finalSizeImmunity } from "./experiments/final-size-immunity.js";
import { finiteSir } from "./experiments/finite-sir.js";
import { fundamentalDiagram } from "./experiments/fundamental-diagram.js";
import { herdImmunity } from "./experiments/herd-immunity.js";
import { carriers } from "./experiments/carriers.js";
import { household, largeHousehold } from "./experiments/household.js";
import { invariances } from "./experiments/invariances.js";
import { invasion, relativeGrowth } from "./experiments/invasion.js";
import { keelingRohani } from "./experiments/keeling-rohani.js";
import { latticeSir, latticeSirTails } from "./experiments/lattice-sir.js";
import { lastBite } from "./experiments/last-bite.js";
import { line } from "./experiments/line.js";
import { infiniteAlleles, luriaDelbrueck } from "./experiments/mutation.js";
import { munzEquilibria } from "./experiments/munz-equilibria.js";
import { pairs } from "./experiments/pairs.js";
import { peakPrevalence } from "./experiments/peak-prevalence.js";
import { rumourFinal, rumourRates, rumourTiny, rumourVariance } from "./experiments/rumour.js";
import { seir } from "./experiments/seir.js";
import { shaun } from "./experiments/shaun.js";
import { superspreading, superspreadingMore } from "./experiments/superspreading.js";
import { szrBalanced } from "./experiments/szr-balanced.js";
import { szrExact } from "./experiments/szr-exact.js";
import { szrExtinction } from "./experiments/szr-extinction.js";
import { szrFinalState } from "./experiments/szr-final-state.js";
import { szrLattice } from "./experiments/szr-lattice.js";
import { twoStrainsInARoom } from "./experiments/two-strains.js";
import { yuleTree } from "./experiments/yule.js";

export const EXPERIMENTS: readonly Experiment[] = [
  munzEquilibria,
  lastBite,
  szrExact,
  szrFinalState,
  szrExtinction,
  szrLattice,
  shaun,
  szrBalanced,
  finalSize,
  finalSizeImmunity,
  keelingRohani,
  peakPrevalence,
  seir,
  extinction,
  extinctionGamma,
  finiteSir,
  latticeSir,
  latticeSirTails,
  bondPercolation,
  line,
  erdosRenyi,
  household,
  largeHousehold,
  twoStrainsInARoom,
  relativeGrowth,
  invasion,
  infiniteAlleles,
  luriaDelbrueck,
  yuleTree,
  superspreading,
  superspreadingMore,
  carriers,
  herdImmunity,
  rumourFinal,
  rumourTiny,
  rumourVariance,
  rumourRates,
  awareness,
  pairs,
  invariances,
  fundamentalDiagram,
  doorClearance,
];

import { seeded } from "#server/lib/random.ts";
import { createAddresses } from "#server/operations/demo/addresses.ts";
import { createNetwork } from "#server/operations/demo/network.ts";
import { createPaths } from "#server/operations/demo/network-paths.ts";
import type { Fact, Line } from "./harness/line.ts";
import { measure, sink } from "./harness/measure.ts";

const PAIRS = 400;
const TARGETS = 300;

const run = async (): Promise<Fact[]> => {
  const network = createNetwork({ seed: 1 });
  const nodes = createAddresses(network)
    .draw(PAIRS + TARGETS, seeded("paths"))
    .map(({ node }) => node);
  const at = (index: number): number => nodes[index % nodes.length] ?? 0;
  const made = await measure({ warmUp: 1, repetitions: 5 }, () => {
    createPaths(network);
    return 0;
  });
  const paths = createPaths(network);
  const between = await measure({ warmUp: 100, repetitions: PAIRS }, (i) => {
    const path = paths.between(at(i), at(i + 1));
    return path?.distanceM ?? 0;
  });
  const targets = nodes.slice(PAIRS);
  const out = new Float64Array(TARGETS);
  const oneToMany = await measure({ warmUp: 10, repetitions: 60 }, (i) => {
    paths.secondsInto(out, at(i), targets);
    return out[i % TARGETS] ?? 0;
  });
  sink(out.length);
  const city = `${network.nodeLng.length.toLocaleString("en")} junctions of the demo city, seed 1`;
  return [
    {
      name: "shortest path between two addresses (A*), p95",
      value: between.ms.p95,
      unit: "ms",
      summary: between.ms,
      note: `${PAIRS} pairs of drawn addresses on ${city}; with the shape of the way.`,
    },
    {
      name: `seconds from one address to ${TARGETS}, p95`,
      value: oneToMany.ms.p95,
      unit: "ms",
      summary: oneToMany.ms,
    },
    { name: "preparing the network", value: made.ms.median, unit: "ms", summary: made.ms },
  ];
};

/** Ways over the demo city's streets. */
export const paths: Line = { about: "ways over the streets of the demo city", run };

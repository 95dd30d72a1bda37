import type { Line } from "./harness/line.ts";
import { multiplexingFacts } from "./harness/multiplexing.ts";

/** The live hub, and its one socket against one socket per channel. */
export const live: Line = {
  about: "1,000 live events a second to 50 readers, one socket against one per channel",
  run: () => multiplexingFacts({ clients: 50, eventsPerS: 1_000, seconds: 15 }),
};

/** What is staged for one route of the live day, so that there is something to see and ask about. */
export type RouteScript = {
  /** Seconds by which the truck leaves late; without end where it has not left at all. */
  lateStartS?: number;
  /** A tip out of plan after that many stops, with the wait at the facility, seconds. */
  extraTip?: { afterStops: number; queueS: number };
  /** Factor on all times of the route. */
  slow?: number;
  /** The truck breaks down on arriving at this stop (sequence) and stays there. */
  breakdownAt?: { sequence: number; note: string };
  /** The truck stands still, from that many seconds before now on, for that long. */
  stand?: { beforeNowS: number; forS: number };
  /** Stops (sequences from..to) that the crew skipped, and why. */
  skips?: { from: number; to: number; reason: string; kind: "no-access" | "blocked" };
  /** Stops that were missed, by sequence. */
  misses?: readonly number[];
  /** Stops done later than their turn: from this sequence, done after that one, and why. */
  reorders?: readonly { sequence: number; after: number; reason: string }[];
  hasNoBreak?: boolean;
  /** Seconds before now at which the vehicle last reported anything. */
  silentForS?: number;
  /** Exceptions staged at stops by sequence. */
  incidents?: readonly {
    sequence: number;
    kind: "contaminated" | "overfull" | "no-access" | "unsafe" | "damaged-container";
    note?: string;
  }[];
};

/** The staged routes of a live day, by route number. */
export const LIVE_SCRIPT: Readonly<Record<number, RouteScript>> = {
  9: { lateStartS: 2_700, extraTip: { afterStops: 9, queueS: 2_400 }, slow: 1.08 },
  12: {
    breakdownAt: {
      sequence: 14,
      note: "Packer stopped half way, hydraulic pressure low; hazard lights on, waiting for the mechanic",
    },
  },
  17: { slow: 1.13, reorders: [{ sequence: 6, after: 11, reason: "school run, street too busy" }] },
  32: { lateStartS: Number.POSITIVE_INFINITY },
  50: { lateStartS: Number.POSITIVE_INFINITY },
  26: { stand: { beforeNowS: 1_860, forS: 4_200 } },
  8: {
    reorders: [
      { sequence: 4, after: 9, reason: "came back after a delivery van left" },
      { sequence: 7, after: 10, reason: "access opened later" },
    ],
  },
  14: { silentForS: 1_680 },
  35: { silentForS: 2_820 },
  46: { silentForS: 5_700 },
  21: { skips: { from: 8, to: 15, reason: "Main Street works, no way through", kind: "blocked" }, slow: 1.1 },
  43: { skips: { from: 5, to: 11, reason: "gate code changed", kind: "no-access" } },
  41: { misses: [3, 7, 12], slow: 1.18 },
  34: { misses: [2, 9], lateStartS: 1_500 },
  13: { misses: [6], slow: 1.22 },
  27: { misses: [4, 5], slow: 1.12 },
  28: { hasNoBreak: true },
  37: { hasNoBreak: true, slow: 1.06 },
  38: { slow: 1.3 },
  5: { slow: 1.2, lateStartS: 900 },
  23: { incidents: [{ sequence: 5, kind: "unsafe", note: "Needles on top of the bags" }] },
};

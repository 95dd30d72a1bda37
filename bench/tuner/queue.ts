import type { Random } from "#server/lib/random.ts";

/** The weather of a moment: requests a second, how long one takes alone, and how much those side by side slow each other. */
export type Weather = { perS: number; aloneMs: number; contention: number; crosstalk: number };

/** A knob's work under weather that drifts: seconds of it, each with what it is like. */
export type Trace = { name: string; seconds: number; weather: (second: number) => Weather };

/** What came of a second: the latency of each request, and of each that was served while all slots were busy what it cost, shared among the slots. */
export type Served = {
  latencyMs: number[];
  slotMs: number[];
  /** How long each took, and how many were at work when it began. */
  took: { atWork: number; ms: number }[];
};

/** Who has waited so long is answered without, as by the product's deadline, and counts as having waited so long. */
const DEADLINE_MS = 1_500;

/**
 * Work with so many slots side by side. One piece takes as long as Gunther's universal scalability law says of the
 * number at work: contention makes it longer with each other one, crosstalk with each pair, so that there is a best
 * number, which moves with the weather.
 */
export const createQueue = (random: Random) => {
  let freeAt: number[] = [];
  let clockMs = 0;
  const exponential = (mean: number): number => -Math.log(1 - random.float()) * mean;
  return {
    /** Lets a second of arrivals in with so many slots. */
    second(weather: Weather, slots: number, out: Served): void {
      while (freeAt.length < slots) freeAt.push(clockMs);
      // Slots that are taken away end what they are at.
      if (freeAt.length > slots) freeAt = freeAt.sort((a, b) => a - b).slice(0, slots);
      const endMs = clockMs + 1_000;
      const gapMs = 1_000 / weather.perS;
      for (let atMs = clockMs + exponential(gapMs); atMs < endMs; atMs += exponential(gapMs)) {
        let [first, firstFreeMs] = [0, Number.POSITIVE_INFINITY];
        for (let i = 0; i < freeAt.length; i++) {
          const freeMs = freeAt[i] ?? 0;
          if (freeMs < firstFreeMs) [first, firstFreeMs] = [i, freeMs];
        }
        const startMs = Math.max(atMs, firstFreeMs);
        if (startMs - atMs > DEADLINE_MS) {
          out.latencyMs.push(DEADLINE_MS);
          continue;
        }
        let beside = 0;
        for (const each of freeAt) if (each > startMs) beside++;
        const slowed = 1 + weather.contention * beside + weather.crosstalk * beside * (beside + 1);
        const tookMs = exponential(weather.aloneMs * slowed);
        freeAt[first] = startMs + tookMs;
        out.latencyMs.push(startMs + tookMs - atMs);
        out.took.push({ atWork: beside + 1, ms: tookMs });
        if (beside === slots - 1) out.slotMs.push(tookMs / slots);
      }
      clockMs = endMs;
    },
  };
};

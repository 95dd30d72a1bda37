import type { Keeping } from "./call.ts";

/** An answer as it is kept. */
export type Kept = { value: unknown; atMs: number };

/** Whether a kept answer may be given as it is, only while a new one is fetched, or not at all. */
export type Freshness = "fresh" | "stale" | "gone";

/** How fresh a kept answer is. One from the future, after a clock was set back, is not trusted as fresh. */
export const freshnessOf = ({ atMs }: Pick<Kept, "atMs">, keep: Keeping, nowMs: number): Freshness => {
  const ageMs = nowMs - atMs;
  if (ageMs < 0) return -ageMs <= keep.staleMs ? "stale" : "gone";
  if (ageMs < keep.freshMs) return "fresh";
  return ageMs < keep.freshMs + keep.staleMs ? "stale" : "gone";
};

/** Tells an answer that was kept from anything else that a shared store may hold. */
export const isKept = (found: unknown): found is Kept =>
  typeof found === "object" &&
  found !== null &&
  "value" in found &&
  "atMs" in found &&
  typeof found.atMs === "number";

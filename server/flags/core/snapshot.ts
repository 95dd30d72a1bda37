import { answered, type Outcome, unknownFlag } from "#server/flags/core/outcome.ts";
import type { FlagType, Metadata, Resolution } from "#server/flags/schema.ts";

/** All flags for one context. */
export type Snapshot = {
  /** The answer that the flag gives to who asks for a kind of value. */
  resolve(type: FlagType, key: string, fallback: unknown): Resolution;
  /** What a flag comes to, whatever its kind; undefined where there is none, null for its value where that is the asker's. */
  found(key: string): Resolution | undefined;
  /** Each flag's key with its variant; null where it has none. */
  variants(): [string, string | null][];
};

/** Makes a snapshot of what flags came to, each at its key's place. */
export const createSnapshot = (
  outcomes: readonly Outcome[],
  keys: ReadonlyMap<string, number>,
  metadata: Metadata,
): Snapshot => ({
  resolve(type, key, fallback) {
    const place = keys.get(key);
    const outcome = place === undefined ? undefined : outcomes[place];
    return outcome === undefined ? unknownFlag(key, fallback, metadata) : answered(outcome, type, fallback);
  },
  found(key) {
    const place = keys.get(key);
    const outcome = place === undefined ? undefined : outcomes[place];
    return outcome?.kind === "open" ? { ...outcome.resolution, value: null } : outcome?.resolution;
  },
  variants: () => [...keys].map(([key, place]) => [key, outcomes[place]?.resolution.variant ?? null]),
});

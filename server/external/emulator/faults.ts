import type { Random } from "#server/lib/random.ts";

/** What may go wrong with a request, and whether the service has billed it by then. */
export const FAULT_KINDS = {
  /** 503, nothing done. */
  error: { isBilled: false },
  /** 503 after the work was done. */
  "late-error": { isBilled: true },
  /** The connection stays open and nothing comes. */
  silence: { isBilled: true },
  /** The head of the answer comes, then a byte now and then. */
  trickle: { isBilled: true },
  /** The connection breaks before an answer. */
  reset: { isBilled: false },
  /** Half of the answer comes, and the connection ends well. */
  cut: { isBilled: true },
  /** Numbers come as words. */
  types: { isBilled: true },
  /** 429 without a word on when to come back. */
  throttle: { isBilled: false },
  /** The answer takes some times as long. */
  slow: { isBilled: true },
} as const;
/** What may go wrong with a request. */
export type FaultKind = keyof typeof FAULT_KINDS;

/** Between two moments, in milliseconds since the start, a share of the requests fails in one way. */
export type Episode = { fromMs: number; toMs: number; kind: FaultKind; share: number; times?: number };

/** How an emulated service behaves: how long it takes, and what goes wrong when. */
export type Profile = {
  /** Half of the answers take longer. */
  medianMs: number;
  /** Deviation of the logarithm of the time. */
  spread: number;
  episodes: readonly Episode[];
};

/** A service that is well. */
export const WELL: Profile = { medianMs: 120, spread: 0.5, episodes: [] };

const MINUTE_MS = 60_000;

/** An hour in which everything goes wrong that does: a storm, hanging, broken answers, refusals, an outage. */
export const faultHour = (startMs: number): Episode[] =>
  (
    [
      { from: 0, to: 12, kind: "error", share: 0.6 },
      { from: 12, to: 20, kind: "silence", share: 0.2 },
      { from: 20, to: 28, kind: "slow", share: 1, times: 4 },
      { from: 28, to: 34, kind: "cut", share: 0.3 },
      { from: 34, to: 38, kind: "types", share: 0.3 },
      { from: 38, to: 44, kind: "throttle", share: 0.5 },
      { from: 44, to: 48, kind: "error", share: 1 },
      { from: 48, to: 52, kind: "reset", share: 0.4 },
      { from: 52, to: 56, kind: "trickle", share: 0.2 },
      { from: 56, to: 60, kind: "late-error", share: 0.4 },
    ] as const
  ).map(({ from, to, ...fault }) => ({
    ...{ fromMs: startMs + from * MINUTE_MS, toMs: startMs + to * MINUTE_MS },
    ...fault,
  }));

/** What becomes of one request: how long it takes, and what goes wrong with it. */
export type Fate = { afterMs: number; kind: FaultKind | null };

/** Draws what becomes of a request that came at a moment. */
export const fateOf = ({ medianMs, spread, episodes }: Profile, atMs: number, random: Random): Fate => {
  const usualMs = medianMs * Math.exp(random.normal(0, spread));
  const draw = random.float();
  const episode = episodes.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
  if (episode === undefined || draw >= episode.share) return { afterMs: usualMs, kind: null };
  const { kind, times = 1 } = episode;
  // A refusal or a failure is quick.
  const isQuick = kind === "error" || kind === "throttle" || kind === "reset";
  return { kind, afterMs: isQuick ? usualMs / 4 : usualMs * times };
};

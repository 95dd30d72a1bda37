import type { Doubt, Settled } from "#server/external/core/settle.ts";
import { settle } from "#server/external/core/settle.ts";
import type { Anchor, Ledger, Remembered } from "#server/external/ledger.ts";
import type { ServiceName } from "#server/external/schema.ts";

/** The service's counter as a response gave it, epoch milliseconds. */
export type Counted = { remaining: number; resetAtMs: number };

// The reset comes in whole seconds.
const SAME_SPAN_MS = 60_000;
const ANCHORED_EVERY_MS = 60_000;
const TRIED_EVERY_MS = 20_000;

/**
 * Keeps the ledger of a service equal to its bill: a request that ran alone tells by its counter what was billed since
 * the last one that did, so what no known row explains was billed for those in doubt.
 */
export const createCounter = ({
  service,
  ledger,
  remembered,
  hasCounter,
  settleAfterMs,
  centsOf,
  report,
}: {
  service: ServiceName;
  ledger: Pick<Ledger, "settle" | "drained">;
  remembered: Remembered;
  /** False where the service tells no counter: then what is in doubt is booked as reckoned once it is old enough. */
  hasCounter: boolean;
  settleAfterMs: number;
  centsOf: (units: number) => number;
  report: (error: unknown) => void;
}) => {
  let { anchor, knownUnits, isShared } = remembered;
  if (isShared) anchor = null;
  let doubts: (Doubt & { untilMs: number })[] = remembered.doubts.map((doubt) => ({
    ...doubt,
    untilMs: remembered.doubtedAtMs + settleAfterMs,
  }));
  let doubtedAtMs = remembered.doubtedAtMs;
  let oldestAtMs = remembered.doubtedAtMs;
  let anchoredAtMs = Number.NEGATIVE_INFINITY;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> = Promise.resolve();

  const asReckoned = ({ id, isFault, expectedUnits }: Doubt): Settled => ({
    id,
    units: isFault ? 0 : expectedUnits,
  });

  const store = (settled: readonly Settled[], next: Anchor | null): void => {
    const rows = settled.map((row) => ({ ...row, cents: centsOf(row.units) }));
    // Rows up to the anchor must be stored before it: after a crash they would be counted twice.
    writing = writing
      .then(() => ledger.drained())
      .then(() => ledger.settle(service, rows, next))
      .catch(report);
  };

  return {
    known(units: number): void {
      knownUnits += units;
    },
    /** A request whose bill is not known; where no word of it came, the service may still be at it. */
    doubt(doubt: Doubt, { nowMs, isOver }: { nowMs: number; isOver: boolean }): void {
      if (doubts.length === 0) oldestAtMs = nowMs;
      doubts.push({ ...doubt, untilMs: isOver ? nowMs : nowMs + settleAfterMs });
      if (!isOver) doubtedAtMs = nowMs;
    },
    inDoubt: () => doubts.length,
    /**
     * Looks again, every few seconds: at whether others call the service too, whose calls are in its counter as well, so
     * that it settles nothing; and at what no counter settles.
     */
    look(isSharedNow: boolean, nowMs: number): void {
      if (isSharedNow) anchor = null;
      isShared = isSharedNow;
      if (hasCounter && !isShared) return;
      const old = doubts.filter(({ untilMs }) => untilMs <= nowMs);
      if (old.length === 0) return;
      doubts = doubts.filter(({ untilMs }) => untilMs > nowMs);
      store(old.map(asReckoned), null);
    },
    /** Whether the next request should run alone, so that its counter can be read against the rows. */
    wantsAlone(nowMs: number): boolean {
      if (!hasCounter || isShared || nowMs - triedAtMs < TRIED_EVERY_MS) return false;
      if (anchor === null) return true;
      if (doubts.length === 0 || nowMs - doubtedAtMs < settleAfterMs) return false;
      return nowMs - oldestAtMs >= 2 * settleAfterMs || anchor.resetAtMs - nowMs < SAME_SPAN_MS;
    },
    /** A request runs alone; whether or not its counter can be read, the next try comes later. */
    triesAlone(nowMs: number): void {
      triedAtMs = nowMs;
    },
    /** Reads the counter that a request which ran alone came back with; its own row is among the known ones. */
    read(counted: Counted, { id, ownUnits, nowMs }: { id: number; ownUnits: number; nowMs: number }): void {
      if (!hasCounter || isShared || (nowMs < doubtedAtMs + settleAfterMs && doubts.length > 0)) return;
      const isSameSpan = anchor !== null && Math.abs(counted.resetAtMs - anchor.resetAtMs) < SAME_SPAN_MS;
      const next: Anchor = { ...counted, lastCallId: id };
      const unexplained = anchor === null ? 0 : anchor.remaining - counted.remaining - knownUnits;
      // No request is billed less than nothing: more is left than rows explain, so the account was filled up or changed.
      const isRefilled = unexplained < -1e-6 - (doubts.length > 0 ? 0 : ownUnits);
      if (anchor === null || !isSameSpan || isRefilled) {
        // The counter began anew: what was in doubt before can only be taken as reckoned.
        store(doubts.map(asReckoned), next);
      } else {
        const isOdd = Math.abs(unexplained) > 1e-6;
        if (doubts.length === 0 && !isOdd && nowMs - anchoredAtMs < ANCHORED_EVERY_MS) return;
        // Nothing in doubt and still a difference: the service bills otherwise than the price table says.
        const settled =
          doubts.length > 0
            ? settle(doubts, unexplained)
            : isOdd
              ? [{ id, units: ownUnits + unexplained }]
              : [];
        store(settled, next);
      }
      anchor = next;
      anchoredAtMs = nowMs;
      knownUnits = 0;
      doubts = [];
    },
    drained: () => writing,
  };
};
/** What keeps the ledger of a service equal to its bill. */
export type Counter = ReturnType<typeof createCounter>;

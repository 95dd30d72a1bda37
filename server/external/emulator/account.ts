import type { PriceSheet } from "#server/external/core/prices.ts";

/** What an account says of a request: whether it may be done, and what its headers then tell. */
export type Admission = { isAdmitted: boolean; remaining: number | null; resetS: number };

type Span = { ms: number; most: number | null; startMs: number; spent: number };

/**
 * The emulated service's own book: what a key may ask in a second, a minute and a day, in spans that begin with the
 * clock's, and what it was billed. It knows nothing of the ledger that it is compared with.
 */
export const createAccount = (limits: PriceSheet["limits"]) => {
  const second: Span = { ms: 1_000, most: limits.requestsPerSecond, startMs: 0, spent: 0 };
  const minute: Span = { ms: 60_000, most: limits.unitsPerMinute, startMs: 0, spent: 0 };
  const day: Span = { ms: 86_400_000, most: limits.unitsPerDay, startMs: 0, spent: 0 };
  let billed = 0;
  let admitted = 0;
  let refused = 0;

  const turn = (span: Span, nowMs: number): void => {
    const startMs = nowMs - (nowMs % span.ms);
    if (startMs === span.startMs) return;
    span.startMs = startMs;
    span.spent = 0;
  };
  const resetS = (span: Span, nowMs: number) => Math.ceil((span.startMs + span.ms - nowMs) / 1_000);
  // Sums of tenths leave dust.
  const tenths = (units: number) => Math.round(units * 10) / 10;
  const remaining = () => (day.most === null ? null : tenths(day.most - day.spent));

  return {
    /** Takes a request of so many credits in, or refuses it; what is taken in is billed. */
    admit(units: number, nowMs: number): Admission {
      for (const span of [second, minute, day]) turn(span, nowMs);
      const asks: [Span, number][] = [
        [second, 1],
        [minute, units],
        [day, units],
      ];
      for (const [span, more] of asks)
        if (span.most !== null && span.spent + more > span.most + 1e-9) {
          refused++;
          return { isAdmitted: false, remaining: remaining(), resetS: resetS(span, nowMs) };
        }
      for (const [span, more] of asks) span.spent += more;
      billed = tenths(billed + units);
      admitted++;
      return { isAdmitted: true, remaining: remaining(), resetS: resetS(day, nowMs) };
    },
    /** What the headers of a request say that was not billed. */
    look(nowMs: number): Admission {
      turn(day, nowMs);
      return { isAdmitted: true, remaining: remaining(), resetS: resetS(day, nowMs) };
    },
    bill: () => ({ units: billed, admitted, refused }),
  };
};
/** The emulated service's own book. */
export type Account = ReturnType<typeof createAccount>;

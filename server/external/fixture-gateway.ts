import type { ServiceRequest, ServiceResponse, SingleCall, Transport } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import { type Policy, USUAL_POLICY } from "#server/external/core/policy.ts";
import type { PriceSheet } from "#server/external/core/prices.ts";
import { createVirtualClock } from "#server/external/fixture-clock.ts";
import { createMemoryLedger } from "#server/external/fixture-ledger.ts";
import { noWork } from "#server/external/fixture-work.ts";
import { createGateway } from "#server/external/gateway.ts";
import { seeded } from "#server/lib/random.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";

/** What a scripted service does with its nth request: an answer after a time, or nothing ever. */
export type Script = (
  nth: number,
  request: ServiceRequest,
) =>
  | { afterMs: number; status: number; text: string; headers?: Record<string, string> }
  | "silence"
  | "reset";

/** An answer of a scripted service. */
export const answer = (value: unknown, afterMs = 50) => ({
  afterMs,
  status: 200,
  text: JSON.stringify(value),
});

/** A failure of a scripted service. */
export const failure = (status: number, headers: Record<string, string> = {}, afterMs = 20) => ({
  ...{ afterMs, status, headers, text: "" },
});

const SHEET: PriceSheet = {
  ...{ from: "2026-01-01", source: "test", centsPerUnit: 1, operations: {}, peaks: [] },
  limits: { unitsPerDay: null, unitsPerMinute: null, requestsPerSecond: null },
};

const scripted = (
  script: Script,
  clock: Clock,
  sent: { atMs: number; request: ServiceRequest }[],
): Transport => {
  let nth = 0;
  return (request, signal) =>
    new Promise<ServiceResponse>((resolve, reject) => {
      sent.push({ atMs: clock.elapsedMs(), request });
      const does = script(++nth, request);
      signal.addEventListener("abort", () => reject(signal.reason));
      if (does === "reset") return reject(new Error("connection reset"));
      if (does === "silence") return;
      const { afterMs, status, text, headers = {} } = does;
      clock.after(afterMs, () => resolve({ status, text, headers }));
    });
};

/** A gateway over a scripted service, in virtual time. */
export const scriptedGateway = async (
  script: Script,
  {
    policy = {},
    sheet = {},
    ledger = createMemoryLedger(),
    time = createVirtualClock(),
    isEmulator = false,
  }: {
    policy?: Partial<Policy>;
    sheet?: Partial<PriceSheet>;
    ledger?: ReturnType<typeof createMemoryLedger>;
    time?: ReturnType<typeof createVirtualClock>;
    isEmulator?: boolean;
  } = {},
) => {
  const { clock } = time;
  const sent: { atMs: number; request: ServiceRequest }[] = [];
  const reports: unknown[] = [];
  const report = (error: unknown) => void reports.push(error);
  const needed: string[] = [];
  const gateway = createGateway({
    services: {
      graphhopper: {
        transport: scripted(script, clock, sent),
        prices: [{ ...SHEET, ...sheet }],
        policy: { ...USUAL_POLICY, ...policy },
        isEmulator,
      },
    },
    ...{ ledger: ledger.storeOf(), clock, report, random: seeded(7).float },
    cache: createMemoryCache({ maxBytes: 64 * 1024 * 1024, now: clock.nowMs }),
    deferred: noWork(clock),
    needed: (service, by) => void needed.push(`${service} ${by}`),
  });
  return { gateway, sent, needed, ledger, time, clock, reports, until: time.until };
};

/** A call for a number under a key, a repeatable read of one unit. */
export const numberCall = (key: string, more: Partial<SingleCall<number>> = {}): SingleCall<number> => ({
  ...{ service: "graphhopper", operation: "route", key, isRepeatable: true, deadlineMs: 2_000, units: 1 },
  cause: { organisationId: 1, what: "test" },
  request: { method: "GET", path: `/${key}` },
  parse: (body) => {
    if (typeof body !== "number") throw new Error(`found ${typeof body}, expected a number`);
    return body;
  },
  ...more,
});

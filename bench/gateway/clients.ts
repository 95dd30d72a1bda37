import type { Answer, Transport } from "#server/external/core/call.ts";
import { type Clock, pause } from "#server/external/core/clock.ts";
import { type Feature, USUAL_POLICY } from "#server/external/core/policy.ts";
import type { PriceSheet } from "#server/external/core/prices.ts";
import { createMemoryLedger } from "#server/external/fixture-ledger.ts";
import { noWork } from "#server/external/fixture-work.ts";
import { createGateway } from "#server/external/gateway.ts";
import { CREDIT_HEADERS, createGraphHopperClient } from "#server/external/graphhopper.ts";
import type { AnsweredBy } from "#server/external/schema.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import type { Need } from "./trace.ts";

/** Gets what is needed; maps to where it came from, and rejects where it does not come. */
export type Ask = (need: Need) => Promise<AnsweredBy>;

const TIMEOUT_MS = 10_000;
const RETRIES = 2;
const RETRY_WAIT_MS = 500;

const requestOf = (need: Need) => {
  const profile = "truck";
  const point = ({ lng, lat }: { lng: number; lat: number }) => [lng, lat];
  if (need.kind === "isochrone")
    return {
      ...{ method: "GET" as const, path: "/isochrone" },
      query: [
        ["profile", profile],
        ["point", `${need.place.lat},${need.place.lng}`],
        ["time_limit", `${need.limitS}`],
      ] as [string, string][],
    };
  if (need.kind === "matrix")
    return {
      ...{ method: "POST" as const, path: "/matrix" },
      body: {
        ...{ profile, out_arrays: ["times", "distances"], fail_fast: false },
        points: need.places.map(point),
      },
    };
  const places = need.kind === "leg" ? [need.from, need.to] : need.places;
  return {
    ...{ method: "POST" as const, path: "/route" },
    body: { profile, points: places.map(point), points_encoded: false, calc_points: need.kind === "route" },
  };
};

// What the typed client would also refuse: an answer that is none.
const isWhole = (need: Need, text: string): boolean => {
  const body = JSON.parse(text) as Record<string, unknown>;
  const number = (found: unknown): boolean => typeof found === "number";
  if (need.kind === "matrix") return number((body.times as unknown[][])[0]?.[1]);
  if (need.kind === "isochrone") {
    const [first] = body.polygons as { geometry: { coordinates: unknown[][][] } }[];
    return number(first?.geometry.coordinates[0]?.[0]?.[0]);
  }
  return number((body.paths as { distance: unknown }[])[0]?.distance);
};

/** One request for each need, ten seconds, two more tries half a second apart: what one writes first. */
export const naiveClient =
  (transport: Transport, clock: Clock): Ask =>
  async (need) => {
    for (let tries = 0; ; tries++) {
      const ending = new AbortController();
      const cancel = clock.after(TIMEOUT_MS, () => ending.abort(new Error("timeout")));
      try {
        const { status, text } = await transport(requestOf(need), ending.signal);
        if (status === 200 && isWhole(need, text)) return "service";
        throw new Error(`status ${status}`);
      } catch (error) {
        if (tries === RETRIES) throw error;
      } finally {
        cancel();
      }
      await pause(clock, RETRY_WAIT_MS);
    }
  };

const CAUSE = { organisationId: 1, what: "bench" };

/** The product's client over the product's gateway, without some of what it does. */
export const gatewayClient = async (
  transport: Transport,
  {
    clock,
    sheet,
    without,
    random,
  }: { clock: Clock; sheet: PriceSheet; without: ReadonlySet<Feature>; random: () => number },
): Promise<{ ask: Ask; close: () => Promise<void> }> => {
  const report = () => {};
  const gateway = createGateway({
    services: {
      graphhopper: {
        ...{ transport, prices: [sheet], isEmulator: true },
        policy: { ...USUAL_POLICY, headers: CREDIT_HEADERS, without },
      },
    },
    ...{ ledger: createMemoryLedger().storeOf(), clock, random, report },
    cache: createMemoryCache({ maxBytes: 512 * 1024 * 1024, now: clock.nowMs }),
    deferred: noWork(clock),
  });
  const client = createGraphHopperClient({
    ...{ gateway, clock, sheet: () => sheet, flavour: "hosted", profile: "truck" },
  });
  const answerOf = (need: Need): Promise<Answer<unknown>> => {
    if (need.kind === "leg") return client.leg(need.from, need.to, CAUSE);
    if (need.kind === "route") return client.route(need.places, CAUSE);
    if (need.kind === "matrix") return client.matrix(need.places, need.places, CAUSE);
    return client.isochrone(need.place, need.limitS, CAUSE);
  };
  return { ask: async (need) => (await answerOf(need)).by, close: gateway.close };
};

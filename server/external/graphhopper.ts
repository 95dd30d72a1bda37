import * as z from "zod";
import type { Answer, BatchPlan, Cause, Keeping, Priority, SingleCall } from "#server/external/core/call.ts";
import type { LngLat } from "#server/external/core/cells.ts";
import type { Clock } from "#server/external/core/clock.ts";
import { pause } from "#server/external/core/clock.ts";
import { type PriceSheet, unitsOf } from "#server/external/core/prices.ts";
import type { HeaderNames } from "#server/external/core/rate-headers.ts";
import type { Gateway } from "#server/external/gateway.ts";
import { AppError } from "#server/lib/errors.ts";

/** The hosted API, which bills by credits and has matrices; or the open-source server, which is free and has none. */
export type Flavour = "hosted" | "open-source";

/** A way with its line, longitude and latitude interleaved. */
export type RouteAnswer = { distanceM: number; durationS: number; line: number[] };

/** Times and distances in rows by start; null where no way leads. */
export type MatrixAnswer = { durationS: (number | null)[][]; distanceM: (number | null)[][] };

const Cells = z.array(z.array(z.number().nullable()));
const MatrixBody = z.object({ times: Cells, distances: Cells });
const RouteBody = z.object({
  paths: z
    .array(
      z.object({
        distance: z.number(),
        time: z.number(),
        points: z.object({ coordinates: z.array(z.array(z.number()).min(2)).min(1) }).optional(),
      }),
    )
    .min(1),
});
const Interval = z.tuple([z.number(), z.number(), z.number()]);
const ChainBody = z.object({
  paths: z
    .array(z.object({ details: z.object({ leg_time: z.array(Interval), leg_distance: z.array(Interval) }) }))
    .min(1),
});
const JobBody = z.object({ job_id: z.string().min(1) });
const NO_WAY = /Connection between locations not found|Cannot find point|out of bounds/i;
const Refusal = z.object({ message: z.string().regex(NO_WAY) });
const Polygons = z.object({
  polygons: z
    .array(
      z.object({ geometry: z.object({ coordinates: z.array(z.array(z.array(z.number()).min(2))).min(1) }) }),
    )
    .min(1),
});

/** Streets hardly change: an answer is good for an hour, and better than none for a week. */
const KEEP: Keeping = { freshMs: 3_600_000, staleMs: 7 * 86_400_000 };
/** How long whoever asks has time, and whether the answer is kept: a table's legs are kept elsewhere. */
export type Manner = { deadlineMs: number; isKept: boolean; priority?: Priority };
/** Somebody waits for it. */
const SINGLE: Manner = { deadlineMs: 1_900, isKept: true };
/** A drawing that fills in as its parts come. */
export const DRAWING: Manner = { deadlineMs: 60_000, isKept: true };
/** Part of a table that is made while nobody waits for its parts. */
export const BULK: Manner = { deadlineMs: 10 * 60_000, isKept: false };
const FIRST_POLL_MS = 400;
const LONGEST_POLL_MS = 8_000;
const PAIRS_AT_ONCE = 20;
const PAIRS_WAIT_MS = 2;

/** Headers in which the hosted API tells of the credits of a day. */
export const CREDIT_HEADERS: HeaderNames = {
  remaining: "x-ratelimit-remaining",
  resetInS: "x-ratelimit-reset",
};

const point = ({ lng, lat }: LngLat): [number, number] => [lng, lat];
const placeText = ({ lng, lat }: LngLat): string => `${lng.toFixed(6)},${lat.toFixed(6)}`;
const keyOf = (...parts: readonly (string | readonly LngLat[])[]): string =>
  parts.map((part) => (typeof part === "string" ? part : part.map(placeText).join(";"))).join("/");

const readMatrix = (body: unknown, rows: number, columns: number): MatrixAnswer => {
  const { times, distances } = MatrixBody.parse(body);
  for (const cells of [times, distances])
    if (cells.length !== rows || cells.some(({ length }) => length !== columns))
      throw new Error(
        `found ${cells.length} x ${cells[0]?.length ?? 0} cells, expected ${rows} x ${columns}`,
      );
  return { durationS: times, distanceM: distances };
};

/** The typed client of GraphHopper: every call goes out by the gateway. */
export const createGraphHopperClient = ({
  gateway,
  sheet,
  clock,
  flavour,
  profile,
}: {
  gateway: Pick<Gateway, "call" | "batched">;
  sheet: () => PriceSheet;
  clock: Clock;
  flavour: Flavour;
  /** Name of the vehicle profile, such as `car` or `truck`. */
  profile: string;
}) => {
  const units = (operation: string, sizes: Record<string, number>): number =>
    flavour === "open-source" ? 0 : unitsOf(sheet(), operation, sizes);
  const matrixUnits = (rows: number, columns: number) =>
    units("matrix", { pairs: rows * columns, longerSide: Math.max(rows, columns) });
  const usual = (cause: Cause, { deadlineMs, isKept, priority = "now" }: Manner = SINGLE) => ({
    ...{ service: "graphhopper" as const, cause, priority, isRepeatable: true, deadlineMs },
    ...(isKept ? { keep: KEEP } : {}),
  });

  const routeCall = (
    places: readonly LngLat[],
    cause: Cause,
    hasLine: boolean,
    manner?: Manner,
  ): SingleCall<RouteAnswer | null> => ({
    ...usual(cause, manner),
    operation: "route",
    key: keyOf("route", profile, hasLine ? "line" : "sums", places),
    units: units("route", { locations: places.length }),
    request: {
      ...{ method: "POST", path: "/route" },
      body: {
        ...{ profile, points: places.map(point), points_encoded: false },
        ...{ calc_points: hasLine, instructions: false },
      },
    },
    // Places that no way joins are an answer.
    isAnswer: (status, text) => status === 400 && NO_WAY.test(text),
    parse: (body) => {
      if (Refusal.safeParse(body).success) return null;
      const [path] = RouteBody.parse(body).paths;
      if (path === undefined) throw new Error("found no path, expected one");
      const line = (path.points?.coordinates ?? []).flatMap(([lng = 0, lat = 0]) => [lng, lat]);
      return { distanceM: path.distance, durationS: path.time / 1_000, line };
    },
  });

  const matrixRequest = (from: readonly LngLat[], to: readonly LngLat[], path: string) => ({
    method: "POST" as const,
    path,
    body: {
      ...{ profile, from_points: from.map(point), to_points: to.map(point) },
      ...{ out_arrays: ["times", "distances"], fail_fast: false },
    },
  });

  type Leg = { durationS: number | null; distanceM: number | null };
  type Pair = { from: LngLat; to: LngLat };
  /** Ways from one place travel together: a row of so many costs half of what they cost one by one. */
  const rowPlan = (from: LngLat): BatchPlan<Pair, Leg> => ({
    ...{ name: `from ${placeText(from)}`, maxSize: PAIRS_AT_ONCE, maxWaitMs: PAIRS_WAIT_MS },
    request: (pairs) =>
      matrixRequest(
        [from],
        pairs.map(({ to }) => to),
        "/matrix",
      ),
    units: (pairs) => matrixUnits(1, pairs.length),
    parse: (body, pairs) => {
      const { durationS, distanceM } = readMatrix(body, 1, pairs.length);
      return pairs.map((_, i) => ({
        value: { durationS: durationS[0]?.[i] ?? null, distanceM: distanceM[0]?.[i] ?? null },
      }));
    },
  });

  /** Starts a job and asks for it at longer and longer intervals: each look costs. */
  const job = async <T>(
    start: Omit<SingleCall<string>, "parse" | "service">,
    solution: { path: string; operation: string; longestMs: number },
    parse: (body: unknown) => T,
  ): Promise<T> => {
    const { value: id } = await gateway.call<string>({
      ...{ ...start, service: "graphhopper" },
      parse: (body) => JobBody.parse(body).job_id,
    });
    const Status = z.object({ status: z.string().optional() });
    for (let waitMs = FIRST_POLL_MS, left = solution.longestMs; left > 0; left -= waitMs) {
      await pause(clock, waitMs);
      const base = usual(start.cause, BULK);
      const { value } = await gateway.call<{ value: T } | null>({
        ...{ ...base, operation: solution.operation, key: `${solution.path}/${id}`, deadlineMs: 10_000 },
        units: units(solution.operation, {}),
        request: { method: "GET", path: `${solution.path}/${id}` },
        parse: (body) => {
          const { status = "finished" } = Status.parse(body);
          return status === "finished" ? { value: parse(body) } : null;
        },
      });
      if (value !== null) return value.value;
      waitMs = Math.min(LONGEST_POLL_MS, waitMs * 1.6);
    }
    throw new AppError(
      "TIMEOUT",
      `graphhopper job ${id}: is not done, expected it in ${solution.longestMs} ms`,
    );
  };

  return {
    flavour,
    /** The way through places; null where none leads. */
    route: (places: readonly LngLat[], cause: Cause, manner?: Manner): Promise<Answer<RouteAnswer | null>> =>
      gateway.call(routeCall(places, cause, true, manner)),

    /** Time and distance from one place to another; those asked for about the same time travel together. */
    async leg(from: LngLat, to: LngLat, cause: Cause, manner?: Manner): Promise<Answer<Leg>> {
      if (flavour === "hosted")
        return gateway.batched<Pair, Leg>({
          ...{ ...usual(cause, manner), operation: "matrix", key: keyOf("leg", profile, [from, to]) },
          ...{ item: { from, to }, batch: rowPlan(from) },
        });
      const answer = await gateway.call(routeCall([from, to], cause, false, manner));
      const { value } = answer;
      return {
        ...answer,
        value: { durationS: value?.durationS ?? null, distanceM: value?.distanceM ?? null },
      };
    },

    /**
     * Times and distances from each place to the next, in one request; null where one of the ways is missing. The
     * open-source server has no tables, but tells each leg of a way through hundreds of places.
     */
    chain: (places: readonly LngLat[], cause: Cause, manner = BULK): Promise<Answer<Leg[] | null>> =>
      gateway.call<Leg[] | null>({
        ...{ ...usual(cause, manner), operation: "route", key: keyOf("chain", profile, places) },
        units: units("route", { locations: places.length }),
        request: {
          ...{ method: "POST", path: "/route" },
          body: {
            ...{ profile, points: places.map(point), points_encoded: true, instructions: false },
            details: ["leg_time", "leg_distance"],
          },
        },
        isAnswer: (status, text) => status === 400 && NO_WAY.test(text),
        parse: (body) => {
          if (Refusal.safeParse(body).success) return null;
          const { leg_time: times = [], leg_distance: distances = [] } =
            ChainBody.parse(body).paths[0]?.details ?? {};
          // Places that lie on one point have no leg between them.
          if (times.length !== places.length - 1 || distances.length !== times.length) return null;
          return times.map(([, , ms], i) => ({
            durationS: ms / 1_000,
            distanceM: distances[i]?.[2] ?? null,
          }));
        },
      }),

    /** A whole table in one request; only the hosted API has it. */
    matrix: (
      from: readonly LngLat[],
      to: readonly LngLat[],
      cause: Cause,
      manner?: Manner,
    ): Promise<Answer<MatrixAnswer>> =>
      gateway.call({
        ...{ ...usual(cause, manner), operation: "matrix", key: keyOf("matrix", profile, from, to) },
        units: matrixUnits(from.length, to.length),
        request: matrixRequest(from, to, "/matrix"),
        parse: (body) => readMatrix(body, from.length, to.length),
      }),

    /** A table that takes too long for one request. */
    matrixJob(from: readonly LngLat[], to: readonly LngLat[], cause: Cause): Promise<MatrixAnswer> {
      const base = usual(cause, BULK);
      return job(
        {
          ...{
            ...base,
            operation: "matrix",
            key: keyOf("matrix job", profile, from, to),
            deadlineMs: 10_000,
          },
          units: matrixUnits(from.length, to.length),
          request: matrixRequest(from, to, "/matrix/calculate"),
        },
        { path: "/matrix/solution", operation: "matrix-solution", longestMs: 120_000 },
        (body) => readMatrix(body, from.length, to.length),
      );
    },

    /** Credits that a table would cost in one request. */
    matrixUnits,

    /** A plan by GraphHopper's own solver, for comparison with ours; `problem` is in its own words. */
    optimise<T>(
      problem: { vehicles: readonly unknown[]; services: readonly unknown[] },
      parse: (solution: unknown) => T,
      cause: Cause,
    ): Promise<T> {
      const base = usual(cause, BULK);
      const locations = problem.vehicles.length + problem.services.length;
      return job(
        {
          ...{ ...base, operation: "optimise", deadlineMs: 10_000, isRepeatable: false },
          key: `optimise/${JSON.stringify(problem)}`,
          units: units("optimise", { vehicleLocations: problem.vehicles.length * locations, locations }),
          request: { method: "POST", path: "/vrp/optimize", body: problem },
        },
        { path: "/vrp/solution", operation: "optimise-solution", longestMs: 300_000 },
        (body) => parse(z.object({ solution: z.unknown() }).parse(body).solution),
      );
    },

    /** The outline of what is reached from a place within so many seconds, longitude and latitude interleaved. */
    isochrone: (place: LngLat, limitS: number, cause: Cause): Promise<Answer<number[]>> =>
      gateway.call({
        ...{
          ...usual(cause),
          operation: "isochrone",
          key: keyOf("isochrone", profile, [place], `${limitS}`),
        },
        units: units("isochrone", { minutes: limitS / 60 }),
        request: {
          ...{ method: "GET", path: "/isochrone" },
          query: [
            ["profile", profile],
            ["point", `${place.lat},${place.lng}`],
            ["time_limit", `${limitS}`],
          ],
        },
        parse: (body) =>
          (Polygons.parse(body).polygons[0]?.geometry.coordinates[0] ?? []).flatMap(([lng = 0, lat = 0]) => [
            lng,
            lat,
          ]),
      }),
  };
};
/** The typed client of GraphHopper. */
export type GraphHopperClient = ReturnType<typeof createGraphHopperClient>;

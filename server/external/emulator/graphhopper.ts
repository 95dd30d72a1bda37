import * as z from "zod";
import type { ServiceRequest } from "#server/external/core/call.ts";
import { type PriceSheet, unitsOf } from "#server/external/core/prices.ts";
import { MatrixBody, OptimiseBody, RouteBody } from "./graphhopper.schema.ts";
import { optimise, placesOf, type Table } from "./optimise.ts";
import { encodePolyline } from "./polyline.ts";

/** A place, degrees. */
export type Place = { lng: number; lat: number };

/** The streets that the emulator answers from: our own, so that a demo's times are those of its map. */
export type Ways = {
  matrix(from: readonly Place[], options: { to: readonly Place[] }): Promise<Table>;
  path(
    places: readonly Place[],
  ): Promise<readonly { line: ArrayLike<number>; distanceM: number; durationS: number }[]>;
};

/** What a request asks for: its credits, and the work that answers it. */
export type Asked = { units: number; work: (nowMs: number) => Promise<{ status: number; body: unknown }> };

const POLLED_READY_MS = 1_500;
const RINGS = 6;
const RAYS = 24;
const M_PER_DEGREE = 111_320;
const REACH_MS = 22;

const toPlace = ([lng, lat]: readonly [number, number]): Place => ({ lng, lat });

type Legs = Awaited<ReturnType<Ways["path"]>>;

/** Of each leg: the points of the line that it runs between, and its time or distance. */
const legDetails = (wanted: readonly string[], legs: Legs) => {
  let at = 0;
  const spans = legs.map(({ line, durationS, distanceM }) => {
    const from = at;
    at += line.length / 2 - 1;
    return { from, to: at, time: Math.round(durationS * 1_000), distance: distanceM };
  });
  return {
    ...(wanted.includes("leg_time") ? { leg_time: spans.map((s) => [s.from, s.to, s.time]) } : {}),
    ...(wanted.includes("leg_distance")
      ? { leg_distance: spans.map((s) => [s.from, s.to, s.distance]) }
      : {}),
  };
};

const refusal = (message: string) => ({ message, hints: [{ message, details: "emulator" }] });

const Point = z
  .string()
  .transform((text) => text.split(",").map(Number))
  .pipe(z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]));

/** Speaks the hosted API of GraphHopper from the facts that are published of it; jobs are kept in memory. */
export const createGraphHopper = ({ ways, sheet }: { ways: Ways; sheet: () => PriceSheet }) => {
  type Job = { readyAtMs: number; body: () => Promise<unknown> };
  const jobs = new Map<string, Job>();
  let lastJob = 0;
  const units = (operation: string, sizes: Record<string, number>) => unitsOf(sheet(), operation, sizes);

  const route = (input: z.infer<typeof RouteBody>): Asked => ({
    units: units("route", { locations: input.points.length }),
    async work() {
      const legs = await ways.path(input.points.map(toPlace));
      const far = legs.findIndex(({ durationS }) => !Number.isFinite(durationS));
      if (far >= 0)
        return { status: 400, body: refusal(`Connection between locations not found: ${far}->${far + 1}`) };
      const line = legs.flatMap(({ line: points }, i) => {
        const all = Array.from(points);
        return i === 0 ? all : all.slice(2);
      });
      const coordinates = Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i], line[2 * i + 1]]);
      const points = input.points_encoded ? encodePolyline(line) : { type: "LineString", coordinates };
      const path = {
        distance: legs.reduce((sum, { distanceM }) => sum + distanceM, 0),
        time: Math.round(legs.reduce((sum, { durationS }) => sum + durationS, 0) * 1_000),
        points_encoded: input.points_encoded,
        details: legDetails(input.details, legs),
        ...(input.calc_points ? { points } : {}),
      };
      return { status: 200, body: { paths: [path], info: { copyrights: ["emulator"], took: 1 } } };
    },
  });

  const matrixOf = (input: z.infer<typeof MatrixBody>) => {
    const from = (input.from_points ?? input.points ?? []).map(toPlace);
    const to = (input.to_points ?? input.points ?? []).map(toPlace);
    const work = async () => {
      const { durationS, distanceM } = await ways.matrix(from, { to });
      const rows = (values: ArrayLike<number>, scale: number) =>
        from.map((_, i) =>
          to.map((__, j) => {
            const value = values[i * to.length + j] ?? Number.POSITIVE_INFINITY;
            return Number.isFinite(value) ? Math.round(value * scale) : null;
          }),
        );
      return {
        ...(input.out_arrays.includes("times") ? { times: rows(durationS, 1) } : {}),
        ...(input.out_arrays.includes("distances") ? { distances: rows(distanceM, 1) } : {}),
        ...(input.out_arrays.includes("weights") ? { weights: rows(durationS, 1) } : {}),
        info: { copyrights: ["emulator"], took: 1 },
      };
    };
    const sizes = { pairs: from.length * to.length, longerSide: Math.max(from.length, to.length) };
    return { units: units("matrix", sizes), work };
  };

  const planOf = (input: z.infer<typeof OptimiseBody>) => {
    const addresses = placesOf(input);
    const places = addresses.map(({ lon, lat }) => ({ lng: lon, lat }));
    const locations = places.length;
    return {
      units: units("optimise", { vehicleLocations: input.vehicles.length * locations, locations }),
      work: async () => optimise(input, await ways.matrix(places, { to: places })),
    };
  };

  const isochrone = (place: Place, limitS: number): Asked => ({
    units: units("isochrone", { minutes: limitS / 60 }),
    async work() {
      const east = M_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180);
      const at = (ray: number, metres: number): Place => ({
        lng: place.lng + (metres * Math.cos((2 * Math.PI * ray) / RAYS)) / east,
        lat: place.lat + (metres * Math.sin((2 * Math.PI * ray) / RAYS)) / M_PER_DEGREE,
      });
      const farM = limitS * REACH_MS;
      const to = Array.from({ length: RAYS * RINGS }, (_, k) =>
        at(Math.floor(k / RINGS), (farM * ((k % RINGS) + 1)) / RINGS),
      );
      const { durationS } = await ways.matrix([place], { to });
      const ring = Array.from({ length: RAYS }, (_, ray) => {
        let reached = 0;
        for (let k = 0; k < RINGS; k++)
          if ((durationS[ray * RINGS + k] ?? Number.POSITIVE_INFINITY) <= limitS) reached = k + 1;
        const { lng, lat } = at(ray, (farM * Math.max(reached, 0.2)) / RINGS);
        return [lng, lat];
      });
      const polygon = { type: "Polygon", coordinates: [[...ring, ring[0]]] };
      const features = [{ type: "Feature", properties: { bucket: 0 }, geometry: polygon }];
      return { status: 200, body: { polygons: features, info: { copyrights: ["emulator"], took: 1 } } };
    },
  });

  const start = (cost: number, body: () => Promise<unknown>): Asked => ({
    units: cost,
    async work(nowMs) {
      const id = `job-${++lastJob}`;
      jobs.set(id, { readyAtMs: nowMs + POLLED_READY_MS, body });
      return { status: 200, body: { job_id: id } };
    },
  });

  const poll = (operation: string, id: string): Asked => ({
    units: units(operation, {}),
    async work(nowMs) {
      const job = jobs.get(id);
      if (job === undefined) return { status: 404, body: refusal(`job ${id} not found`) };
      if (nowMs < job.readyAtMs) return { status: 200, body: { job_id: id, status: "processing" } };
      const found = await job.body();
      const solution = operation === "matrix-solution" ? found : { solution: found };
      return { status: 200, body: { ...(solution as object), job_id: id, status: "finished" } };
    },
  });

  const one = (query: ServiceRequest["query"], name: string) => query?.find(([key]) => key === name)?.[1];

  /** Reads what a request asks for; throws a ZodError or a RangeError where it cannot be understood. */
  const read = ({ method, path, query = [], body }: ServiceRequest): Asked | null => {
    const [, jobKind, jobId] = /^\/(matrix|vrp)\/solution\/(.+)$/.exec(path) ?? [];
    if (method === "GET" && jobKind !== undefined && jobId !== undefined)
      return poll(jobKind === "vrp" ? "optimise-solution" : "matrix-solution", jobId);
    switch (`${method} ${path}`) {
      case "POST /route":
        return route(RouteBody.parse(body));
      case "GET /route": {
        // Latitude comes first here, last in the body of a POST.
        const points = query.filter(([name]) => name === "point").map(([, text]) => Point.parse(text));
        return route(
          RouteBody.parse({
            profile: one(query, "profile"),
            points: points.map(([lat, lng]) => [lng, lat]),
            points_encoded: one(query, "points_encoded") !== "false",
          }),
        );
      }
      case "POST /matrix": {
        const { units: cost, work } = matrixOf(MatrixBody.parse(body));
        return { units: cost, work: async () => ({ status: 200, body: await work() }) };
      }
      case "POST /matrix/calculate": {
        const { units: cost, work } = matrixOf(MatrixBody.parse(body));
        return start(cost, work);
      }
      case "POST /vrp": {
        const { units: cost, work } = planOf(OptimiseBody.parse(body));
        return {
          units: cost,
          work: async () => ({ status: 200, body: { status: "finished", solution: await work() } }),
        };
      }
      case "POST /vrp/optimize": {
        const { units: cost, work } = planOf(OptimiseBody.parse(body));
        return start(cost, work);
      }
      case "GET /isochrone": {
        const [lat, lng] = Point.parse(one(query, "point"));
        return isochrone({ lng, lat }, z.coerce.number().min(1).max(7_200).parse(one(query, "time_limit")));
      }
      default:
        return null;
    }
  };

  return {
    read(request: ServiceRequest): Asked {
      try {
        const asked = read(request);
        if (asked !== null) return asked;
        const found = `${request.method} ${request.path}`;
        return {
          units: 0,
          work: async () => ({ status: 404, body: refusal(`${found} is not spoken here`) }),
        };
      } catch (error) {
        if (!(error instanceof z.ZodError || error instanceof RangeError)) throw error;
        const why = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
        return { units: 0, work: async () => ({ status: 400, body: refusal(why) }) };
      }
    },
  };
};
/** The emulated hosted API of GraphHopper. */
export type EmulatedApi = Pick<ReturnType<typeof createGraphHopper>, "read">;

import * as z from "zod";
import { defineSetting } from "#server/platform/settings.ts";

/** Every tunable value of the product; read through `createSettings`. */
export const SETTINGS = {
  frameMs: defineSetting({
    key: "live.frame_ms",
    schema: z.int().min(16).max(1000),
    fallback: 50,
    unit: "ms",
    doc: "Time between two frames of live values.",
  }),
  isSimulated: defineSetting({
    key: "simulator.is_on",
    schema: z.boolean(),
    fallback: true,
    unit: "",
    doc: "Whether the simulator drives today's vehicles.",
  }),
  tilesTtlMs: defineSetting({
    key: "kpi.tiles_ttl_ms",
    schema: z.int().min(1).max(60_000),
    fallback: 5_000,
    unit: "ms",
    doc: "How long KPI tiles are kept while nothing changes.",
  }),
  exceptionDays: defineSetting({
    key: "vector.exception_days",
    schema: z.int().min(1).max(10_000),
    fallback: 120,
    unit: "days",
    doc: "Exceptions of the last so many days are found by meaning; older ones stay in their list.",
  }),
  fuelCentsPerL: defineSetting({
    key: "cost.fuel_cents_per_l",
    schema: z.int().min(1).max(10_000),
    fallback: 150,
    unit: "cents/l",
    doc: "Price of fuel with which a finished route is costed.",
  }),
};

import * as z from "zod";
import { KpiDimension, KpiFilter } from "#server/operations/schema.ts";

/** A part of a KPI's plan: whether the value of the whole fleet is told beside that of a part of it. */
export const BESIDE_FLEET = { isBesideFleet: z.boolean().optional() };

/** Shares of paid time: on route, in transit, at disposal, idle, on break; of all routes or of each group. */
export const TimeSharesPlan = z.object({
  kind: z.literal("time-shares"),
  filter: KpiFilter,
  by: KpiDimension.optional(),
});

/** Planned against actual distance and time per route, or of what else routes are told apart by. */
export const AdherencePlan = z.object({
  kind: z.literal("adherence"),
  filter: KpiFilter,
  /** What stands in the place of the route. */
  by: KpiDimension.optional(),
  /** What stands first: the largest gap in distance or in time, or the routes by their number; else the least adherent, said or not. */
  order: z.enum(["distance", "time", "route", "adherence"]).optional(),
  /** How far routes must lie over their plan, or off it in either direction: metres or seconds. */
  bound: z
    .object({
      of: z.enum(["distance", "time"]),
      side: z.enum(["over", "off"]),
      op: z.enum(["gt", "gte", "lt", "lte"]),
      value: z.number(),
    })
    .optional(),
  limit: z.int().min(1).max(200).optional(),
});

/** Overflow per lift by volume of the container, or by where it stands. */
export const OverflowBySizePlan = z.object({
  kind: z.literal("overflow-by-size"),
  filter: KpiFilter,
  containerKind: z.string().nullable(),
  /** What stands in the place of the size. */
  by: z.enum(["zone", "depot", "stream"]).optional(),
  /** The sizes that overflow most first. */
  isWorstFirst: z.boolean().optional(),
});

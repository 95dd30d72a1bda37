import * as z from "zod";
import { MEASURE_NAMES } from "#server/ask/plan-names.schema.ts";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { ExceptionKind, KpiFilter, KpiName } from "#server/operations/schema.ts";
import { Filter } from "#server/platform/list.schema.ts";

/** Why a route is as late as it is: what took longer than it usually does, in minutes, and what nothing recorded explains. */
export const ExplainPlan = z.object({
  kind: z.literal("explain"),
  /** What names the route: itself, its vehicle or its driver. */
  subject: z.object({
    column: z.enum(["name", "vehicleId", "driverId"]),
    value: z.union([z.string(), z.int()]),
    label: z.string(),
  }),
  day: CalendarDay,
});
export type ExplainPlan = z.infer<typeof ExplainPlan>;

const Days = z.object({ from: CalendarDay, to: CalendarDay });

/**
 * Why there were more exceptions of a kind on some days than before: where the change lies. A day is set against the same
 * weekday of the four weeks before, unless other days are named.
 */
export const ExplainCountPlan = z.object({
  kind: z.literal("explain-count"),
  exception: z.string(),
  day: CalendarDay,
  /** The last day, where there are several. */
  to: CalendarDay.optional(),
  /** The days it is set against. */
  against: Days.optional(),
  /** Which of them: of a route, a zone, a stream. */
  filters: z.array(Filter).optional(),
});
export type ExplainCountPlan = z.infer<typeof ExplainCountPlan>;

/** Why a KPI moved against the days before: what each route, zone, stream and driver added to the move. */
export const ExplainKpiPlan = z.object({
  kind: z.literal("explain-kpi"),
  name: KpiName,
  filter: KpiFilter,
  before: KpiFilter,
});
export type ExplainKpiPlan = z.infer<typeof ExplainKpiPlan>;

/** Why a sum over routes moved against the days before: what each route, zone, stream, driver and depot added to the move. */
export const ExplainSumPlan = z.object({
  kind: z.literal("explain-sum"),
  name: z.enum(MEASURE_NAMES),
  filter: KpiFilter,
  before: KpiFilter,
});
export type ExplainSumPlan = z.infer<typeof ExplainSumPlan>;

/** Why a stop is on its truck: what it costs there and what it would cost on others. */
export const WhyStopPlan = z.object({
  kind: z.literal("why-stop"),
  stopId: z.int(),
  /** A truck the question asks about besides. */
  vehicleIds: z.array(z.int()).max(5),
});
export type WhyStopPlan = z.infer<typeof WhyStopPlan>;

/** How a KPI is defined here. */
export const DefinitionPlan = z.object({
  kind: z.literal("definition"),
  /** The KPI; a kind of exception that none is reckoned from has none. */
  name: KpiName.optional(),
  /** The kind of exception whose meaning is asked for. */
  exception: ExceptionKind.optional(),
  /** Other kinds that the question asks about beside it. */
  beside: z.array(ExceptionKind).min(1).optional(),
});

/** The plans that explain. */
export const EXPLAIN_PLANS = [
  ...([ExplainPlan, ExplainCountPlan, ExplainKpiPlan, ExplainSumPlan, WhyStopPlan, DefinitionPlan] as const),
] as const;

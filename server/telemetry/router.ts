import * as z from "zod";
import { NotedChange } from "#server/platform/noted-change.schema.ts";
import {
  MarkQuery,
  MeterRow,
  SamplePoint,
  ScoreLine,
  SeriesQuery,
  SlowQuery,
  SlowTraces,
  WindowQuery,
} from "#server/telemetry/schema.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { allow, router } from "#server/trpc.ts";

const reader = allow("engineer", "manager", "admin");

/** The procedures of telemetry over its service. */
export const telemetryRouter = (
  telemetry: Pick<Telemetry, "scorecard" | "meters" | "series" | "slowest" | "whole" | "marks">,
) =>
  router({
    slowest: reader
      .input(SlowQuery)
      .output(SlowTraces)
      .query(({ ctx, input }) => telemetry.slowest(ctx.scope, input)),
    scorecard: reader.output(z.array(ScoreLine)).query(({ ctx }) => telemetry.scorecard(ctx.scope)),
    meters: reader.output(z.array(MeterRow)).query(({ ctx }) => telemetry.meters(ctx.scope)),
    series: reader
      .input(SeriesQuery)
      .output(z.array(SamplePoint))
      .query(({ ctx, input }) => telemetry.series(ctx.scope, input)),
    whole: reader
      .input(WindowQuery)
      .output(SamplePoint.nullable())
      .query(({ ctx, input }) => telemetry.whole(ctx.scope, input)),
    marks: reader
      .input(MarkQuery)
      .output(z.array(NotedChange))
      .query(({ ctx, input }) => telemetry.marks(ctx.scope, input)),
  });

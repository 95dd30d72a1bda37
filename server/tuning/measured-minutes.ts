import type { Scope } from "#server/lib/scope.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import type { CurveMinute } from "#server/tuning/core/curve-window.ts";
import type { CurvePoint } from "#server/tuning/core/scaling-law.ts";

/** A meter whose label tells how many were at work, and up to how many there can be. */
export type MeasuredCurve = { metric: string; label: string; most: number };

/** Reads how long work took within each minute of a window by how many were at work, oldest first. */
export const readMeasuredMinutes = async (
  telemetry: Pick<Telemetry, "series">,
  scope: Scope,
  { metric, label, most }: MeasuredCurve,
  { from, to }: { from: string; to: string },
): Promise<CurveMinute[]> => {
  const byMinute = new Map<number, CurvePoint[]>();
  const series = await Promise.all(
    Array.from({ length: most }, (_, i) =>
      telemetry.series(scope, { name: metric, labels: `${label}=${i + 1}`, stepS: 60, from, to }),
    ),
  );
  for (const [i, points] of series.entries())
    for (const { at, count, sum } of points) {
      const atMs = Date.parse(at);
      const seen = byMinute.get(atMs) ?? [];
      if (count > 0) seen.push({ atWork: i + 1, meanMs: sum / count, samples: count });
      byMinute.set(atMs, seen);
    }
  return [...byMinute].map(([atMs, seen]) => ({ atMs, seen })).sort((a, b) => a.atMs - b.atMs);
};

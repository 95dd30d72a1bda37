import { chanceAtLeast, conformalQuantile } from "#server/forecast/core/conformal.ts";
import { type Filling, FULL_PCT } from "#server/forecast/schema.ts";
import type { Prediction } from "#server/forecast/store.ts";
import { daysBetween } from "#server/lib/service-day.ts";

/**
 * How full each container is expected to be at its next pickup: what it gains a day times the days since it was
 * emptied. The ranges are by how far the weights of stops of its stream were from the usual of their sites.
 */
export const foretellFills = (
  fillings: readonly Filling[],
  swings: ReadonlyMap<string, readonly number[]>,
  last: string,
): Prediction[] =>
  fillings.flatMap(({ containerId, stream, fillPerDay, emptiedDay, pickup }) => {
    const sorted = swings.get(stream);
    // Of a stream never weighed no range can be told.
    if (sorted === undefined || pickup <= last) return [];
    const point = daysBetween(emptiedDay, pickup) * fillPerDay;
    const [narrow, wide] = [0.8, 0.9].map((level) => conformalQuantile(sorted, level) * point) as [
      number,
      number,
    ];
    return [
      {
        ...{ kind: "fill" as const, subject: stream, subjectId: containerId, day: pickup, madeFrom: last },
        ...{ point, low80: Math.max(0, point - narrow), high80: point + narrow },
        ...{ low90: Math.max(0, point - wide), high90: point + wide },
        method: "gain-per-day",
        risk: chanceAtLeast(
          point,
          sorted.map((each) => each * point),
          FULL_PCT,
        ),
      },
    ];
  });

import { KPI_NAMES } from "#server/operations/names.schema.ts";
import { demoCity } from "./harness/databases.ts";
import { openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { measure } from "./harness/measure.ts";

const run = async (context: BenchContext): Promise<Fact[]> => {
  const desk = await openDesk(await demoCity(context));
  try {
    const { operations, scope } = desk;
    const serviceDay = operations.serviceDay(scope);
    const tiles = await measure({ warmUp: 3, repetitions: 40 }, () =>
      operations.kpis.tiles(scope, { serviceDay }),
    );
    const from = operations.serviceDay(scope, -90);
    const breakdown = await measure({ warmUp: 3, repetitions: 40 }, (i) =>
      operations.kpis.breakdown(
        scope,
        KPI_NAMES[i % KPI_NAMES.length] ?? "on-time",
        { from, to: serviceDay },
        "route",
      ),
    );
    const year = operations.serviceDay(scope, -364);
    const weekly = await measure({ warmUp: 2, repetitions: 20 }, () =>
      operations.kpis.breakdown(scope, "missed-per-1000", { from: year, to: serviceDay }, "week"),
    );
    return [
      {
        name: "all tiles of a service day, p95",
        value: tiles.ms.p95,
        unit: "ms",
        target: { atMost: 150 },
        summary: tiles.ms,
        note: `${KPI_NAMES.length} KPIs with week before, 28 days of trend and outliers; no cache; this process used ${tiles.cpuMsEach.toFixed(1)} ms of CPU each, PostgreSQL's own not counted.`,
      },
      {
        name: "one KPI by route over 90 days, p95",
        value: breakdown.ms.p95,
        unit: "ms",
        summary: breakdown.ms,
      },
      { name: "one KPI by week over a year, p95", value: weekly.ms.p95, unit: "ms", summary: weekly.ms },
    ];
  } finally {
    await desk.close();
  }
};

/** KPIs over stored routes. */
export const kpi: Line = {
  about: "KPIs computed from stored rows, 400 days of the demo city, no cache",
  run,
};

"use client";

import { later } from "#components/later.tsx";
import { Skeleton } from "#components/ui/states.tsx";

/** The chart of foretold days; its library is fetched when the first is shown. */
export const LazyDayChart = later(
  () => import("./day-chart.tsx").then((module) => module.DayChart),
  <Skeleton className="h-75 w-full" />,
);

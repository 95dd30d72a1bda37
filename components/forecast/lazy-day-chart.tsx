"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/states.tsx";

/** The chart of foretold days; its library is fetched when the first is shown. */
export const LazyDayChart = dynamic(() => import("./day-chart.tsx").then((module) => module.DayChart), {
  ssr: false,
  loading: () => <Skeleton className="h-75 w-full" />,
});

"use client";

import { later } from "#components/later.tsx";
import { Skeleton } from "#components/ui/states.tsx";

/** The chart of categories; its library, 110 kB, is fetched when the first is shown. */
export const LazyChart = later(
  () => import("./category-chart.tsx").then((module) => module.CategoryChart),
  <Skeleton className="h-72 w-full" />,
);

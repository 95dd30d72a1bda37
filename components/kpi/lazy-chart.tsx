"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/states.tsx";

/** The chart of categories; its library, 110 kB, is fetched when the first is shown. */
export const LazyChart = dynamic(
  () => import("./category-chart.tsx").then((module) => module.CategoryChart),
  { ssr: false, loading: () => <Skeleton className="h-72 w-full" /> },
);

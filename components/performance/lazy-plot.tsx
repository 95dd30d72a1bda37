"use client";

import dynamic from "next/dynamic";

/** Lines over time; the library that draws them comes with the first. */
export const LazyPlot = dynamic(() => import("./line-plot.tsx").then((module) => module.LinePlot), {
  ssr: false,
});

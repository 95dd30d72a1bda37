"use client";

import { later } from "#components/later.tsx";

/** Lines over time; the library that draws them comes with the first. */
export const LazyPlot = later(() => import("./line-plot.tsx").then((module) => module.LinePlot));

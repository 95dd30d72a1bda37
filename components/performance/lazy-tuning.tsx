"use client";

import { later } from "#components/later.tsx";

/** The knobs and trials; their code comes after the scorecard. */
export const LazyTuning = later(() => import("./tuning.tsx").then((module) => module.Tuning));

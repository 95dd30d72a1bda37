"use client";

import dynamic from "next/dynamic";

/** The knobs and trials; their code comes after the scorecard. */
export const LazyTuning = dynamic(() => import("./tuning.tsx").then((module) => module.Tuning), {
  ssr: false,
});

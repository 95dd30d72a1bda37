"use client";

import { later } from "#components/later.tsx";
import { IndexLoading } from "./index-loading.tsx";

/** The search index; its code comes after the scorecard. */
export const LazySearchIndex = later(
  () => import("./search-index.tsx").then((module) => module.SearchIndex),
  <IndexLoading />,
);

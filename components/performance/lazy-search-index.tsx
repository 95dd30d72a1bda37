"use client";

import dynamic from "next/dynamic";
import { IndexLoading } from "./index-loading.tsx";

/** The search index; its code comes after the scorecard. */
export const LazySearchIndex = dynamic(
  () => import("./search-index.tsx").then((module) => module.SearchIndex),
  { ssr: false, loading: IndexLoading },
);

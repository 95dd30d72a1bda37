"use client";

import dynamic from "next/dynamic";

/** The database; its code comes after the scorecard. */
export const LazyDatabase = dynamic(() => import("./database.tsx").then((module) => module.Database), {
  ssr: false,
});

/** The caches; their code comes after the scorecard. */
export const LazyCaches = dynamic(() => import("./cache-table.tsx").then((module) => module.CacheTable), {
  ssr: false,
});

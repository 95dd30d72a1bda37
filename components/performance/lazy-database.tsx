"use client";

import { later } from "#components/later.tsx";

/** The database; its code comes after the scorecard. */
export const LazyDatabase = later(() => import("./database.tsx").then((module) => module.Database));

/** The caches; their code comes after the scorecard. */
export const LazyCaches = later(() => import("./cache-table.tsx").then((module) => module.CacheTable));

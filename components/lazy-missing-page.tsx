"use client";

import { later } from "#components/later.tsx";

/** What stands at an address that no page has; every page carries its boundary, so its parts come behind. */
export const LazyMissingPage = later(() => import("./missing-page.tsx").then((module) => module.MissingPage));

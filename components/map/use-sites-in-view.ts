"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "#components/client.ts";
import type { SiteRow } from "#server/fleet/schema.ts";
import type { Bounds } from "./geometry.ts";

const PAGE = 500;
const MAX_PAGES = 6;
/** Corners of the view are rounded outwards to this, so that a small move asks nothing new; degrees. */
const GRID_DEG = 0.02;

const outwards = ([west, south, east, north]: Bounds): Bounds => [
  Math.floor(west / GRID_DEG) * GRID_DEG,
  Math.floor(south / GRID_DEG) * GRID_DEG,
  Math.ceil(east / GRID_DEG) * GRID_DEG,
  Math.ceil(north / GRID_DEG) * GRID_DEG,
];

/** Sites inside the view, at most 3,000, fullest first where there are more; `total` counts them all. */
export const useSitesInView = (view: Bounds | null, isWanted: boolean) => {
  const client = useTRPCClient();
  const box = view && outwards(view).map((deg) => Number(deg.toFixed(4)));
  return useQuery({
    queryKey: ["map", "sites", box],
    enabled: isWanted && box !== null,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<{ rows: SiteRow[]; total: number }> => {
      const [west = 0, south = 0, east = 0, north = 0] = box ?? [];
      const ring = [
        { lng: west, lat: south },
        { lng: east, lat: south },
        { lng: east, lat: north },
        { lng: west, lat: north },
      ];
      const page = (offset: number) =>
        client.fleet.sites.inside.query(
          { ring, filters: [], sort: [{ column: "fillPct", descending: true }], offset, limit: PAGE },
          { signal },
        );
      const first = await page(0);
      const pages = Math.min(MAX_PAGES, Math.ceil(first.total / PAGE));
      const more = await Promise.all(
        Array.from({ length: Math.max(0, pages - 1) }, (_, i) => page((i + 1) * PAGE)),
      );
      return { rows: [first, ...more].flatMap(({ rows }) => rows), total: first.total };
    },
  });
};

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useLiveEvents } from "#components/live.tsx";
import type { Live } from "#server/live.schema.ts";
import type { StopRow } from "#server/operations/schema.ts";
import type { ListPage } from "#server/platform/list.schema.ts";
import { listQueryFromParams } from "#server/platform/list-url.schema.ts";
import { followsTheDay, withStopEvents } from "./stop-rows.ts";
import { useLiveRefresh } from "./use-live-refresh.ts";

const READ_EVERY_MS = 5_000;

/**
 * Keeps the rows of the stops list with the day: what an event says is written into the rows that are there at once,
 * and what it does not say (weights, order, who enters a filter) is read anew soon after.
 */
export const useLiveStops = (): void => {
  const client = useQueryClient();
  const isBehind = useRef(false);
  const apply = (events: readonly Live<"stops">[]) => {
    const latest = new Map(events.map((event) => [event.stopId, event]));
    for (const where of ["list", "row"])
      for (const { queryKey, state, isActive } of client
        .getQueryCache()
        .findAll({ queryKey: [where, "stops"] })
        .map((query) => ({ queryKey: query.queryKey, state: query.state, isActive: query.isActive() }))) {
        const page = state.data as ListPage<StopRow> | undefined;
        if (page === undefined) continue;
        const next = withStopEvents(page, latest);
        // The rest of the rows is as old as it was.
        if (next !== page) client.setQueryData(queryKey, next, { updatedAt: state.dataUpdatedAt });
        const query = listQueryFromParams(new URLSearchParams(where === "list" ? String(queryKey[2]) : ""));
        isBehind.current ||= isActive && (next !== page || followsTheDay(query));
      }
  };
  useLiveEvents("stops", apply, () => {
    isBehind.current = true;
  });
  useLiveRefresh(
    ["stops"],
    () => {
      if (!isBehind.current) return;
      isBehind.current = false;
      void client.invalidateQueries({ queryKey: ["list", "stops"] });
      void client.invalidateQueries({ queryKey: ["row", "stops"] });
    },
    READ_EVERY_MS,
  );
};

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useLiveEvents } from "#components/live.tsx";
import type { ExceptionRow } from "#server/operations/schema.ts";
import type { ListPage } from "#server/platform/list.schema.ts";

/** Rows with those that changed in the place of what they were; the same array where none did. */
export const patched = <Row extends { id: number }>(rows: Row[], changed: ReadonlyMap<number, Row>): Row[] =>
  rows.some(({ id }) => changed.has(id)) ? rows.map((row) => changed.get(row.id) ?? row) : rows;

/**
 * Keeps the rows of the inbox current: what is listed changes in its place, so that nothing moves under the pointer;
 * what is new is counted until it is asked for.
 */
export const useExceptionFeed = (reload: () => void) => {
  const queries = useQueryClient();
  const trpc = useTRPC();
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set());
  useLiveEvents(
    "exceptions",
    (events) => {
      const changed = new Map(events.map((row) => [row.id, row as ExceptionRow]));
      const unknown = new Set(changed.keys());
      const pages = queries.getQueriesData<ListPage<ExceptionRow>>({ queryKey: ["list", "exceptions"] });
      for (const [key, page] of pages) {
        if (page === undefined) continue;
        for (const { id } of page.rows) unknown.delete(id);
        const rows = patched(page.rows, changed);
        if (rows !== page.rows) queries.setQueryData(key, { ...page, rows });
      }
      for (const [id, row] of changed) {
        queries.setQueryData(trpc.operations.exceptions.get.queryKey({ id }), row);
        if (row.status === "closed") unknown.delete(id);
      }
      if (unknown.size > 0) setFresh((before) => new Set([...before, ...unknown]));
    },
    reload,
  );
  return {
    fresh: fresh.size,
    take: () => {
      setFresh(new Set());
      reload();
    },
  };
};

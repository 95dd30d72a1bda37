"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ListPage } from "#server/platform/list.schema.ts";
import { WINDOW_ROWS, windowsFor } from "./row-windows.ts";

// A fast scroll passes windows nobody looks at: ask once it has slowed down.
const SETTLE_MS = 70;
const KEEP_MS = 60_000;
const FRESH_MS = 5_000;

/** Rows by offset and limit: what a list is read from. Equal keys mean equal rows. */
export type RowSource<Row> = {
  key: readonly unknown[];
  fetch: (window: { offset: number; limit: number }, signal: AbortSignal) => Promise<ListPage<Row>>;
};

const optionsOf = <Row>(source: RowSource<Row>, page: number, refetchMs: number | false) => ({
  queryKey: ["list", ...source.key, page] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    source.fetch({ offset: page * WINDOW_ROWS, limit: WINDOW_ROWS }, signal),
  staleTime: FRESH_MS,
  gcTime: KEEP_MS,
  refetchInterval: refetchMs,
});

/**
 * Reads a list by windows: those in view are fetched and kept current, others are taken from the cache if they are there.
 * While the first window of a new source is on its way the rows of the old one stay.
 */
export const useRowWindows = <Row>(wanted: RowSource<Row>, refetchMs: number | false) => {
  const client = useQueryClient();
  const [shown, setShown] = useState(wanted);
  const [view, setView] = useState<{ first: number; last: number }>({ first: 0, last: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const isSame = JSON.stringify(wanted.key) === JSON.stringify(shown.key);
  const source = isSame ? wanted : shown;
  const identity = JSON.stringify(source.key);
  // A jump leads to windows that are not there yet, and the first window may be forgotten: the size is kept apart.
  const known = useRef<{ identity: string; total: number; atMs: number }>(undefined);
  const lastKnown = known.current?.identity === identity ? known.current : undefined;
  const cached = client.getQueryData<ListPage<Row>>(optionsOf(source, 0, false).queryKey);
  const pages = windowsFor(view.first, view.last, lastKnown?.total ?? cached?.total ?? 0);
  const jobs = [...pages.map((page) => ({ source, page })), ...(isSame ? [] : [{ source: wanted, page: 0 }])];
  const results = useQueries({ queries: jobs.map(({ source, page }) => optionsOf(source, page, refetchMs)) });

  const next = isSame ? undefined : results.at(-1);
  if (next?.data !== undefined) {
    setShown(wanted);
    setView({ first: 0, last: 0 });
  }

  const inView = results.slice(0, pages.length);
  const newest = inView.reduce<{ total: number; atMs: number } | undefined>(
    (best, { data, dataUpdatedAt }) => {
      if (data === undefined || (best && best.atMs >= dataUpdatedAt)) return best;
      return { total: data.total, atMs: dataUpdatedAt };
    },
    undefined,
  );
  if (newest) known.current = { identity, ...newest };
  const size = newest ?? lastKnown;
  const failed = (next ?? inView.find(({ error }) => error !== null))?.error ?? null;

  const look = useCallback((first: number, last: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setView((now) => (now.first === first && now.last === last ? now : { first, last }));
    }, SETTLE_MS);
  }, []);

  const loaded = new Map(pages.map((page, i) => [page, inView[i]?.data?.rows]));
  const at = (index: number): Row | undefined => {
    const page = Math.floor(index / WINDOW_ROWS);
    const rows =
      loaded.get(page) ?? client.getQueryData<ListPage<Row>>(optionsOf(source, page, false).queryKey)?.rows;
    return rows?.[index % WINDOW_ROWS];
  };

  return {
    /** Rows of the whole list, or undefined before the first answer. */
    total: size?.total,
    /** When the newest window in view arrived, by the machine's clock. */
    updatedAtMs: size?.atMs,
    /** Whether the rows shown still answer the question before. */
    isBehind: !isSame && next?.error === null,
    isFetching: results.some(({ isFetching }) => isFetching),
    error: failed,
    at,
    /** Says which rows are in view. */
    look,
    /** Names the question the rows answer: it changes when the list starts anew. */
    identity,
    refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
  };
};

/** Windows of a list of rows. */
export type RowWindows<Row> = Omit<ReturnType<typeof useRowWindows<Row>>, "at"> & {
  at: (index: number) => Row | undefined;
};

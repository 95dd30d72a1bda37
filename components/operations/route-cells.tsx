"use client";

import { useCallback } from "react";
import { LiveText, useLivePart } from "#components/list/live-cell.tsx";
import { useFormats } from "#components/me.tsx";
import type { Live } from "#server/live.schema.ts";
import type { RouteRow } from "#server/operations/schema.ts";
import { Delay } from "./delay.tsx";
import { StopProgress } from "./progress-bar.tsx";
import { Status } from "./status.tsx";

/** A route's row brought up to date with what happened since the row was read. */
export const withLiveRoute = (row: RouteRow, live: Live<"routes"> | undefined): RouteRow =>
  live === undefined || live.updatedAt < row.updatedAt ? row : { ...row, ...live };

type CellProps = { row: RouteRow };

/** How far a route's day is, live. */
export const RouteStatusCell = ({ row }: CellProps) => (
  <Status status={useLivePart("routes", row.id, (live) => withLiveRoute(row, live).status)} />
);

/** How late a route is, live. */
export const RouteDelayCell = ({ row }: CellProps) => (
  <Delay delayS={useLivePart("routes", row.id, (live) => withLiveRoute(row, live).delayS)} />
);

/** Stops done of all, live. */
export const RouteProgressCell = ({ row }: CellProps) => {
  const done = useLivePart("routes", row.id, (live) => withLiveRoute(row, live).stopsDone);
  const missed = useLivePart("routes", row.id, (live) => withLiveRoute(row, live).stopsMissed);
  return <StopProgress done={done} missed={missed} total={row.stopsTotal} />;
};

/** When a route will end or did, live. */
export const RouteEndCell = ({ row }: CellProps) => {
  const formats = useFormats();
  const text = useCallback(
    (live: Live<"routes"> | undefined) => formats.time(row.endedAt ?? withLiveRoute(row, live).expectedEndAt),
    [formats, row],
  );
  return <LiveText channel="routes" id={row.id} text={text} />;
};

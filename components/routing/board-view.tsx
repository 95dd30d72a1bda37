"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useLiveRefresh } from "#components/operations/use-live-refresh.ts";
import { useDepot } from "#components/shell/use-depot.ts";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { BoardDay } from "#server/routing/schema.ts";
import { BoardBar } from "./board-bar.tsx";
import { BoardBody } from "./board-body.tsx";
import { useBoardUrl } from "./board-url.ts";

const LIVE_MS = 8_000;
const LANES = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The trucks of one depot, where one is chosen; what waits is for all of them. */
const ofDepot = (day: BoardDay, depotId: number | null): BoardDay =>
  depotId === null ? day : { ...day, routes: day.routes.filter((route) => route.depotId === depotId) };

/** What is waited for, and for how long by now. */
const Reading = ({ isComing }: { isComing: boolean }) => {
  const t = useTranslations("board");
  const [sinceMs] = useState(Date.now);
  return (
    <p role="status" className="border-b bg-surface px-3 py-2 text-muted">
      {t(isComing ? "loadingComing" : "loading")} <RealAge atMs={sinceMs} />
    </p>
  );
};

/** A service day as a board: a line per truck, and the stops that wait for one. */
export const BoardView = () => {
  const t = useTranslations("board");
  const trpc = useTRPC();
  const [depotId] = useDepot();
  const { serviceDay, today } = useBoardUrl();
  const board = useQuery(
    trpc.routing.board.day.queryOptions(serviceDay === null ? skipToken : { serviceDay }),
  );
  const { error, refetch } = board;
  const data = useMemo(() => board.data && ofDepot(board.data, depotId), [board.data, depotId]);
  useLiveRefresh(
    ["stops", "routes"],
    () => {
      if (serviceDay === today) void refetch();
    },
    LIVE_MS,
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BoardBar day={data} updatedAtMs={board.dataUpdatedAt} />
      {error && data === undefined ? (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div className="flex flex-col" aria-busy>
          <Reading isComing={serviceDay !== null && today !== null && serviceDay > today} />
          {LANES.map((key) => (
            <div key={key} className="flex h-11 items-center gap-6 border-b bg-surface px-3">
              <Skeleton className="w-28" />
              <Skeleton className="h-5 flex-1" />
            </div>
          ))}
        </div>
      ) : data.routes.length === 0 && data.tray.length === 0 ? (
        <StatePanel icon={Truck} title={t("emptyTitle")}>
          {t("emptyBody")}
        </StatePanel>
      ) : (
        <BoardBody day={data} />
      )}
    </div>
  );
};

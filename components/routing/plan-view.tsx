"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useMedia } from "#components/list/use-media.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useLiveRefresh } from "#components/operations/use-live-refresh.ts";
import { useReason } from "#components/reason.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { PlanDetail } from "#server/routing/schema.ts";
import { PlanFigures } from "./plan-figures.tsx";
import { PlanHead } from "./plan-head.tsx";
import { PlanMap } from "./plan-map.tsx";
import { movedStops, pairRoutes, type RoutePair } from "./plan-pairs.ts";
import { PlanCurve, usePlanLive } from "./plan-progress.tsx";
import { PlanRoutePanel } from "./plan-route.tsx";
import { PlanRoutes } from "./plan-routes.tsx";
import { Unserved } from "./plan-unserved.tsx";
import { usePlanUrl } from "./plan-url.ts";
import { RescueOptions } from "./rescue-options.tsx";

const OTHERS = 50;
const LIST_MS = 2_000;
// A plan is long, and the live channel tells what changes of it.
const OPEN_MS = 10_000;

const isRunning = ({ status }: Pick<PlanDetail, "status">): boolean =>
  status === "solving" || status === "draft";

/** A proposal beside the day as it stands, or beside another plan: totals, trucks, ways, and how it was found. */
export const PlanView = ({ id }: { id: number }) => {
  const common = useTranslations("common");
  const trpc = useTRPC();
  const plan = useQuery(
    trpc.routing.plans.get.queryOptions(
      { id },
      // This is for when the live channel does not reach us.
      { refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? OPEN_MS : false) },
    ),
  );
  const live = usePlanLive(id);
  const { data, error, refetch } = plan;
  useEffect(() => {
    if (live.status !== null) void refetch();
  }, [live.status, refetch]);
  if (data) return <Plan plan={data} live={live} />;
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} isPage />;
  return (
    <div className="flex flex-col gap-4 p-4" aria-busy>
      <h1 className="sr-only">{common("loading")}</h1>
      {["w-1/3", "w-2/3", "w-1/2", "w-3/5"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
};

/** The plan this one is compared with, and the trucks of both. */
const useComparison = (plan: PlanDetail, withId: number | null) => {
  const trpc = useTRPC();
  const compared = useQuery(
    trpc.routing.plans.compare.queryOptions(
      withId === null || plan.proposal === null ? skipToken : { leftId: withId, rightId: plan.id },
    ),
  );
  const isBeside = withId !== null && compared.data !== undefined;
  const pairs = useMemo((): RoutePair[] => {
    if (!isBeside || compared.data === undefined) return pairRoutes(plan.currentDay, plan.proposalDay);
    const moved = new Set(
      compared.data.moved.flatMap(({ leftVehicleId, rightVehicleId }) => [leftVehicleId, rightVehicleId]),
    );
    return compared.data.routes.map(({ vehicleId, vehicle, left, right }) => ({
      ...{ vehicleId, vehicle, before: left, after: right },
      isSame: !moved.has(vehicleId) && left?.costCents === right?.costCents,
    }));
  }, [isBeside, compared.data, plan]);
  return {
    pairs,
    before: isBeside ? (compared.data?.left.proposal ?? null) : plan.current,
    error: compared.error,
  };
};

const Plan = ({ plan, live }: { plan: PlanDetail; live: ReturnType<typeof usePlanLive> }) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const reason = useReason();
  const [url, setUrl] = usePlanUrl();
  const isNarrow = useMedia("(max-width: 1023px)");
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const sameDay = useQuery(
    trpc.routing.plans.list.queryOptions({ serviceDay: plan.serviceDay, limit: OTHERS }),
  );
  // The options of a rescue are made one after the other.
  useLiveRefresh(["plans"], () => void sameDay.refetch(), LIST_MS);
  const { pairs, before, error } = useComparison(plan, url.with);
  const moved = useMemo(() => movedStops(plan.currentDay, plan.proposalDay), [plan]);
  const group = plan.group === null ? [] : (sameDay.data ?? []).filter((each) => each.group === plan.group);
  const others = (sameDay.data ?? []).filter((each) => each.id !== plan.id && each.proposal !== null);
  const tick = (vehicleId: number): void =>
    setTicked((now) =>
      now.has(vehicleId)
        ? new Set([...now].filter((each) => each !== vehicleId))
        : new Set([...now, vehicleId]),
    );
  const openStop = (stopId: number): void => {
    const truck = plan.proposalDay?.routes.find(({ visits }) =>
      visits.some((visit) => visit.stopId === stopId),
    );
    setUrl({ stop: stopId, ...(truck ? { truck: truck.vehicleId } : {}) });
  };
  const isDecidable = plan.status === "proposed" || plan.status === "cancelled";
  const unserved = plan.proposalDay?.unserved ?? [];
  const routes = (
    <PlanRoutes
      pairs={pairs}
      hasAfter={plan.proposalDay !== null}
      chosenId={url.truck}
      onOpen={(vehicleId) => setUrl({ truck: vehicleId === url.truck ? null : vehicleId, stop: null })}
      ticked={ticked}
      onTick={isDecidable && url.with === null ? tick : undefined}
    />
  );
  const map = <PlanMap plan={plan} chosenId={url.truck} onStop={openStop} />;
  const curve = <PlanCurve plan={plan} heard={live.points} />;
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <PlanHead
          plan={plan}
          ticked={[...ticked]}
          others={others}
          withId={url.with}
          onWith={(withId) => setUrl({ with: withId })}
        />
        {group.length > 1 ? <RescueOptions options={group} openId={plan.id} /> : null}
        {plan.fault === null ? null : (
          <p role="alert" className="flex items-center gap-2 border-b bg-bad-soft px-3 py-2 text-bad">
            <OctagonX className="size-4 shrink-0" aria-hidden />
            {t("failedBecause", { reason: plan.fault })}
          </p>
        )}
        {error ? (
          <p role="alert" className="border-b bg-bad-soft px-3 py-2 text-bad">
            {reason(error)}
          </p>
        ) : null}
        <PlanFigures before={before} after={plan.proposal} />
        {isNarrow ? (
          <>
            <div className="relative overflow-x-auto border-b bg-surface px-3 py-2">
              <Segmented
                label={t("part.label")}
                value={url.part}
                choices={[
                  { value: "routes", label: t("part.routes") },
                  { value: "map", label: t("part.map") },
                  { value: "curve", label: t("part.curve") },
                  { value: "unserved", label: t("part.unserved", { count: unserved.length }) },
                ]}
                onChange={(part) => setUrl({ part })}
              />
            </div>
            {url.part === "routes" ? routes : null}
            {url.part === "map" ? <div className="min-h-72 flex-1">{map}</div> : null}
            {url.part === "curve" ? <div className="min-h-0 flex-1 overflow-y-auto">{curve}</div> : null}
            {url.part === "unserved" ? (
              <div className="min-h-0 flex-1 overflow-y-auto bg-surface">
                <Unserved stops={unserved} />
              </div>
            ) : null}
          </>
        ) : (
          <div className="flex min-h-0 flex-1">
            <div className="flex min-w-0 flex-[3] flex-col">
              {routes}
              {unserved.length === 0 ? null : (
                <section
                  aria-label={t("part.unserved", { count: unserved.length })}
                  className="flex max-h-48 shrink-0 flex-col border-t bg-surface"
                >
                  <h2 className="border-b px-3 py-2 font-semibold text-warn">
                    {t("part.unserved", { count: unserved.length })}
                  </h2>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard */}
                  <div className="min-h-0 overflow-y-auto" tabIndex={0}>
                    <Unserved stops={unserved} />
                  </div>
                </section>
              )}
            </div>
            {url.truck === null ? (
              <div className="flex min-w-0 flex-[2] flex-col divide-y border-s">
                <div className="min-h-0 flex-1">{map}</div>
                {curve}
              </div>
            ) : (
              <div className="min-w-0 flex-[1.4] border-s">{map}</div>
            )}
          </div>
        )}
      </div>
      {url.truck === null ? null : (
        <PlanRoutePanel
          key={url.truck}
          plan={plan}
          vehicleId={url.truck}
          stopId={url.stop}
          moved={moved}
          onStop={(stopId) => setUrl({ stop: stopId })}
          onClose={() => setUrl({ truck: null, stop: null })}
        />
      )}
    </div>
  );
};

"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { RealAge } from "#components/age.tsx";
import { useLiveStore } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import { LazyPlot } from "#components/performance/lazy-plot.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { PlanDetail, PlanProgress, PlanStatus } from "#server/routing/schema.ts";
import { joinProgress, progressColumns } from "./progress-points.ts";

const HEIGHT_PX = 170;

type Heard = { planId: number; status: PlanStatus | null; points: readonly PlanProgress[] };

/** What a plan says of itself while it is made: its status and the points of its curve, as they come. */
export const usePlanLive = (planId: number): Heard => {
  const store = useLiveStore();
  const [heard, setHeard] = useState<Heard>({ planId, status: null, points: [] });
  useEffect(() => {
    const hear = () => {
      const live = store.values("plans").get(planId);
      if (live === undefined) return;
      setHeard((now) => {
        const points = now.planId === planId ? now.points : [];
        return {
          planId,
          status: live.status,
          points: live.progress === null ? points : joinProgress(points, [live.progress]),
        };
      });
    };
    const release = store.use("plans");
    const stop = store.channel("plans").onKey(planId, hear);
    hear();
    return () => {
      stop();
      release();
    };
  }, [store, planId]);
  return heard.planId === planId ? heard : { planId, status: null, points: [] };
};

/** How the plan got better: its cost over the time of the search, above the estimate no plan can beat. */
export const PlanCurve = ({ plan, heard }: { plan: PlanDetail; heard: readonly PlanProgress[] }) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const points = useMemo(() => joinProgress(plan.progress, heard), [plan.progress, heard]);
  const columns = useMemo(() => progressColumns(points), [points]);
  const last = points.at(-1);
  return (
    <section aria-label={t("curve")} className="flex flex-col gap-1 bg-surface p-3">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
        <h2 className="font-semibold">{t("curve")}</h2>
        {last === undefined ? null : (
          <p role="status" className="flex flex-wrap gap-x-4 text-muted text-xs tabular-nums">
            <span>{t("elapsed", { time: formats.measure(last.elapsedMs / 1000) })}</span>
            <span>{t("gap", { share: formats.share(last.gap) })}</span>
            <span>{t("rounds", { count: last.iterations })}</span>
            {last.unserved > 0 ? (
              <span className="text-warn">{t("left", { count: last.unserved })}</span>
            ) : null}
          </p>
        )}
      </div>
      {last === undefined ? (
        plan.status === "solving" || plan.status === "draft" ? (
          <div className="flex h-40 items-center justify-center gap-2 text-muted" role="status">
            <Skeleton className="w-10" />
            {t(plan.status === "draft" ? "makingDay" : "firstPlan")}
            <RealAge atMs={Date.parse(plan.createdAt)} />
          </div>
        ) : (
          <p className="text-muted">{t("noCurve")}</p>
        )
      ) : (
        <LazyPlot
          columns={columns}
          names={[t("best"), t("estimate")]}
          text={formats.money}
          tick={formats.roundMoney}
          label={t("curve")}
          axis={{
            sinceStart: (seconds) => t("elapsed", { time: formats.measure(seconds) }),
            label: t("after"),
          }}
          heightPx={HEIGHT_PX}
        />
      )}
    </section>
  );
};

"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { CalendarCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { Link } from "#components/link.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { useLiveRefresh } from "#components/operations/use-live-refresh.ts";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { PlanSummary } from "#server/routing/schema.ts";
import { ExtraStopButton } from "./extra-stop-button.tsx";
import { ChangeText } from "./plan-figures.tsx";
import { PlanStatusBadge } from "./plan-status.tsx";
import { usePlanName, useWhatIfWords } from "./plan-words.ts";
import { StartPlan } from "./start-plan.tsx";

const ROW_PX = 60;
const LIMIT = 200;
const LIVE_MS = 2_000;

const PlanRow = ({ plan }: { plan: PlanSummary }) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const href = useDepotHref();
  const nameOf = usePlanName();
  const supposed = useWhatIfWords()(plan);
  const { proposal, current } = plan;
  const rescue = t("kind.rescue", { day: formats.day(plan.serviceDay) });
  const change =
    proposal && current ? (
      <ChangeText measure="costCents" before={current.costCents} after={proposal.costCents} />
    ) : null;
  return (
    <Link
      href={href(`/plans/${plan.id}`)}
      className="grid h-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b bg-surface px-3 hover:bg-hover md:grid-cols-[minmax(0,2fr)_7rem_minmax(0,2.2fr)_minmax(0,1fr)]"
    >
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-medium">{nameOf(plan)}</span>
        <span className="truncate text-muted text-xs">
          {[t("number", { id: plan.id }), ...(plan.option === null ? [] : [rescue]), ...supposed].join(" · ")}
        </span>
      </span>
      <span className="max-md:flex max-md:flex-col max-md:items-end max-md:gap-0.5">
        <PlanStatusBadge plan={plan} />
        <span className="text-xs md:hidden">{change}</span>
      </span>
      {proposal ? (
        <span className="grid min-w-0 grid-cols-[5.5rem_6rem_minmax(0,1fr)] items-baseline gap-x-3 text-xs tabular-nums max-md:hidden">
          <span className="text-end font-medium text-sm">{formats.money(proposal.costCents)}</span>
          <span className="text-end">{change}</span>
          <span className="truncate text-muted">{t("trucksStops", proposal)}</span>
        </span>
      ) : (
        <span className="truncate text-bad text-xs max-md:hidden" title={plan.fault ?? undefined}>
          {plan.fault}
        </span>
      )}
      <span className="flex min-w-0 flex-col text-end text-muted text-xs max-md:hidden">
        <span className="truncate">{plan.createdBy}</span>
        <span>{formats.dateTime(plan.createdAt)}</span>
      </span>
    </Link>
  );
};

const Rows = ({ plans }: { plans: readonly PlanSummary[] }) => {
  const t = useTranslations("plans");
  const box = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: plans.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  return (
    <section
      ref={box}
      aria-label={t("title")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const plan = plans[index];
          return plan === undefined ? null : (
            <li key={plan.id} className="absolute inset-x-0" style={{ top: start, height: ROW_PX }}>
              <PlanRow plan={plan} />
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** All plans, newest first: what each is for, how far it is, and what it would save. */
export const PlansView = () => {
  const t = useTranslations("plans");
  const list = useTranslations("list");
  const trpc = useTRPC();
  const plans = useQuery(
    trpc.routing.plans.list.queryOptions({ limit: LIMIT }, { placeholderData: keepPreviousData }),
  );
  const { data, error, refetch, dataUpdatedAt } = plans;
  useLiveRefresh(["plans"], () => void refetch(), LIVE_MS);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-12 flex-wrap items-center gap-2 border-b bg-surface px-3 py-2">
        <h1 className="font-semibold text-base max-md:sr-only">{t("title")}</h1>
        {data ? (
          <span className="text-muted text-xs tabular-nums">{list("total", { count: data.length })}</span>
        ) : null}
        {dataUpdatedAt === 0 ? null : (
          <span className="text-faint text-xs max-sm:hidden">
            {list.rich("asOf", { age: () => <RealAge atMs={dataUpdatedAt} /> })}
          </span>
        )}
        <div className="ms-auto flex flex-wrap gap-2">
          <ExtraStopButton />
          <StartPlan isPrimary />
        </div>
      </div>
      {data === undefined ? (
        error ? (
          <LoadFailed error={error} onRetry={() => void refetch()} />
        ) : (
          <div className="flex flex-col gap-5 p-4" aria-busy>
            {["w-1/2", "w-2/3", "w-1/3", "w-3/5"].map((width) => (
              <Skeleton key={width} className={width} />
            ))}
          </div>
        )
      ) : data.length === 0 ? (
        <StatePanel icon={CalendarCheck} title={t("emptyTitle")}>
          {t("emptyBody")}
        </StatePanel>
      ) : (
        <Rows plans={data} />
      )}
    </div>
  );
};

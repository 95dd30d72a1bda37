"use client";

import { useTranslations } from "next-intl";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/states.tsx";
import type { PlanSummary } from "#server/routing/schema.ts";
import { ChangeText } from "./plan-figures.tsx";
import { PlanStatusBadge } from "./plan-status.tsx";
import { usePlanName } from "./plan-words.ts";

/** The answers to one breakdown beside each other, each with its price; the one that is open is marked. */
export const RescueOptions = ({ options, openId }: { options: readonly PlanSummary[]; openId: number }) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const href = useDepotHref();
  const nameOf = usePlanName();
  return (
    <nav
      aria-label={t("rescueOptions")}
      className="grid gap-px border-b bg-line sm:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]"
    >
      {options.map((option) => {
        const { id, proposal, current, fault } = option;
        return (
          <Link
            key={id}
            href={href(`/plans/${id}`)}
            prefetch={false}
            aria-current={id === openId ? "page" : undefined}
            className={cn(
              "flex min-w-0 flex-col gap-0.5 px-3 py-2",
              id === openId ? "bg-selected" : "bg-surface hover:bg-hover",
            )}
          >
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{nameOf(option)}</span>
              <PlanStatusBadge plan={option} />
            </span>
            {proposal && current ? (
              <span className="flex flex-wrap gap-x-3 text-muted text-xs tabular-nums">
                <ChangeText measure="costCents" before={current.costCents} after={proposal.costCents} />
                <span>{t("late", { count: proposal.lateStops })}</span>
                <span>{t("left", { count: proposal.unserved })}</span>
                <span>{formats.distance(proposal.distanceM)}</span>
              </span>
            ) : fault ? (
              <span className="truncate text-bad text-xs">{fault}</span>
            ) : (
              <Skeleton />
            )}
          </Link>
        );
      })}
    </nav>
  );
};

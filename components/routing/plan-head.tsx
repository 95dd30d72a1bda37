"use client";

import { Check, CircleSlash2, GitCompareArrows, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { later } from "#components/later.tsx";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import type { PlanDetail, PlanSummary } from "#server/routing/schema.ts";
import { PlanStatusBadge } from "./plan-status.tsx";
import { usePlanName, useWhatIfWords, useWishWords } from "./plan-words.ts";
import { usePlanWork } from "./use-plan-work.ts";

const WhatIfDialog = later(() => import("./what-if.tsx").then((module) => module.WhatIfDialog));

/** What a plan is, and everything that can be done with it. */
export const PlanHead = ({
  plan,
  ticked,
  others,
  withId,
  onWith,
}: {
  plan: PlanDetail;
  /** Trucks that are chosen to be accepted alone. */
  ticked: readonly number[];
  /** Other plans of its day, to compare it with. */
  others: readonly PlanSummary[];
  withId: number | null;
  onWith: (id: number | null) => void;
}) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const href = useDepotHref();
  const nameOf = usePlanName();
  const supposed = useWhatIfWords();
  const wished = useWishWords();
  const work = usePlanWork(plan);
  const [isSupposing, setIsSupposing] = useState(false);
  // A search that was stopped keeps the best it had found.
  const isOpen = plan.proposalDay !== null && (plan.status === "proposed" || plan.status === "cancelled");
  const isRunning = plan.status === "solving" || plan.status === "draft";
  const { auditId } = plan;
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-surface px-3 py-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={href("/plans")} prefetch={false} className="text-muted hover:text-ink hover:underline">
          {t("title")}
        </Link>
        <span aria-hidden className="text-faint">
          /
        </span>
        <h1 className="font-semibold text-base">{nameOf(plan)}</h1>
        <PlanStatusBadge plan={plan} />
        {supposed(plan).map((words) => (
          <Badge key={words} tone="accent">
            {words}
          </Badge>
        ))}
        {wished(plan.wishes).map((words) => (
          <span key={words} title={t("wishHint")}>
            <Badge>{words}</Badge>
          </span>
        ))}
        <span className="text-faint text-xs">
          {t("madeBy", { who: plan.createdBy, at: formats.dateTime(plan.createdAt) })}
        </span>
      </div>
      <div className="ms-auto flex flex-wrap items-center gap-2">
        {others.length === 0 ? null : (
          <span className="flex items-center gap-1.5">
            <GitCompareArrows className="size-4 text-muted" aria-hidden />
            <NativeSelect
              aria-label={t("compareWith")}
              className="max-w-52"
              value={withId ?? ""}
              onChange={({ target }) => onWith(target.value === "" ? null : Number(target.value))}
            >
              <option value="">{t("compareCurrent")}</option>
              {others.map((other) => (
                <option key={other.id} value={other.id}>
                  {t("planWord", { id: other.id, what: [nameOf(other), ...supposed(other)].join(", ") })}
                </option>
              ))}
            </NativeSelect>
          </span>
        )}
        {work.mayPlan && plan.proposalDay !== null ? (
          <Button onClick={() => setIsSupposing(true)}>{t("whatIf")}</Button>
        ) : null}
        {work.mayPlan && isRunning ? (
          <Button variant="danger" disabled={work.isBusy} onClick={() => void work.cancel()}>
            <CircleSlash2 aria-hidden />
            {t("stop")}
          </Button>
        ) : null}
        {work.mayPlan && isOpen ? (
          <>
            <Button disabled={work.isBusy} onClick={() => void work.reject()}>
              <X aria-hidden />
              {t("reject")}
            </Button>
            {ticked.length > 0 ? (
              <Button variant="primary" disabled={work.isBusy} onClick={() => void work.accept([...ticked])}>
                <Check aria-hidden />
                {t("acceptSome", { count: ticked.length })}
              </Button>
            ) : (
              <Button variant="primary" disabled={work.isBusy} onClick={() => void work.accept()}>
                <Check aria-hidden />
                {t("acceptAll")}
              </Button>
            )}
          </>
        ) : null}
        {work.mayPlan && plan.status === "accepted" && auditId !== null ? (
          <Button disabled={work.isBusy} onClick={() => void work.undo(auditId)}>
            <Undo2 aria-hidden />
            {t("undo")}
          </Button>
        ) : null}
      </div>
      {isSupposing ? (
        <WhatIfDialog
          plan={plan}
          isBusy={work.isBusy}
          onClose={() => setIsSupposing(false)}
          onSuppose={(whatIf, wishes) => {
            setIsSupposing(false);
            void work.suppose(whatIf, wishes);
          }}
        />
      ) : null}
    </header>
  );
};

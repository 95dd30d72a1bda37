"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { showToast } from "#components/toasts.tsx";
import type { PlanSummary, PlanWishes, WhatIf } from "#server/routing/schema.ts";
import { reasonOf, useDayUndo } from "./use-day-undo.ts";

/** What can be done with a plan: each tells what came of it, and an acceptance offers the way back. */
export const usePlanWork = (plan: PlanSummary) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const href = useDepotHref();
  const undo = useDayUndo();
  const { role } = useMe();
  const [isBusy, setIsBusy] = useState(false);

  const run = async (work: () => Promise<void>): Promise<void> => {
    setIsBusy(true);
    try {
      await work();
    } catch (error) {
      showToast({ text: t("workFailed", { reason: reasonOf(error) }), isError: true });
    } finally {
      setIsBusy(false);
      await queries.invalidateQueries({ queryKey: trpc.routing.pathKey() });
      await queries.invalidateQueries({ queryKey: trpc.operations.pathKey() });
    }
  };
  const { id } = plan;
  return {
    isBusy,
    /** Whether the role may plan; the server checks by itself. */
    mayPlan: role === "dispatcher" || role === "manager" || role === "admin",
    /** All of it, or the routes of some trucks. */
    accept: (vehicleIds?: number[]) =>
      run(async () => {
        const { auditId, routes, stopsMoved } = await client.routing.plans.accept.mutate({
          id,
          ...(vehicleIds === undefined ? {} : { vehicleIds }),
        });
        showToast({
          text: t("accepted", { routes, stops: stopsMoved }),
          action: { label: t("undo"), onClick: () => void undo(auditId) },
        });
      }),
    reject: () =>
      run(async () => {
        await client.routing.plans.reject.mutate({ id });
        showToast({ text: t("rejected") });
      }),
    cancel: () =>
      run(async () => {
        await client.routing.plans.cancel.mutate({ id });
      }),
    undo: (auditId: number) => run(() => undo(auditId)),
    /** Plans the same day with something otherwise, and goes there with this plan beside it. */
    suppose: (whatIf: WhatIf, wishes: PlanWishes) =>
      run(async () => {
        const { id: made } = await client.routing.plans.request.mutate({
          kind: plan.kind === "rest" || plan.kind === "rescue" ? "rest" : "day",
          serviceDay: plan.serviceDay,
          depotIds: plan.depotIds,
          budgetS: plan.budgetS,
          whatIf,
          wishes,
        });
        router.push(href(`/plans/${made}?with=${id}`));
      }),
  };
};

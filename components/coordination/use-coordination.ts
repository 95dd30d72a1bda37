"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";

/** Every change of what is coordinated, each with what is said afterwards and the way back. */
export const useCoordination = () => {
  const t = useTranslations("coordination");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const refresh = () => void queries.invalidateQueries({ queryKey: trpc.coordination.pathKey() });
  const onError = (error: unknown) => showToast({ text: reason(error), isError: true });
  const undo = useMutation(trpc.accounts.audit.undo.mutationOptions({ onError, onSuccess: refresh }));
  const saying = (text: string) => ({
    onError,
    onSuccess: ({ auditId }: { auditId: number }) => {
      refresh();
      showToast({ text, action: { label: t("undo"), onClick: () => undo.mutate({ id: auditId }) } });
    },
  });
  return {
    begin: useMutation(trpc.coordination.begin.mutationOptions({ onError, onSuccess: refresh })),
    saveWorkstream: useMutation(trpc.coordination.workstreams.save.mutationOptions(saying(t("said.saved")))),
    removeWorkstream: useMutation(
      trpc.coordination.workstreams.remove.mutationOptions(saying(t("said.removed"))),
    ),
    saveMilestone: useMutation(trpc.coordination.milestones.save.mutationOptions(saying(t("said.saved")))),
    deliver: useMutation(trpc.coordination.milestones.deliver.mutationOptions(saying(t("said.delivered")))),
    removeMilestone: useMutation(
      trpc.coordination.milestones.remove.mutationOptions(saying(t("said.removed"))),
    ),
    saveWays: useMutation(trpc.coordination.saveWays.mutationOptions(saying(t("said.saved")))),
    openBlocker: useMutation(trpc.coordination.blockers.open.mutationOptions(saying(t("said.opened")))),
    resolve: useMutation(trpc.coordination.blockers.resolve.mutationOptions(saying(t("said.resolved")))),
    handOver: useMutation(trpc.coordination.handoffs.give.mutationOptions(saying(t("said.handed")))),
    acknowledge: useMutation(
      trpc.coordination.handoffs.acknowledge.mutationOptions(saying(t("said.acknowledged"))),
    ),
  };
};
/** Every change of what is coordinated. */
export type CoordinationChanges = ReturnType<typeof useCoordination>;

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";

/** Every change of a rule, each with what is said afterwards and the way back. */
export const useAlertChanges = () => {
  const t = useTranslations("performance.alerts");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const refresh = () => void queries.invalidateQueries({ queryKey: trpc.alerts.pathKey() });
  const onError = (error: unknown) => showToast({ text: reason(error), isError: true });
  const undo = useMutation(
    trpc.accounts.audit.undo.mutationOptions({
      onError,
      onSuccess: () => {
        refresh();
        showToast({ text: t("said.undone") });
      },
    }),
  );
  const said = (text: string, auditId: number) => {
    refresh();
    showToast({ text, action: { label: t("undo"), onClick: () => undo.mutate({ id: auditId }) } });
  };
  return {
    // The form shows its own failure, at its place.
    save: useMutation(
      trpc.alerts.save.mutationOptions({ onSuccess: ({ auditId }) => said(t("said.saved"), auditId) }),
    ),
    remove: useMutation(
      trpc.alerts.remove.mutationOptions({
        onError,
        onSuccess: ({ auditId }) => said(t("said.removed"), auditId),
      }),
    ),
    own: useMutation(
      trpc.alerts.own.mutationOptions({
        onError,
        onSuccess: ({ auditId }, { isTaken }) => said(t(isTaken ? "said.taken" : "said.released"), auditId),
      }),
    ),
    mute: useMutation(
      trpc.alerts.mute.mutationOptions({
        onError,
        onSuccess: ({ auditId }, { minutes }) =>
          said(t(minutes === null ? "said.unmuted" : "said.muted"), auditId),
      }),
    ),
    test: useMutation(
      trpc.alerts.testFire.mutationOptions({
        onError,
        onSuccess: () => {
          refresh();
          showToast({ text: t("said.tested") });
        },
      }),
    ),
  };
};
/** Every change of a rule. */
export type AlertChanges = ReturnType<typeof useAlertChanges>;

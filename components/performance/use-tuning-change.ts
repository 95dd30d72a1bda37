import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { usePlatformRight } from "#components/platform-right.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";

/** What every change of tuning has in common: who may make it, what is said afterwards, and the way back. */
export const useTuningChange = () => {
  const t = useTranslations("performance.tuning");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const { role } = useMe();
  const mayChange = usePlatformRight("engineer", "admin");
  const failed = (error: unknown) => showToast({ text: reason(error), isError: true });
  const refresh = () => void queries.invalidateQueries({ queryKey: trpc.tuning.board.queryKey() });
  const undo = useMutation(trpc.accounts.audit.undo.mutationOptions({ onError: failed, onSuccess: refresh }));
  return {
    mayChange,
    failed,
    done(text: string, auditId?: number): void {
      refresh();
      showToast({
        text,
        ...(auditId === undefined || role !== "admin"
          ? {}
          : { action: { label: t("undo"), onClick: () => undo.mutate({ id: auditId }) } }),
      });
    },
  };
};

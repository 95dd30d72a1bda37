import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { usePlatformRight } from "#components/platform-right.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";

/** What every change of a flag has in common: who may make it, what is said afterwards, and the way back. */
export const useFlagChange = () => {
  const t = useTranslations("flags");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const mayChange = usePlatformRight("engineer", "admin");
  const failed = (error: unknown) => showToast({ text: reason(error), isError: true });
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.flags.pathKey() });
  const undo = useMutation(
    trpc.flags.undo.mutationOptions({ onError: failed, onSuccess: () => void refresh() }),
  );
  return {
    mayChange,
    failed,
    done(text: string, auditId: number): void {
      void refresh();
      showToast({ text, action: { label: t("undo"), onClick: () => undo.mutate({ auditId }) } });
    },
  };
};

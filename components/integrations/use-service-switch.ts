import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import type { ServiceMode, ServiceName } from "#server/external/schema.ts";

/** Switches a service and resets its breaker: who may, what is said afterwards, and the way back. */
export const useServiceSwitch = (service: ServiceName) => {
  const t = useTranslations("integrations");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const reason = useReason();
  const { role } = useMe();
  const name = t(`services.${service}`);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.external.pathKey() });
  const onError = (error: unknown) => showToast({ text: reason(error), isError: true });
  const undo = useMutation({
    mutationFn: (id: number) => client.accounts.audit.undo.mutate({ id }),
    ...{ onError, onSuccess: refresh },
  });
  const setMode = useMutation(
    trpc.external.setMode.mutationOptions({
      onError,
      onSuccess: ({ auditId }, { mode }) => {
        void refresh();
        showToast({
          text: t(`switched.${mode}`, { name }),
          action: { label: t("undo"), onClick: () => undo.mutate(auditId) },
        });
      },
    }),
  );
  const reset = useMutation(
    trpc.external.reset.mutationOptions({
      onError,
      onSuccess: () => {
        void refresh();
        showToast({ text: t("wasReset", { name }) });
      },
    }),
  );
  return {
    mayChange: role === "engineer" || role === "admin",
    isBusy: setMode.isPending || reset.isPending || undo.isPending,
    setMode: (mode: ServiceMode) => setMode.mutate({ service, mode }),
    reset: () => reset.mutate({ service }),
  };
};

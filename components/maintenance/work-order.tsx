"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats, useMe } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import type { WorkOrder } from "#server/forecast/maintenance.schema.ts";

const DECIDERS = ["dispatcher", "manager", "admin"];

/** Orders proposed work or dismisses it, and offers the way back. */
const useDecide = () => {
  const t = useTranslations("maintenance");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.maintenance.pathKey() });
  const onError = (error: unknown) =>
    showToast({ text: t("failed", { reason: reason(error) }), isError: true });
  const undo = useMutation(trpc.accounts.audit.undo.mutationOptions({ onError, onSettled: refresh }));
  const decide = useMutation(trpc.maintenance.decide.mutationOptions({ onError, onSettled: refresh }));
  return {
    isBusy: decide.isPending || undo.isPending,
    decide: (id: number, isOrdered: boolean, vehicle: string) =>
      decide.mutate(
        { id, isOrdered },
        {
          onSuccess: ({ auditId }) =>
            showToast({
              text: t(isOrdered ? "nowOrdered" : "nowDismissed", { vehicle }),
              action: { label: t("undo"), onClick: () => undo.mutate({ id: auditId }) },
            }),
        },
      ),
  };
};

/** A work order that was proposed for a vehicle, with what may be done with it; a decided one with who decided. */
export const WorkOrderLine = ({ order, vehicle }: { order: WorkOrder; vehicle: string }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  const { role } = useMe();
  const { decide, isBusy } = useDecide();
  if (order.status !== "proposed")
    return (
      <p className="text-muted text-xs">
        {t(order.status, { name: order.decidedBy ?? "", at: formats.dateTime(order.decidedAt) })}
      </p>
    );
  if (!DECIDERS.includes(role)) return <p className="text-muted text-xs">{t("proposed")}</p>;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-muted text-xs">{t("proposed")}</span>
      <Button
        size="sm"
        disabled={isBusy}
        aria-label={t("orderFor", { vehicle })}
        onClick={() => decide(order.id, true, vehicle)}
      >
        {t("order")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        disabled={isBusy}
        aria-label={t("dismissFor", { vehicle })}
        onClick={() => decide(order.id, false, vehicle)}
      >
        {t("dismiss")}
      </Button>
    </div>
  );
};

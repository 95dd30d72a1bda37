"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useFormats, useMe } from "#components/me.tsx";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import type { WorkOrder } from "#server/forecast/maintenance.schema.ts";

const DECIDERS = ["dispatcher", "manager", "admin"];

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Orders proposed work or dismisses it, and offers the way back. */
const useDecide = () => {
  const t = useTranslations("maintenance");
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.maintenance.pathKey() });
  const undo = async (id: number): Promise<void> => {
    try {
      await client.accounts.audit.undo.mutate({ id });
    } catch (error) {
      showToast({ text: t("failed", { reason: wordsOf(error) }), isError: true });
    }
    await refresh();
  };
  const decide = async (id: number, isOrdered: boolean, vehicle: string): Promise<void> => {
    setIsBusy(true);
    try {
      const { auditId } = await client.maintenance.decide.mutate({ id, isOrdered });
      const text = t(isOrdered ? "nowOrdered" : "nowDismissed", { vehicle });
      showToast({ text, action: { label: t("undo"), onClick: () => void undo(auditId) } });
    } catch (error) {
      showToast({ text: t("failed", { reason: wordsOf(error) }), isError: true });
    } finally {
      setIsBusy(false);
      await refresh();
    }
  };
  return { decide, isBusy };
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
        onClick={() => void decide(order.id, true, vehicle)}
      >
        {t("order")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        disabled={isBusy}
        aria-label={t("dismissFor", { vehicle })}
        onClick={() => void decide(order.id, false, vehicle)}
      >
        {t("dismiss")}
      </Button>
    </div>
  );
};

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { showToast } from "#components/toasts.tsx";

/** The words of whatever was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Takes a change of the day back by its row in the record, and says whether that went through. */
export const useDayUndo = (): ((auditId: number) => Promise<void>) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  return async (auditId) => {
    try {
      await client.accounts.audit.undo.mutate({ id: auditId });
      showToast({ text: t("undone") });
    } catch (error) {
      showToast({ text: t("undoFailed", { reason: reasonOf(error) }), isError: true });
    }
    await queries.invalidateQueries({ queryKey: trpc.routing.pathKey() });
    await queries.invalidateQueries({ queryKey: trpc.operations.pathKey() });
  };
};

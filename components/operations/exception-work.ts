"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";

/** A step to take with exceptions. */
export type Step = { kind: "take" | "release" | "reopen" } | { kind: "close"; resolution: string };

const UNDOS_AT_ONCE = 20;

/** Takes steps with exceptions, one or many, tells what came of it, and offers to undo it. */
export const useExceptionWork = () => {
  const t = useTranslations("exceptions");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const reason = useReason();
  const queries = useQueryClient();
  const { role } = useMe();
  const [isBusy, setIsBusy] = useState(false);

  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.operations.today.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.operations.exceptions.pathKey() }),
      queries.invalidateQueries({ queryKey: ["list", "exceptions"] }),
    ]);

  const undo = async (auditIds: readonly number[]): Promise<void> => {
    try {
      for (let i = 0; i < auditIds.length; i += UNDOS_AT_ONCE)
        await Promise.all(
          auditIds.slice(i, i + UNDOS_AT_ONCE).map((id) => client.accounts.audit.undo.mutate({ id })),
        );
      showToast({ text: t("undone", { count: auditIds.length }) });
    } catch (error) {
      showToast({ text: t("undoFailed", { reason: reason(error) }), isError: true });
    }
    await refresh();
  };

  const send = (ids: number[], step: Step) => {
    const { exceptions } = client.operations;
    if (step.kind === "close") return exceptions.close.mutate({ ids, resolution: step.resolution });
    return exceptions[step.kind].mutate({ ids });
  };

  return {
    isBusy,
    /** Whether the role may work on exceptions; the server checks by itself. */
    mayWork: role === "dispatcher" || role === "manager" || role === "admin",
    /** Maps to whether it went through; all of them or none. */
    async work(ids: number[], step: Step): Promise<boolean> {
      setIsBusy(true);
      try {
        const { changed, auditIds } = await send(ids, step);
        const action = { label: t("undo"), onClick: () => void undo(auditIds) };
        showToast({
          text: t(`done.${step.kind}`, { count: changed }),
          ...(auditIds.length > 0 ? { action } : {}),
        });
        await refresh();
        return true;
      } catch (error) {
        showToast({ text: t("workFailed", { reason: reason(error) }), isError: true });
        return false;
      } finally {
        setIsBusy(false);
      }
    },
  };
};

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { showToast } from "#components/toasts.tsx";
import type { StopMove } from "#server/routing/schema.ts";
import { reasonOf, useDayUndo } from "./use-day-undo.ts";

/** Puts stops elsewhere, tells what came of it, and offers the way back. */
export const useMoves = () => {
  const t = useTranslations("board");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const undo = useDayUndo();
  const { role } = useMe();
  const [isBusy, setIsBusy] = useState(false);
  return {
    isBusy,
    /** Whether the role may move stops; the server checks by itself. */
    mayMove: role === "dispatcher" || role === "manager" || role === "admin",
    async move(move: StopMove, names: { stop: string; vehicle: string | null }): Promise<void> {
      setIsBusy(true);
      try {
        const { auditId } = await client.routing.board.move.mutate(move);
        showToast({
          text:
            names.vehicle === null
              ? t("movedToTray", { stop: names.stop })
              : t("moved", { stop: names.stop, vehicle: names.vehicle }),
          action: { label: t("undo"), onClick: () => void undo(auditId) },
        });
      } catch (error) {
        showToast({ text: t("moveFailed", { reason: reasonOf(error) }), isError: true });
      } finally {
        setIsBusy(false);
        await queries.invalidateQueries({ queryKey: trpc.routing.pathKey() });
        await queries.invalidateQueries({ queryKey: trpc.operations.pathKey() });
      }
    },
  };
};

"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { showToast } from "#components/toasts.tsx";
import type { ExtraInsert, Moved, StopMove } from "#server/routing/schema.ts";
import { reasonOf, useDayUndo } from "./use-day-undo.ts";

/** The stop and the truck it goes to, in words; null for the tray. */
type Names = { stop: string; vehicle: string | null };

/** Puts stops elsewhere, tells what came of it, and offers the way back. */
export const useMoves = () => {
  const t = useTranslations("board");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const undo = useDayUndo();
  const { role } = useMe();
  const [isBusy, setIsBusy] = useState(false);
  const carryOut = async (work: () => Promise<Moved>, names: Names): Promise<boolean> => {
    setIsBusy(true);
    try {
      const { auditId } = await work();
      showToast({
        text:
          names.vehicle === null
            ? t("movedToTray", { stop: names.stop })
            : t("moved", { stop: names.stop, vehicle: names.vehicle }),
        action: { label: t("undo"), onClick: () => void undo(auditId) },
      });
      return true;
    } catch (error) {
      showToast({ text: t("moveFailed", { reason: reasonOf(error) }), isError: true });
      return false;
    } finally {
      setIsBusy(false);
      await queries.invalidateQueries({ queryKey: trpc.routing.pathKey() });
      await queries.invalidateQueries({ queryKey: trpc.operations.pathKey() });
    }
  };
  return {
    isBusy,
    /** Whether the role may move stops; the server checks by itself. */
    mayMove: role === "dispatcher" || role === "manager" || role === "admin",
    move: (move: StopMove, names: Names) => carryOut(() => client.routing.board.move.mutate(move), names),
    /** Adds a stop to a day; maps to whether that went through. */
    add: (extra: ExtraInsert, names: Names) =>
      carryOut(() => client.routing.board.addExtra.mutate(extra), names),
  };
};

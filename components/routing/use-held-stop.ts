"use client";

import { useRef, useState } from "react";
import { type Gap, type GapRow, gapAfterKey, gapAt } from "./board-gaps.ts";
import type { TimeScale } from "./time-scale.ts";
import { type DragTarget, useStopDrags } from "./use-drag.ts";

/** Where a held stop would go. */
export type Aim = Gap | "tray";

/** A stop that is off its place and not yet on another. */
export type Held = { stopId: number; by: "pointer" | "keys"; aim: Aim | null };

const isSame = (a: Aim | null, b: Aim | null): boolean =>
  a === b ||
  (typeof a === "object" && typeof b === "object" && a?.row === b?.row && a?.gap === b?.gap && a !== null);

/** The stop that is held over the board, by pointer or by keys, and where it would go; `onDrop` is told the end of it. */
export const useHeldStop = ({
  rows,
  scale,
  onDrop,
}: {
  rows: readonly GapRow[];
  scale: TimeScale;
  onDrop: (stopId: number, aim: Aim) => void;
}) => {
  const [held, setHeld] = useState<Held | null>(null);
  const latest = useRef(held);
  const hold = (next: Held | null): void => {
    latest.current = next;
    setHeld(next);
  };
  const aimAt = (aim: Aim | null): void => {
    const now = latest.current;
    if (now !== null && !isSame(now.aim, aim)) hold({ ...now, aim });
  };
  const aimOf = (target: DragTarget | null): Aim | null => {
    if (target === null || target === "tray") return target;
    const row = rows[target.lane];
    return row === undefined ? null : { row: target.lane, gap: gapAt(row, scale.msOf(target.share)) };
  };
  useStopDrags({
    start: (stopId) => hold({ stopId, by: "pointer", aim: null }),
    over: (target) => aimAt(aimOf(target)),
    drop: (target) => {
      const now = latest.current;
      const aim = aimOf(target);
      hold(null);
      if (now !== null && aim !== null) onDrop(now.stopId, aim);
    },
  });
  return {
    held,
    pickUp: (stopId: number, aim: Aim): void => hold({ stopId, by: "keys", aim }),
    letGo: (): void => hold(null),
    drop: (): void => {
      const now = latest.current;
      hold(null);
      if (now?.aim) onDrop(now.stopId, now.aim);
    },
    aimAt,
    /** Takes an arrow; maps to whether it was one. */
    arrow: (key: string): boolean => {
      const now = latest.current;
      if (now === null) return false;
      const from = now.aim === null || now.aim === "tray" ? { row: 0, gap: rows[0]?.pinned ?? 0 } : now.aim;
      const to = gapAfterKey(key, from, rows);
      if (to === undefined) return false;
      aimAt(now.aim === "tray" ? from : to);
      return true;
    },
  };
};

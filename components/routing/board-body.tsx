"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useMedia } from "#components/list/use-media.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import type { BoardDay } from "#server/routing/schema.ts";
import { gapAt } from "./board-gaps.ts";
import { BoardGrid } from "./board-grid.tsx";
import { boardParts, laneOf, moveTo, placeOfStop } from "./board-lanes.ts";
import { BoardStop } from "./board-stop.tsx";
import { BoardTray } from "./board-tray.tsx";
import { useBoardUrl } from "./board-url.ts";
import { MovePriceBar } from "./move-price.tsx";
import { createTimeScale, spanAround } from "./time-scale.ts";
import { type Aim, useHeldStop } from "./use-held-stop.ts";
import { useMoves } from "./use-moves.ts";

/** The lanes and the tray of a day, and the stop in the hand with its price. */
export const BoardBody = ({ day }: { day: BoardDay }) => {
  const t = useTranslations("board");
  const { stop: chosenId, setUrl } = useBoardUrl();
  const isNarrow = useMedia("(max-width: 1023px)");
  const [side, setSide] = useState<"trucks" | "tray">("trucks");
  const { move, mayMove, isBusy } = useMoves();
  const lanes = useMemo(() => day.routes.map((route) => laneOf(route, day.loadUnit)), [day]);
  const scale = useMemo(
    () => createTimeScale(spanAround(boardParts(lanes)) ?? { fromMs: 0, toMs: 1 }),
    [lanes],
  );
  const rows = useMemo(() => lanes.map(({ gaps }) => gaps), [lanes]);
  const nameOf = (stopId: number): string =>
    day.tray.find((stop) => stop.stopId === stopId)?.name ??
    day.routes.flatMap(({ visits }) => visits).find((visit) => visit.stopId === stopId)?.name ??
    String(stopId);
  const vehicleOf = (vehicleId: number): string =>
    day.routes.find((route) => route.vehicleId === vehicleId)?.vehicle ?? String(vehicleId);
  const wordsOf = (aim: Aim | null): string | null => {
    if (aim === null) return null;
    if (aim === "tray") return t("tray");
    const lane = lanes[aim.row];
    return lane ? t("placeOn", { vehicle: lane.route.vehicle, count: aim.gap }) : null;
  };
  const onDrop = (stopId: number, aim: Aim): void => {
    const wanted = moveTo(day, lanes, stopId, aim);
    if (wanted === null || !mayMove) return;
    const vehicle = wanted.to === null ? null : vehicleOf(wanted.to.vehicleId);
    void move(wanted, { stop: nameOf(stopId), vehicle });
  };
  const { held, pickUp, letGo, drop, aimAt, arrow } = useHeldStop({ rows, scale, onDrop });
  const pick = (stopId: number): void => {
    const place = placeOfStop(lanes, day.tray, stopId);
    if (!mayMove || place === null) return;
    if (place !== "tray" && place.gap < (rows[place.row]?.pinned ?? 0)) return;
    const [first] = rows;
    if (place !== "tray") pickUp(stopId, place);
    else if (first !== undefined) {
      const waiting = day.tray.find((stop) => stop.stopId === stopId);
      setSide("trucks");
      pickUp(stopId, { row: 0, gap: gapAt(first, Date.parse(waiting?.windowStartAt ?? "")) });
    }
  };
  const onHeldKey = (key: string): boolean => {
    if (key === "Escape") letGo();
    else if (key === "Enter" || key === " ") drop();
    else if (key === "t" || key === "T") aimAt("tray");
    else return arrow(key);
    return true;
  };
  // The same object for the same aim: the price is asked once per aim, not once per rendering.
  const heldMove = useMemo(
    () => (held === null || held.aim === null ? null : moveTo(day, lanes, held.stopId, held.aim)),
    [day, lanes, held],
  );
  const open = (stopId: number): void => setUrl({ stop: stopId === chosenId ? null : stopId });
  const tray = (
    <BoardTray
      tray={day.tray}
      loadUnit={day.loadUnit}
      heldId={held?.stopId ?? null}
      chosenId={chosenId}
      isAimedAt={held?.aim === "tray"}
      mayMove={mayMove && !isBusy}
      onPickUp={pick}
      onOpen={open}
      className={
        isNarrow ? "flex-1" : chosenId === null ? "w-72 flex-1 border-s" : "flex-[2] border-s border-t"
      }
    />
  );
  const panel =
    chosenId === null ? null : (
      <BoardStop
        key={chosenId}
        stopId={chosenId}
        day={day}
        lanes={lanes}
        mayMove={mayMove}
        isBusy={isBusy}
        onChoose={({ vehicleId, vehicle, position }) =>
          void move(
            { serviceDay: day.serviceDay, stopId: chosenId, to: { vehicleId, position } },
            { stop: nameOf(chosenId), vehicle },
          )
        }
        onClose={() => setUrl({ stop: null })}
      />
    );
  return (
    <>
      {isNarrow ? (
        <div className="border-b bg-surface px-3 py-2">
          <Segmented
            label={t("show")}
            value={side}
            choices={[
              { value: "trucks", label: t("trucks", { count: lanes.length }) },
              { value: "tray", label: t("trayCount", { count: day.tray.length }) },
            ]}
            onChange={setSide}
          />
        </div>
      ) : null}
      <div className="relative flex min-h-0 flex-1">
        {isNarrow && side === "tray" ? null : (
          <BoardGrid
            lanes={lanes}
            scale={scale}
            held={held}
            chosenId={chosenId}
            mayMove={mayMove && !isBusy}
            onPickUp={pick}
            onOpen={open}
            onHeldKey={onHeldKey}
          />
        )}
        {isNarrow ? (
          <>
            {side === "tray" ? tray : null}
            {panel}
          </>
        ) : (
          // The tray stays below an open stop: what is looked at may be dropped there.
          <div className="flex shrink-0 flex-col">
            {panel === null ? null : <div className="flex min-h-0 flex-[3]">{panel}</div>}
            {tray}
          </div>
        )}
        {held === null ? null : (
          <MovePriceBar
            stop={nameOf(held.stopId)}
            place={wordsOf(held.aim)}
            move={heldMove}
            isByKeys={held.by === "keys"}
            onDrop={drop}
            onCancel={letGo}
          />
        )}
      </div>
    </>
  );
};

"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Board, Milestone, Workstream } from "#server/coordination/schema.ts";
import { CHART, type Lane, layOutLanes, type Placed } from "./lane-layout.ts";

const BAR = {
  delivered: "border-good-dot/60 bg-good-soft text-good",
  late: "border-bad-dot/70 bg-bad-soft text-bad",
  critical: "border-accent bg-accent-soft text-accent-text",
  planned: "border-line-strong bg-sunken text-ink",
} as const;

type State = keyof typeof BAR;

const stateOf = ({ id, deliveredAt, dueOn }: Milestone, board: Board): State =>
  deliveredAt !== null
    ? "delivered"
    : dueOn < board.today
      ? "late"
      : board.critical.ids.includes(id)
        ? "critical"
        : "planned";

const middleY = ({ y }: Placed): number => y + CHART.rowPx / 2;

/** From the end of what must come first to the start of what waits for it; where that began before, round its end. */
const wayOf = (from: Placed, to: Placed): string => {
  const [x1, y1] = [from.x + from.barPx, middleY(from)];
  const [x2, y2] = [to.x, middleY(to)];
  const bend = Math.max(14, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
};

const Bar = ({
  placed,
  board,
  onOpen,
}: {
  placed: Placed;
  board: Board;
  onOpen: (milestone: Milestone) => void;
}) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const { milestone, x, y, barPx, widthPx, isTitleInside } = placed;
  const state = stateOf(milestone, board);
  const isCritical = board.critical.ids.includes(milestone.id);
  const label = t("barLabel", {
    title: milestone.title,
    due: formats.day(milestone.dueOn),
    days: milestone.effortDays,
    state: t(`state.${state}`),
  });
  const title = (
    <span className={cn("truncate px-1.5 text-xs", !isTitleInside && "rounded bg-surface/85")}>
      {milestone.title}
    </span>
  );
  return (
    <button
      type="button"
      onClick={() => onOpen(milestone)}
      aria-label={label}
      title={label}
      style={{ insetInlineStart: x, top: y + 2, width: widthPx, height: CHART.rowPx - 4 }}
      className="group absolute flex items-center rounded text-start"
    >
      <span
        style={{ width: barPx }}
        className={cn(
          "flex h-full shrink-0 items-center overflow-hidden rounded border group-hover:brightness-95",
          BAR[state],
          isCritical && "border-2 border-accent",
        )}
      >
        {isTitleInside ? title : null}
      </span>
      {isTitleInside ? null : title}
    </button>
  );
};

const LaneHead = ({
  lane: { workstream, heightPx },
  board,
  onOpen,
}: {
  lane: Lane;
  board: Board;
  onOpen: (workstream: Workstream) => void;
}) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const load = board.loads.find(({ workstreamId }) => workstreamId === workstream.id);
  const isOver = load !== undefined && load.dueDays > load.capacityDays;
  return (
    <div style={{ height: heightPx }} className="flex flex-col justify-center border-b px-3">
      <button
        type="button"
        onClick={() => onOpen(workstream)}
        aria-label={t("editWorkstream", { name: workstream.name })}
        className="truncate text-start font-medium hover:underline"
      >
        {workstream.name}
      </button>
      <span className="truncate text-muted text-xs">{workstream.lead}</span>
      {load ? (
        <span className={cn("truncate text-xs tabular-nums", isOver ? "text-bad" : "text-faint")}>
          {t(isOver ? "loadOver" : "load", {
            due: formats.decimal(load.dueDays),
            capacity: formats.decimal(load.capacityDays),
          })}
        </span>
      ) : null}
    </div>
  );
};

/** Workstreams as lanes over the weeks, their milestones as bars that end on their due day, and the critical path through them. */
export const LaneChart = ({
  board,
  onMilestone,
  onWorkstream,
}: {
  board: Board;
  onMilestone: (milestone: Milestone) => void;
  onWorkstream: (workstream: Workstream) => void;
}) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const { lanes, weeks, todayX, widthPx, heightPx } = useMemo(
    () => layOutLanes(board.workstreams, board.milestones, board.today),
    [board.workstreams, board.milestones, board.today],
  );
  const box = useRef<HTMLElement>(null);
  // What is due next is what one looks for: on a narrow screen it must not lie outside.
  useEffect(() => {
    if (box.current) box.current.scrollLeft = Math.max(0, todayX - 120);
  }, [todayX]);
  const placed = new Map(lanes.flatMap((lane) => lane.placed).map((each) => [each.milestone.id, each]));
  const steps = board.critical.ids;
  const isCriticalStep = (from: number, to: number) => {
    const at = steps.indexOf(to);
    return at > 0 && steps[at - 1] === from;
  };
  return (
    <div className="flex min-w-0">
      <div className="w-32 shrink-0 border-e md:w-48">
        <div className="h-7 border-b" />
        {lanes.map((lane) => (
          <LaneHead key={lane.workstream.id} lane={lane} board={board} onOpen={onWorkstream} />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard */}
      <section ref={box} tabIndex={0} aria-label={t("lanes")} className="min-w-0 flex-1 overflow-x-auto">
        <div style={{ width: widthPx }} className="relative">
          <div className="relative h-7 border-b">
            {weeks.map(({ date, x }) => (
              <span
                key={date}
                style={{ insetInlineStart: x }}
                className="absolute top-1.5 whitespace-nowrap ps-1 text-2xs text-faint tabular-nums"
              >
                {formats.day(date)}
              </span>
            ))}
          </div>
          <div style={{ height: heightPx }} className="relative">
            {lanes.map((lane) => (
              <div
                key={lane.workstream.id}
                aria-hidden
                style={{ top: lane.y, height: lane.heightPx }}
                className="absolute inset-x-0 border-b"
              />
            ))}
            <svg
              width={widthPx}
              height={heightPx}
              className="pointer-events-none absolute inset-0"
              aria-hidden
              focusable="false"
            >
              {weeks.map(({ date, x }) => (
                <line key={date} x1={x} x2={x} y1={0} y2={heightPx} stroke="var(--line)" />
              ))}
              <line x1={todayX} x2={todayX} y1={0} y2={heightPx} stroke="var(--bad-dot)" strokeWidth={1.5} />
              {[...placed.values()].flatMap((to) =>
                to.milestone.dependsOn.map((id) => {
                  const from = placed.get(id);
                  if (from === undefined) return null;
                  const isCritical = isCriticalStep(id, to.milestone.id);
                  return (
                    <path
                      key={`${id} ${to.milestone.id}`}
                      d={wayOf(from, to)}
                      fill="none"
                      stroke={isCritical ? "var(--accent)" : "var(--line-strong)"}
                      strokeWidth={isCritical ? 2.5 : 1}
                    />
                  );
                }),
              )}
            </svg>
            {[...placed.values()].map((each) => (
              <Bar key={each.milestone.id} placed={each} board={board} onOpen={onMilestone} />
            ))}
          </div>
        </div>
      </section>
    </div>
  );
};

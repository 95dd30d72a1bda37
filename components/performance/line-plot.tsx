"use client";

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./line-plot.css";
import { useResolvedTheme } from "#components/use-theme.ts";
import type { Columns } from "./series.ts";

const HEIGHT_PX = 280;
// Room above and below a line that does not start at nothing.
const HEADROOM = 0.08;
const SPARK_PX = 28;
// One line of times; the library leaves room for two.
const AXIS_PX = 28;
const NO_MARKS: readonly PlotMark[] = [];
const COLOURS = ["--chart-1", "--chart-3", "--chart-5"] as const;

const css = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** How a plot is read: by the clock of a zone, or by the time since something began. */
type Axis = { timeZone: string } | { sinceStart: (seconds: number) => string; label: string };

const axisText = (axis: Axis): ((atS: number) => string) => {
  if ("sinceStart" in axis) return axis.sinceStart;
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: axis.timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (atS) => time.format(atS * 1000).replace(/:00$/, "");
};

const around = (low: number | null, high: number | null): [number, number] => {
  const [from, to] = [low ?? 0, high ?? 1];
  const roomBeside = (to - from) * HEADROOM || Math.abs(to) * HEADROOM || 1;
  return [from - roomBeside, to + roomBeside];
};

/** A moment to draw through the whole height. */
export type PlotMark = { atS: number };

const drawMarks = (plot: uPlot, marks: readonly PlotMark[]): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = css("--accent");
  ctx.fillStyle = css("--accent");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  const tip = 4 * devicePixelRatio;
  for (const { atS } of marks) {
    const x = Math.round(plot.valToPos(atS, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - tip, bbox.top);
    ctx.lineTo(x + tip, bbox.top);
    ctx.lineTo(x, bbox.top + 1.5 * tip);
    ctx.fill();
  }
  ctx.restore();
};

/** While nothing is pointed at, the legend tells the newest values. */
const tellNewest = (plot: uPlot): void => {
  const newest = plot.data[0].length - 1;
  const isPointedAt = (plot.cursor.left ?? -1) >= 0;
  if (!isPointedAt && newest >= 0) plot.setLegend({ idx: newest }, false);
};

const isAlone = (plot: uPlot): boolean => plot.data[0].length < 2;

const strokeOf = (plot: uPlot, index: number): string => {
  const stroke = plot.series[index]?.stroke;
  return String(typeof stroke === "function" ? stroke(plot, index) : stroke);
};

const optionsOf = (
  names: readonly string[],
  width: number,
  { isSpark, heightPx, earlier }: { isSpark: boolean; heightPx: number; earlier: number },
  text: (value: number) => string,
  tick: (value: number) => string,
  axisOf: Axis,
  marks: () => readonly PlotMark[],
): uPlot.Options => {
  const clock = axisText(axisOf);
  const isSinceStart = "sinceStart" in axisOf;
  const grid = { stroke: css("--line"), width: 1 };
  const axis = {
    stroke: css("--muted"),
    grid,
    ticks: { show: false },
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
  return {
    width,
    height: isSpark ? SPARK_PX : heightPx,
    ...(isSinceStart ? {} : { tzDate: (ts: number) => uPlot.tzDate(new Date(ts * 1000), axisOf.timeZone) }),
    legend: { show: !isSpark, markers: { width: 0, fill: strokeOf } },
    hooks: isSpark
      ? {}
      : { setLegend: [tellNewest], ready: [tellNewest], draw: [(plot) => drawMarks(plot, marks())] },
    cursor: isSpark ? { show: false } : { points: { size: 6 } },
    ...(isSpark ? { padding: [3, 0, 3, 0] as [number, number, number, number] } : {}),
    axes: isSpark
      ? [{ show: false }, { show: false }]
      : [
          { ...axis, size: AXIS_PX, values: (_, splits) => splits.map(clock) },
          { ...axis, size: 72, values: (_, splits) => splits.map((value) => tick(value)) },
        ],
    scales: {
      x: { time: !isSinceStart },
      // A rate is read from nothing up; what falls towards a goal is read by how much it still falls.
      y: {
        range: (_, low, high) =>
          isSinceStart ? around(low, high) : [Math.min(0, low ?? 0), (high ?? 1) * 1.1 || 1],
      },
    },
    series: [
      { label: isSinceStart ? axisOf.label : "", value: (_, atS) => (atS === null ? "" : clock(atS)) },
      ...names.map((label, i) => ({
        label,
        ...(i < names.length - earlier
          ? { stroke: css(COLOURS[i % COLOURS.length] ?? "--chart-1"), width: 1.5 }
          : { stroke: css("--muted"), width: 1.5, dash: [6, 4] }),
        spanGaps: isSpark || isSinceStart,
        ...(isSinceStart ? { paths: uPlot.paths.stepped?.({ align: 1 }) } : {}),
        // Steps say themselves where they are; a single one would not be seen.
        points: isSpark ? { show: false } : { size: 4, ...(isSinceStart ? { show: isAlone } : {}) },
        value: (_: uPlot, value: number | null) => (value === null ? "–" : text(value)),
      })),
    ] as uPlot.Series[],
  };
};

/** Lines over time on a canvas that takes new points as often as they come; with `isSpark`, as small as a word. */
export const LinePlot = ({
  columns,
  names,
  text,
  tick = text,
  label,
  axis,
  isSpark = false,
  heightPx = HEIGHT_PX,
  earlier = 0,
  marks = NO_MARKS,
}: {
  columns: Columns;
  names: readonly string[];
  text: (value: number) => string;
  /** The text of a value beside the grid, where it is another. */
  tick?: (value: number) => string;
  label: string;
  axis: Axis;
  isSpark?: boolean;
  heightPx?: number;
  /** How many lines, the last ones, are of an earlier time and drawn dashed. */
  earlier?: number;
  marks?: readonly PlotMark[];
}) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ columns, text, tick, axis, marks });
  const theme = useResolvedTheme();
  const key = names.join("|");
  const axisKey = "timeZone" in axis ? axis.timeZone : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme needs other colours read anew, another zone other times
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(
      optionsOf(
        key.split("|"),
        element.clientWidth,
        { isSpark, heightPx, earlier },
        (value) => latest.current.text(value),
        (value) => latest.current.tick(value),
        latest.current.axis,
        () => latest.current.marks,
      ),
      latest.current.columns as uPlot.AlignedData,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: isSpark ? SPARK_PX : heightPx }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [key, isSpark, axisKey, heightPx, earlier, theme]);
  useEffect(() => {
    latest.current = { columns, text, tick, axis, marks };
    if (plot.current?.series.length !== columns.length) return;
    plot.current.setData(columns as uPlot.AlignedData);
    if (!isSpark) tellNewest(plot.current);
  }, [columns, text, tick, axis, marks, isSpark]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      className="line-plot w-full overflow-hidden"
      style={{ minHeight: isSpark ? SPARK_PX : heightPx }}
    />
  );
};

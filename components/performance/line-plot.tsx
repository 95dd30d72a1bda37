"use client";

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./line-plot.css";
import { useResolvedTheme } from "#components/use-theme.ts";
import type { Columns } from "./series.ts";

const HEIGHT_PX = 280;
const SPARK_PX = 28;
const COLOURS = ["--chart-1", "--chart-3", "--chart-5"] as const;

const css = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const optionsOf = (
  names: readonly string[],
  width: number,
  isSpark: boolean,
  text: (value: number) => string,
  timeZone: string,
): uPlot.Options => {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const clock = (atS: number) => time.format(atS * 1000).replace(/:00$/, "");
  const grid = { stroke: css("--line"), width: 1 };
  const axis = {
    stroke: css("--muted"),
    grid,
    ticks: { show: false },
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
  return {
    width,
    height: isSpark ? SPARK_PX : HEIGHT_PX,
    tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), timeZone),
    legend: { show: !isSpark },
    cursor: isSpark ? { show: false } : { points: { size: 6 } },
    ...(isSpark ? { padding: [3, 0, 3, 0] as [number, number, number, number] } : {}),
    axes: isSpark
      ? [{ show: false }, { show: false }]
      : [
          { ...axis, values: (_, splits) => splits.map(clock) },
          { ...axis, size: 72, values: (_, splits) => splits.map((value) => text(value)) },
        ],
    scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), (high ?? 1) * 1.1 || 1] } },
    series: [
      { label: "", value: (_, atS) => (atS === null ? "" : clock(atS)) },
      ...names.map((label, i) => ({
        label,
        stroke: css(COLOURS[i % COLOURS.length] ?? "--chart-1"),
        width: 1.5,
        spanGaps: isSpark,
        points: isSpark ? { show: false } : { size: 4 },
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
  label,
  timeZone,
  isSpark = false,
}: {
  columns: Columns;
  names: readonly string[];
  text: (value: number) => string;
  label: string;
  timeZone: string;
  isSpark?: boolean;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ columns, text });
  const theme = useResolvedTheme();
  const key = names.join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme needs other colours read anew
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(
      optionsOf(
        key.split("|"),
        element.clientWidth,
        isSpark,
        (value) => latest.current.text(value),
        timeZone,
      ),
      latest.current.columns as uPlot.AlignedData,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: isSpark ? SPARK_PX : HEIGHT_PX }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [key, isSpark, timeZone, theme]);
  useEffect(() => {
    latest.current = { columns, text };
    if (plot.current && plot.current.series.length === columns.length)
      plot.current.setData(columns as uPlot.AlignedData);
  }, [columns, text]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      className="line-plot w-full overflow-hidden"
      style={{ minHeight: isSpark ? SPARK_PX : HEIGHT_PX }}
    />
  );
};

"use client";

import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ErrorBar,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { tick, tooltip } from "#components/ui/chart-style.ts";

/** A value of a chart under its label; `before` is what it is compared with, `range` what it lies between. */
export type ChartPoint = {
  key: string;
  label: string;
  value: number | null;
  before?: number | null;
  range?: readonly [least: number, most: number];
};

/** What a chart shows: a line along time, or bars of categories. */
export type CategoryChartProps = {
  points: readonly ChartPoint[];
  shape: "line" | "bar";
  /** A value with its unit. */
  text: (value: number) => string;
  /** The same on the axis, where room is short. */
  axisText?: ((value: number) => string) | undefined;
  /** What the values are, for the tooltip and for screen readers. */
  label: string;
  beforeLabel?: string | undefined;
  target?: number | null;
  targetLabel?: string | undefined;
};

const BAR_PX = 26;
const HEIGHT_PX = 288;
const MANY = 8;

type Drawn = Omit<CategoryChartProps, "axisText"> & { axisText: (value: number) => string };

const isCompared = (points: readonly ChartPoint[]): boolean =>
  points.some(({ before }) => before !== undefined && before !== null);

/** How far the ends of a point's range lie from its value, as recharts draws them. */
const spreadOf = ({ value, range }: ChartPoint): [number, number] | null =>
  range === undefined || value === null ? null : [value - range[0], range[1] - value];

const hasRange = (points: readonly ChartPoint[]): boolean => points.some(({ range }) => range !== undefined);

/** A value as the tooltip says it, with what it lies between. */
const told =
  (text: (value: number) => string) =>
  (value: unknown, name: unknown, { dataKey, payload }: { dataKey?: unknown; payload?: ChartPoint }) => {
    const range = dataKey === "value" ? payload?.range : undefined;
    const own = text(Number(value));
    return [range ? `${own} (${text(range[0])} – ${text(range[1])})` : own, String(name)];
  };

const TimeLine = ({ points, text, axisText, label, beforeLabel, target, targetLabel }: Drawn) => {
  const hasBefore = isCompared(points);
  return (
    <AreaChart data={[...points]} margin={{ top: 12, right: 16, bottom: 0, left: 0 }}>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        dataKey="label"
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        minTickGap={32}
      />
      <YAxis
        tick={tick}
        tickLine={false}
        axisLine={false}
        width={64}
        domain={["auto", "auto"]}
        tickFormatter={axisText}
      />
      <Tooltip {...tooltip} formatter={told(text)} />
      {typeof target === "number" ? (
        <ReferenceLine
          y={target}
          stroke="var(--chart-6)"
          strokeDasharray="4 4"
          label={{
            value: targetLabel ?? "",
            position: "insideTopRight",
            fill: "var(--muted)",
            fontSize: 11,
          }}
        />
      ) : null}
      <Area
        dataKey="value"
        name={label}
        stroke="var(--chart-1)"
        strokeWidth={2}
        // The axis need not begin at nothing, so no area stands for an amount.
        fill="none"
        dot={points.length < 32 ? { r: 2.5, fill: "var(--chart-1)", strokeWidth: 0, fillOpacity: 1 } : false}
        isAnimationActive={false}
      />
      {hasBefore ? (
        <Line
          dataKey="before"
          name={beforeLabel ?? ""}
          stroke="var(--chart-6)"
          strokeDasharray="3 3"
          dot={false}
          isAnimationActive={false}
        />
      ) : null}
    </AreaChart>
  );
};

const Bars = ({ points, text, axisText, label, beforeLabel, target, targetLabel }: Drawn) => {
  const isLying = points.length > MANY || points.some((point) => point.label.length > 14);
  const hasBefore = isCompared(points);
  const names = (
    <>
      <CartesianGrid stroke="var(--line)" vertical={isLying} horizontal={!isLying} />
      <Tooltip {...tooltip} cursor={{ fill: "var(--hover)" }} formatter={told(text)} />
    </>
  );
  const bars = (
    <>
      <Bar
        dataKey="value"
        name={label}
        fill="var(--chart-1)"
        radius={isLying ? [0, 3, 3, 0] : [3, 3, 0, 0]}
        maxBarSize={isLying ? 16 : 48}
        isAnimationActive={false}
      >
        {hasRange(points) ? (
          <ErrorBar
            dataKey={spreadOf}
            direction={isLying ? "x" : "y"}
            width={4}
            stroke="var(--ink)"
            strokeWidth={1.25}
            isAnimationActive={false}
          />
        ) : null}
      </Bar>
      {hasBefore ? (
        <Bar
          dataKey="before"
          name={beforeLabel ?? ""}
          fill="var(--chart-6)"
          fillOpacity={0.45}
          radius={isLying ? [0, 3, 3, 0] : [3, 3, 0, 0]}
          maxBarSize={isLying ? 16 : 48}
          isAnimationActive={false}
        />
      ) : null}
    </>
  );
  const line =
    typeof target === "number" ? (
      <ReferenceLine
        {...(isLying ? { x: target } : { y: target })}
        stroke="var(--ink)"
        strokeDasharray="4 4"
        label={{ value: targetLabel ?? "", position: "insideTopRight", fill: "var(--muted)", fontSize: 11 }}
      />
    ) : null;
  const margin = { top: 12, right: 16, bottom: 0, left: 0 };
  if (isLying)
    return (
      <BarChart data={[...points]} layout="vertical" margin={margin}>
        {names}
        <XAxis
          type="number"
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickFormatter={axisText}
          orientation="top"
        />
        <YAxis
          type="category"
          dataKey="label"
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          width={128}
          interval={0}
        />
        {bars}
        {line}
      </BarChart>
    );
  return (
    <BarChart data={[...points]} margin={margin}>
      {names}
      <XAxis
        dataKey="label"
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        interval={0}
      />
      <YAxis tick={tick} tickLine={false} axisLine={false} width={64} tickFormatter={axisText} />
      {bars}
      {line}
    </BarChart>
  );
};

/** Values along time as a line, or of categories as bars, lying where their names are long or many. */
export const CategoryChart = (props: CategoryChartProps) => {
  const { points, shape, label, beforeLabel = "" } = props;
  const drawn = { ...props, axisText: props.axisText ?? props.text };
  const isTall = shape === "bar" && points.length > MANY;
  return (
    <>
      {isCompared(points) ? (
        <ul className="flex flex-wrap justify-end gap-x-4 text-muted text-xs">
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs bg-chart-1" />
            {label}
          </li>
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs bg-chart-6/45" />
            {beforeLabel}
          </li>
        </ul>
      ) : null}
      <div
        role="img"
        aria-label={label}
        className="text-xs [&_.recharts-surface]:outline-none"
        style={{ height: isTall ? Math.max(HEIGHT_PX, points.length * BAR_PX + 40) : HEIGHT_PX }}
      >
        <ResponsiveContainer width="100%" height="100%">
          {shape === "line" ? TimeLine(drawn) : Bars(drawn)}
        </ResponsiveContainer>
      </div>
    </>
  );
};

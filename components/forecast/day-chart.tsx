"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { tick, tooltip } from "#components/ui/chart-style.ts";
import type { ToldDay } from "#server/forecast/schema.ts";

const HEIGHT_PX = 300;

/** Words of the chart. */
export type DayChartWords = {
  label: string;
  actual: string;
  expected: string;
  range80: string;
  range90: string;
  today: string;
};

// The wider one first: the narrower lies upon it.
const BANDS = [
  { key: "band90", word: "range90", opacity: 0.14 },
  { key: "band80", word: "range80", opacity: 0.2 },
] as const;

const isEnds = (value: unknown): value is [number, number] => Array.isArray(value) && value.length === 2;

/** Days as foretold: the ranges as bands, what was expected as a broken line, what happened as a whole one. */
export const DayChart = ({
  days,
  today,
  text,
  dayText,
  words,
}: {
  days: readonly ToldDay[];
  today: string;
  text: (value: number) => string;
  dayText: (day: string) => string;
  words: DayChartWords;
}) => {
  const rows = days.map((day) => ({
    ...day,
    band80: [day.low80, day.high80],
    band90: [day.low90, day.high90],
  }));
  const isTodayShown = days.some(({ day }) => day === today);
  return (
    <div
      role="img"
      aria-label={words.label}
      className="text-xs [&_.recharts-surface]:outline-none"
      style={{ height: HEIGHT_PX }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} margin={{ top: 16, right: 16, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="day"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            minTickGap={40}
            tickFormatter={dayText}
          />
          <YAxis tick={tick} tickLine={false} axisLine={false} width={64} tickFormatter={text} />
          <Tooltip
            {...tooltip}
            labelFormatter={(day) => dayText(String(day))}
            formatter={(value, name) => [
              isEnds(value) ? `${text(Number(value[0]))} – ${text(Number(value[1]))}` : text(Number(value)),
              String(name),
            ]}
          />
          {BANDS.map(({ key, word, opacity }) => (
            <Area
              key={key}
              dataKey={key}
              name={words[word]}
              stroke="none"
              fill="var(--chart-2)"
              fillOpacity={opacity}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
          {isTodayShown ? (
            <ReferenceLine
              x={today}
              stroke="var(--line-strong)"
              label={{ value: words.today, position: "top", fill: "var(--muted)", fontSize: 11 }}
            />
          ) : null}
          <Line
            dataKey="point"
            name={words.expected}
            stroke="var(--chart-2)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="actual"
            name={words.actual}
            stroke="var(--chart-1)"
            strokeWidth={2}
            dot={{ r: 2.5, fill: "var(--chart-1)", strokeWidth: 0 }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
};

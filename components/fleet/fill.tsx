"use client";

import { useFormats } from "#components/me.tsx";

const FULL_PCT = 90;
const NEARLY_PCT = 75;

/** An estimated fill as a number beside a thin bar; amber from three quarters, red from nine tenths. */
export const Fill = ({ fillPct }: { fillPct: number | null }) => {
  const formats = useFormats();
  if (fillPct === null) return null;
  const tone = fillPct >= FULL_PCT ? "bg-bad-dot" : fillPct >= NEARLY_PCT ? "bg-warn-dot" : "bg-good-dot";
  return (
    <span className="flex w-full min-w-24 items-center gap-2">
      <span className="h-1.5 min-w-6 flex-1 overflow-hidden rounded-full bg-line" aria-hidden>
        <span className={`block h-full ${tone}`} style={{ width: `${Math.min(100, fillPct)}%` }} />
      </span>
      <span className="w-10 shrink-0 text-end tabular-nums">{formats.share(Math.round(fillPct) / 100)}</span>
    </span>
  );
};

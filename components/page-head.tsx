"use client";

import type { ReactNode } from "react";
import { RealAge } from "#components/age.tsx";
import { useIsStale } from "#components/day-clock.ts";
import { cn } from "#components/ui/cn.ts";

/** The head of a page that is read as a whole: its name, what it is for, and how old what it shows is. */
export const PageHead = ({
  title,
  subtitle,
  readAtMs,
  staleMs,
  asOf,
  end,
}: {
  title: string;
  subtitle: string;
  /** When it was read, milliseconds since the epoch; 0 before. */
  readAtMs: number;
  /** Older than this it is said to be old. */
  staleMs: number;
  asOf: (isStale: boolean, age: () => ReactNode) => ReactNode;
  /** What the whole page is chosen by. */
  end?: ReactNode;
}) => {
  const isStale = useIsStale(readAtMs, staleMs);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <h1 className="font-semibold text-lg">{title}</h1>
      <p className="text-muted">{subtitle}</p>
      <p role="status" className={cn("ms-auto text-xs", isStale ? "text-warn" : "text-faint")}>
        {readAtMs > 0 ? asOf(isStale, () => <RealAge atMs={readAtMs} />) : null}
      </p>
      {end}
    </div>
  );
};

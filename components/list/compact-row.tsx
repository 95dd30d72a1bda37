"use client";

import type { ReactNode } from "react";

/** A row of a list on a phone: two dense lines with something at the end of each. */
export const CompactRow = ({
  title,
  end,
  sub,
  subEnd,
}: {
  title: ReactNode;
  end?: ReactNode;
  sub?: ReactNode;
  subEnd?: ReactNode;
}) => (
  <div className="flex w-full min-w-0 flex-col gap-0.5">
    <div className="flex items-center justify-between gap-3">
      <span className="truncate font-medium">{title}</span>
      <span className="shrink-0">{end}</span>
    </div>
    <div className="flex items-center justify-between gap-3 text-muted text-xs">
      <span className="min-w-0 truncate">{sub}</span>
      <span className="shrink-0 tabular-nums">{subEnd}</span>
    </div>
  </div>
);

"use client";

import { useFormats } from "#components/me.tsx";

/** Stops done of all, with what was missed, as numbers beside a thin bar. */
export const StopProgress = ({ done, missed, total }: { done: number; missed: number; total: number }) => {
  const formats = useFormats();
  const share = (count: number) => `${total === 0 ? 0 : (100 * count) / total}%`;
  return (
    <span className="flex w-full min-w-0 items-center gap-2">
      <span className="flex h-1.5 min-w-8 flex-1 overflow-hidden rounded-full bg-line" aria-hidden>
        <span className="bg-good-dot" style={{ width: share(done) }} />
        <span className="bg-bad-dot" style={{ width: share(missed) }} />
      </span>
      {/* As wide as the longest, so that the bars of a list are of one length. */}
      <span className="min-w-15 shrink-0 text-end text-muted text-xs tabular-nums">
        {formats.number(done)} / {formats.number(total)}
      </span>
    </span>
  );
};

"use client";

import { LoadFailed } from "#components/load-failed.tsx";
import { Skeleton } from "#components/ui/states.tsx";

/** What stands where rows are not yet, or could not be read. */
export const LoadState = ({ error, onRetry }: { error: { message: string } | null; onRetry: () => void }) => {
  if (error === null)
    return (
      <div className="flex flex-col gap-4 p-4" aria-busy>
        {["w-1/2", "w-2/3", "w-1/3"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    );
  return <LoadFailed error={error} onRetry={onRetry} />;
};

import type { ReactNode } from "react";

/** A figure of an outside service with its name, and what it means. */
export const Fact = ({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3">
    <dt className="text-muted text-xs">{name}</dt>
    <dd className="min-w-0 truncate font-semibold text-base tabular-nums">{value}</dd>
    <dd className="text-muted text-xs tabular-nums">{children}</dd>
  </div>
);

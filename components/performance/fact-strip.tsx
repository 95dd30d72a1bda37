import type { ReactNode } from "react";

/** A row of figures of the process that answers. */
export const FactStrip = ({ label, children }: { label: string; children: ReactNode }) => (
  <section aria-label={label} className="flex flex-wrap gap-px overflow-hidden rounded-lg border bg-line">
    {children}
  </section>
);

/** One of these figures, which opens its series. */
export const FactButton = ({
  label,
  onOpen,
  children,
}: {
  label: string;
  onOpen: () => void;
  children: ReactNode;
}) => (
  <button
    type="button"
    onClick={onOpen}
    className="flex min-w-32 flex-1 flex-col bg-surface px-4 py-3 text-start hover:bg-hover"
  >
    <span className="text-muted text-xs">{label}</span>
    <span className="font-semibold text-xl tabular-nums">{children}</span>
  </button>
);

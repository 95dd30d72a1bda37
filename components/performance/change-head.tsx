import type { ReactNode } from "react";
import { useFormats } from "#components/me.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";

/** The head of a change that the product made or would make by itself: how it stands, what it is, since when, and what can be done. */
export const ChangeHead = ({
  tone,
  status,
  at,
  by = null,
  children,
  action,
}: {
  tone: Tone;
  status: string;
  at: string;
  by?: string | null;
  /** What is changed. */
  children: ReactNode;
  action: ReactNode;
}) => {
  const formats = useFormats();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={tone}>{status}</Badge>
      {children}
      <span className="text-muted text-xs">
        {formats.dateTime(at)}
        {by === null ? null : ` · ${by}`}
      </span>
      <span className="ms-auto empty:hidden">{action}</span>
    </div>
  );
};

/** Changes of one kind under their heading. */
export const ChangeSection = ({
  id,
  title,
  nothing,
  children,
}: {
  id: string;
  title: string;
  /** Said in place of rows; null where there are some. */
  nothing: string | null;
  children: ReactNode;
}) => (
  <section aria-labelledby={id} className="border-t">
    <h3 id={id} className="px-4 py-2.5 font-semibold">
      {title}
    </h3>
    {nothing === null ? <ul>{children}</ul> : <p className="px-4 pb-3 text-muted">{nothing}</p>}
  </section>
);

import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** A panel of a page with a heading and, at its end, what can be done with it. */
export const Card = ({
  title,
  end,
  children,
  className,
}: {
  title?: ReactNode;
  end?: ReactNode;
  children: ReactNode;
  className?: string;
}) => (
  <section className={cn("rounded-lg border base:bg-surface", className)}>
    {title || end ? (
      <div className="flex min-h-11 items-center gap-2 border-b px-3 py-1.5">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        {end}
      </div>
    ) : null}
    {children}
  </section>
);

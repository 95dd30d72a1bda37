import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** A part of a page that scrolls by itself and that the keyboard reaches; it holds what is placed absolutely, such as words for screen readers alone. */
export const ScrollBox = ({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
  <section tabIndex={0} aria-label={label} className={cn("base:relative", className)}>
    {children}
  </section>
);

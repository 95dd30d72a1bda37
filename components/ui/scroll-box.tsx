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
  // Words for readers of screens alone lie over the page: without a place of its own they would widen it on a phone.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
  <section tabIndex={0} aria-label={label} className={cn("base:relative", className)}>
    {children}
  </section>
);

import type { ReactNode } from "react";

/** A part of a page that scrolls by itself and that the keyboard reaches. */
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
  <section tabIndex={0} aria-label={label} className={className}>
    {children}
  </section>
);

import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** How a status is coloured everywhere. */
export type Tone = "good" | "warn" | "bad" | "info" | "idle" | "accent";

const BADGE: Record<Tone, string> = {
  good: "base:bg-good-soft base:text-good",
  warn: "base:bg-warn-soft base:text-warn",
  bad: "base:bg-bad-soft base:text-bad",
  info: "base:bg-info-soft base:text-info",
  idle: "base:bg-sunken base:text-muted",
  accent: "base:bg-accent-soft base:text-accent-text",
};

const DOT: Record<Tone, string> = {
  good: "bg-good-dot",
  warn: "bg-warn-dot",
  bad: "bg-bad-dot",
  info: "bg-info-dot",
  idle: "bg-idle-dot",
  accent: "bg-accent",
};

const TEXT: Record<Tone, string> = {
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
  idle: "text-muted",
  accent: "text-accent-text",
};

/** Class names of a status dot. */
export const dotClass = (tone: Tone): string => `size-2 shrink-0 rounded-full ${DOT[tone]}`;

/** Class name of text in the colour of a tone. */
export const toneText = (tone: Tone): string => TEXT[tone];

/** A short label on a soft ground. */
export const Badge = ({
  tone = "idle",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) => (
  <span
    className={cn(
      "base:inline-flex base:h-5 base:items-center base:gap-1 base:whitespace-nowrap base:rounded base:px-1.5 base:font-medium base:text-2xs",
      BADGE[tone],
      className,
    )}
  >
    {children}
  </span>
);

/** A quiet dot with its word: the colour never speaks alone. */
export const StatusDot = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className="inline-flex min-w-0 items-center gap-2">
    <span aria-hidden className={dotClass(tone)} />
    <span className="truncate">{children}</span>
  </span>
);

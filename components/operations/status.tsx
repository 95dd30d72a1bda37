"use client";

import { useTranslations } from "next-intl";
import { StatusDot, type Tone } from "#components/ui/badge.tsx";

const TONES: Record<string, Tone> = {
  yard: "idle",
  moving: "info",
  stopped: "warn",
  serving: "good",
  tipping: "accent",
  break: "idle",
  breakdown: "bad",
  offline: "idle",
  planned: "idle",
  active: "info",
  done: "good",
  cancelled: "idle",
  pending: "idle",
  missed: "bad",
  skipped: "warn",
  // What is late is told by the clock beside it.
  open: "warn",
  taken: "info",
  closed: "good",
};

/** The colour of a status of a vehicle, route, stop or exception. */
export const toneOf = (status: string): Tone => TONES[status] ?? "idle";

/** A status of a vehicle, route, stop or exception: a quiet dot and its word. */
export const Status = ({ status }: { status: string }) => {
  const t = useTranslations("common");
  const key = `status.${status}`;
  return <StatusDot tone={toneOf(status)}>{t.has(key) ? t(key) : status}</StatusDot>;
};

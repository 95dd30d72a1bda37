"use client";

import { dayNowMs, useTicking } from "#components/day-clock.ts";
import { useFormats } from "#components/me.tsx";

/** How long ago `at` was by the day clock, kept current: "5 min". */
export const Age = ({ at }: { at: string }) => {
  const formats = useFormats();
  const atMs = Date.parse(at);
  return <time dateTime={at}>{useTicking(() => formats.age(dayNowMs() - atMs))}</time>;
};

/** How long ago `atMs` was by the machine's own clock, kept current, for what has nothing to do with the day. */
export const RealAge = ({ atMs }: { atMs: number }) => {
  const formats = useFormats();
  return <span>{useTicking(() => formats.age(Date.now() - atMs))}</span>;
};

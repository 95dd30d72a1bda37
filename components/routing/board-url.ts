"use client";

import { useDayClock } from "#components/day-clock.ts";
import { createParser, parseAsInteger, useQueryStates } from "#components/url-state.ts";

const PARTS = {
  /** A service day; left out, today. */
  day: createParser<string>({
    parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  }),
  /** The stop whose panel is open. */
  stop: parseAsInteger,
};

/** What the board shows, kept in the address. */
export const useBoardUrl = () => {
  const [url, setUrl] = useQueryStates(PARTS);
  const today = useDayClock()?.serviceDay ?? null;
  return { serviceDay: url.day ?? today, today, stop: url.stop, setUrl };
};

/** The service day before or after another by some days. */
export const dayBeside = (serviceDay: string, days: number): string => {
  const date = new Date(`${serviceDay}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

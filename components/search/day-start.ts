const MINUTE_MS = 60_000;

/** Minutes that a zone's clock is ahead of UTC at an instant. */
const offsetMin = (atMs: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
    hourCycle: "h23",
  }).formatToParts(atMs);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return Math.round((local - atMs) / MINUTE_MS);
};

/** The instant at which a day begins in a zone. */
export const dayStart = (day: string, timeZone: string): string => {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const near = asUtc - offsetMin(asUtc, timeZone) * MINUTE_MS;
  // The clocks can change between the two: what holds at the found instant counts.
  return new Date(asUtc - offsetMin(near, timeZone) * MINUTE_MS).toISOString();
};

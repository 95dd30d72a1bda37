const DAY_MINUTES = 1_440;

const joined = (whole: string, rest: number, unit: string): string =>
  rest === 0 ? whole : `${whole} ${rest} ${unit}`;

/** A length of time as people say it: "36 min", "1 hr 52 min", from two days on "2 days 4 hr"; less than none has a minus. */
export const spanWords = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const sign = seconds < 0 && minutes > 0 ? "−" : "";
  if (minutes < 60) return `${sign}${minutes} min`;
  if (minutes < 2 * DAY_MINUTES)
    return `${sign}${joined(`${Math.floor(minutes / 60)} hr`, minutes % 60, "min")}`;
  const hours = Math.floor((minutes % DAY_MINUTES) / 60);
  return `${sign}${joined(`${Math.floor(minutes / DAY_MINUTES)} days`, hours, "hr")}`;
};

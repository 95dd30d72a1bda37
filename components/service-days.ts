const DAY_MS = 86_400_000;

/** The service day some days after another; before it where `days` is negative. */
export const shiftDay = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

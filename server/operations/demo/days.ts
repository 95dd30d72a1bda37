import { Temporal } from "temporal-polyfill";

/** Seconds of a day that has no change of clocks. */
export const DAY_S = 86_400;

/** Maps an ISO date to its number of days since 1970-01-01. */
export const dayOfIso = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / 1000 / DAY_S);

const isoDates = new Map<number, string>();
/** Maps a number of days since 1970-01-01 to its ISO date. */
export const isoOfDay = (day: number): string => {
  let iso = isoDates.get(day);
  if (iso === undefined) {
    iso = new Date(day * DAY_S * 1000).toISOString().slice(0, 10);
    isoDates.set(day, iso);
  }
  return iso;
};

/** Maps a day number to its day of the week, 1 Monday to 7 Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const midnights = new Map<string, number>();
/** Maps a day number to the epoch second at which it begins in a time zone. */
export const midnightOf = (day: number, timeZone: string): number => {
  const key = `${day}/${timeZone}`;
  let second = midnights.get(key);
  if (second === undefined) {
    second = Temporal.PlainDate.from(isoOfDay(day)).toZonedDateTime(timeZone).epochMilliseconds / 1000;
    midnights.set(key, second);
  }
  return second;
};

/** Maps an instant (epoch seconds) to the number of its local day in a time zone. */
export const dayAt = (second: number, timeZone: string): number =>
  dayOfIso(
    Temporal.Instant.fromEpochMilliseconds(second * 1000)
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .toString(),
  );

const clocks: string[] = [];
/** Maps epoch seconds to the text of a timestamptz in UTC; fractions are dropped, null stays null. */
export function stamp(second: number): string;
export function stamp(second: number | null): string | null;
export function stamp(second: number | null): string | null {
  if (second === null) return null;
  if (clocks.length === 0)
    for (let s = 0; s < DAY_S; s++) {
      const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
      clocks.push(` ${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}+00`);
    }
  const whole = Math.floor(second);
  const day = Math.floor(whole / DAY_S);
  return isoOfDay(day) + clocks[whole - day * DAY_S];
}

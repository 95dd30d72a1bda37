const wallOf = (ms: number, timeZone: string): number =>
  Date.parse(`${new Date(ms).toLocaleString("sv-SE", { timeZone }).replace(" ", "T")}Z`);

/** The instant at which a clock of a zone shows a time, such as "14:30", on a service day; undefined where none is given. */
export const instantOn = (day: string, time: string, timeZone: string): string | undefined => {
  if (time === "") return undefined;
  const wanted = Date.parse(`${day}T${time}:00Z`);
  // Twice, for the offset at the first guess may be that of the other side of a change of clocks.
  const guess = wanted - (wallOf(wanted, timeZone) - wanted);
  return new Date(guess + wanted - wallOf(guess, timeZone)).toISOString();
};

const DAY_MS = 86_400_000;
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** From and until when, as a clock shows it, such as "22:00" and "02:00"; empty where it is not said. */
export type Hours = { from: string; until: string };

/** Whether hours run past midnight: they end at a time before that at which they begin. */
export const isOvernight = ({ from, until }: Hours): boolean => from !== "" && until !== "" && until < from;

/** The instants of hours that begin on a service day; those that run past midnight end on the day after. */
export const hoursOn = (
  day: string,
  hours: Hours,
  timeZone: string,
): { from: string | undefined; until: string | undefined } => ({
  from: instantOn(day, hours.from, timeZone),
  until: instantOn(isOvernight(hours) ? dayAfter(day) : day, hours.until, timeZone),
});

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

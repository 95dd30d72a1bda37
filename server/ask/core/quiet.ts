import { clockOf } from "#server/ask/core/proposal-parts.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { minutesToInstant, serviceDayOf } from "#server/lib/service-day.ts";

/** A name that an alert leaves out, null for all it watches, and until when; null for as long as it runs. */
export type Quiet = { name: string | null; until: string | null };

/** What an alert leaves out at a moment. */
export const quietAt = (quiet: readonly Quiet[], nowMs: number): Quiet[] =>
  quiet.filter(({ until }) => until === null || Date.parse(until) > nowMs);

/** The question of an alert without what it leaves out at a moment; null where it watches nothing then. */
export const questionAt = (question: string, quiet: readonly Quiet[], nowMs: number): string | null => {
  const names = quietAt(quiet, nowMs).map(({ name }) => name);
  if (names.includes(null)) return null;
  return names.length === 0 ? question : `${question} except ${names.join(" and ")}`;
};

/** A moment up to which something is left out: a day by itself where it is its midnight. */
export const untilWords = (until: string, timeZone: string): string => {
  const day = serviceDayOf(until, timeZone);
  const isWhole = minutesToInstant(day, 0, timeZone).toISOString() === new Date(until).toISOString();
  return `until ${dayWords(day)}${isWhole ? "" : ` at ${clockOf(until, timeZone)}`}`;
};

/** What an alert leaves out at a moment in words, behind its own; empty where it watches all. */
export const quietWords = (
  quiet: readonly Quiet[],
  { now, timeZone }: { now: string; timeZone: string },
): string =>
  quietAt(quiet, Date.parse(now))
    .map(({ name, until }) => {
      const what = name === null ? "quiet" : `without ${name}`;
      return `; ${what}${until === null ? "" : ` ${untilWords(until, timeZone)}`}`;
    })
    .join("");

/** What an alert leaves out once names are left out until a moment; what was said of the same names before gives way. */
export const quieted = (quiet: readonly Quiet[], names: readonly string[], until: string | null): Quiet[] => {
  const added: readonly (string | null)[] = names.length === 0 ? [null] : names;
  return [...quiet.filter(({ name }) => !added.includes(name)), ...added.map((name) => ({ name, until }))];
};

/** What an alert leaves out once names are watched again; all of them where none is named. */
export const unquieted = (quiet: readonly Quiet[], names: readonly string[]): Quiet[] =>
  names.length === 0 ? [] : quiet.filter(({ name }) => name === null || !names.includes(name));

/** The words of a proposal to leave names out. */
export const muteWords = (
  { names, until, of }: { names: readonly string[]; until?: string | undefined; of?: "late" | undefined },
  timeZone: string,
): string => {
  const which = of === "late" ? "your running alerts about what runs late" : "your running alerts";
  const end = until === undefined ? "" : ` ${untilWords(until, timeZone)}`;
  return names.length === 0 ? `${which} quiet${end}` : `${which} without ${names.join(" and ")}${end}`;
};

/** The words of a proposal to watch names again. */
export const unmuteWords = ({ names, of }: { names: readonly string[]; of?: "late" | undefined }): string => {
  const which = of === "late" ? "your alerts about what runs late" : "your alerts";
  return names.length === 0 ? `${which} told again` : `${which} with ${names.join(" and ")} again`;
};

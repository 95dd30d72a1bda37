import { BODY_TYPES, STREAMS, WEEKS } from "#server/fleet/names.schema.ts";
import { EXPECTED_DAY, isCalendarDay } from "#server/lib/calendar-day.schema.ts";

/** A value as it goes into a staging table. */
export type FieldValue = string | number | null | readonly (string | number)[];

/** One column of an import file: how its text is read (undefined where it cannot be), and what was expected. */
export type Field = {
  name: string;
  /** Other headings that mean the same. */
  aliases?: readonly string[];
  isRequired: boolean;
  read: (text: string) => FieldValue | undefined;
  expected: string;
  /** SQL type in the staging table. */
  type: "text" | "int" | "float8" | "text[]" | "int[]" | "date";
};

type Make = (name: string, options?: { aliases?: readonly string[] }) => Field;
type Reader = Pick<Field, "read" | "expected" | "type">;

const MAX_TEXT = 300;
const field =
  ({ read, expected, type }: Reader): Make =>
  (name, { aliases = [] } = {}) => ({ name, aliases, isRequired: true, read, expected, type });

const hasControl = (text: string) =>
  [...text].some((char) => char < " " && char !== "\n" && char !== "\r" && char !== "\t");

/** The same column where a file may leave it out or empty. */
export const optional = (column: Field): Field => ({ ...column, isRequired: false });

/** Text that is not empty. */
export const text = field({
  type: "text",
  expected: `text of 1 to ${MAX_TEXT} characters`,
  read: (found) => (found.length <= MAX_TEXT && found !== "" && !hasControl(found) ? found : undefined),
});

/** A decimal number within bounds; the comma is no decimal point. */
export const decimal = (low: number, high: number, unit: string) =>
  field({
    type: "float8",
    expected: `${unit} from ${low} to ${high}, such as ${Math.min(high, Math.max(low, 12.5))}`,
    read: (found) => {
      const value = Number(found);
      return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(found) && value >= low && value <= high
        ? value
        : undefined;
    },
  });

/** A whole number within bounds. */
export const whole = (low: number, high: number, unit: string) =>
  field({
    type: "int",
    expected: `${unit}, a whole number from ${low} to ${high}`,
    read: (found) => {
      const value = Number(found);
      return /^[+-]?\d+$/.test(found) && value >= low && value <= high ? value : undefined;
    },
  });

/** A local time of day, as minutes after midnight; 24:00 is the day's end. */
export const timeOfDay = field({
  type: "int",
  expected: "a time of day such as 07:30, from 00:00 to 24:00",
  read: (found) => {
    const parts = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(found);
    if (!parts) return undefined;
    const minutes = Number(parts[1]) * 60 + Number(parts[2]);
    return Number(parts[2]) < 60 && minutes <= 24 * 60 ? minutes : undefined;
  },
});

/** A calendar day. */
export const day = field({
  type: "date",
  expected: EXPECTED_DAY,
  read: (found) => (isCalendarDay(found) ? found : undefined),
});

/** One of a closed list of words. */
export const oneOf = (words: readonly string[]) =>
  field({
    type: "text",
    expected: `one of ${words.join(", ")}`,
    read: (found) => (words.includes(found) ? found : undefined),
  });

const split = (found: string): string[] => [
  ...new Set(
    found
      .split(/[;|,]/)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  ),
];

/** Words joined by semicolons. */
export const words = field({ type: "text[]", expected: "words joined by semicolons", read: split });

/** Waste streams joined by semicolons. */
export const streams = field({
  type: "text[]",
  expected: `one or more of ${STREAMS.join(", ")}, joined by semicolons`,
  read: (found) => {
    const listed = split(found);
    const known: readonly string[] = STREAMS;
    return listed.length > 0 && listed.every((each) => known.includes(each)) ? listed : undefined;
  },
});

/** Days of the week joined by semicolons, 1 Monday to 7 Sunday. */
export const weekdays = field({
  type: "int[]",
  expected: "days of the week joined by semicolons, 1 Monday to 7 Sunday",
  read: (found) => {
    const days = split(found).map(Number);
    return days.length > 0 && days.every((each) => Number.isInteger(each) && each >= 1 && each <= 7)
      ? days.sort((a, b) => a - b)
      : undefined;
  },
});

/** An IANA time zone this system knows. */
export const timeZone = field({
  type: "text",
  expected: "an IANA time zone such as Europe/London",
  read: (found) => (isTimeZone(found) ? found : undefined),
});

/** Whether the system knows a time zone. */
export const isTimeZone = (found: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: found });
    return true;
  } catch {
    return false;
  }
};

/** Weeks by ISO 8601. */
export const weeks = oneOf(WEEKS);
/** Body types of vehicles. */
export const bodyType = oneOf(BODY_TYPES);
/** One waste stream. */
export const stream = oneOf(STREAMS);
/** Degrees north. */
export const latitude = decimal(-90, 90, "a latitude in degrees");
/** Degrees east. */
export const longitude = decimal(-180, 180, "a longitude in degrees");

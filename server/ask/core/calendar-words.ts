/** Days of the week in words, Monday first. */
export const WEEKDAYS: readonly string[] = [
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
];

/** Months in words, January first. */
export const MONTHS: readonly string[] = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

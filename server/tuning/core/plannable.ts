const without = (text: string, parameter: number, value: string): string =>
  text.replace(/\$(\d+)/g, (found, digits: string) => {
    const number = Number(digits);
    if (number === parameter) return value;
    return number > parameter ? `$${number - 1}` : found;
  });

const uses = (text: string, parameter: number): number =>
  [...text.matchAll(/\$(\d+)/g)].filter(([, digits]) => Number(digits) === parameter).length;

/**
 * A statement of which the server kept no values, made plannable as it is asked: for a limit that it does not know the
 * planner takes a tenth of all rows, so the rows that a call brought stand in its place, and no offset. Constants of a
 * named type become casts.
 */
export const plannable = (text: string, rowsPerCall: number): string => {
  // The constant of `interval '1 day'` is kept as a parameter, which only a cast may take.
  let made = text.replace(/\b(interval|date|timestamptz|timestamp|time)\s+\$(\d+)/gi, "$$$2::$1");
  for (const [word, value] of [
    ["limit", String(Math.max(1, Math.ceil(rowsPerCall)))],
    ["offset", "0"],
  ] as const)
    for (;;) {
      const found = [...made.matchAll(new RegExp(`\\b${word}\\s+\\$(\\d+)`, "gi"))]
        .map(([, digits]) => Number(digits))
        .find((parameter) => uses(made, parameter) === 1);
      if (found === undefined) break;
      made = without(made, found, value);
    }
  return made;
};

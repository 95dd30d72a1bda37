import type { ImportFault } from "#server/fleet/schema.ts";

const MOST_LISTED = 1_000;
const MOST_SHOWN = 80;

/** Collects the faults of an import: the first thousand in full, the rest by number. */
export const createFaults = () => {
  const listed: ImportFault[] = [];
  let count = 0;
  return {
    listed,
    get count() {
      return count;
    },
    add(fault: ImportFault): void {
      count++;
      const found = fault.found.length > MOST_SHOWN ? `${fault.found.slice(0, MOST_SHOWN)}…` : fault.found;
      if (listed.length < MOST_LISTED) listed.push({ ...fault, found });
    },
  };
};
export type Faults = ReturnType<typeof createFaults>;

/** Steps of insertion, removal and replacement between two words (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The word of a list that is nearest to a misspelt one, within a third of its length; undefined where none is. */
export const nearestWord = (word: string, list: readonly string[]): string | undefined => {
  const near = list
    .map((each) => ({ each, steps: distance(word.toLowerCase(), each) }))
    .sort((a, b) => a.steps - b.steps)[0];
  return near && near.steps <= Math.max(1, Math.floor(near.each.length / 3)) ? near.each : undefined;
};

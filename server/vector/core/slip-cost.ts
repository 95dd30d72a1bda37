const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** Pairs of letters whose keys touch. */
const TOUCHING = new Set(
  ROWS.flatMap((row, r) =>
    [...row].flatMap((letter, c) => {
      const below = ROWS[r + 1] ?? "";
      const near = [row[c + 1], below[c - 1], below[c]].filter((each) => each !== undefined);
      return near.flatMap((each) => [`${letter}${each}`, `${each}${letter}`]);
    }),
  ),
);

const SWAPPED = 0.8;
const TOUCHED = 0.7;
/** A letter typed twice, or once instead of twice. */
const DOUBLED = 0.6;
const ONE = 0.95;
const OTHER = 1;

const replaceCost = (a: string, b: string): number => (a === b ? 0 : TOUCHING.has(a + b) ? TOUCHED : OTHER);
/** What it costs to leave out the letter at `i`. */
const leaveCost = (word: string, i: number): number =>
  word[i] === word[i - 1] || word[i] === word[i + 1] ? DOUBLED : ONE;

/**
 * What it costs to have typed one word for the other: letters swapped, left out, doubled, wrong (less where the keys
 * touch), added up over the cheapest way (optimal string alignment); more than `limit` as soon as it must be.
 */
export const slipCost = (typed: string, meant: string, limit: number): number => {
  let before: number[] = [];
  let last = [0];
  for (let j = 1; j <= meant.length; j++) last.push((last[j - 1] ?? 0) + leaveCost(meant, j - 1));
  for (let i = 1; i <= typed.length; i++) {
    const row = [(last[0] ?? 0) + leaveCost(typed, i - 1)];
    let least = row[0] ?? 0;
    for (let j = 1; j <= meant.length; j++) {
      let best = Math.min(
        (last[j - 1] ?? 0) + replaceCost(typed[i - 1] ?? "", meant[j - 1] ?? ""),
        (last[j] ?? 0) + leaveCost(typed, i - 1),
        (row[j - 1] ?? 0) + leaveCost(meant, j - 1),
      );
      if (i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + SWAPPED);
      row.push(best);
      least = Math.min(least, best);
    }
    // A swap reaches back over one row: both must be too dear.
    if (least > limit && Math.min(...last) > limit) return least;
    before = last;
    last = row;
  }
  return last[meant.length] ?? 0;
};

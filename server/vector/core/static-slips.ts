/** Beyond so many slips a word is another word. */
const MOST = 2;

/**
 * Counts the slips of typing between two words: a letter too many, too few, wrong, or two neighbours swapped; gives
 * MOST + 1 as soon as there are more than two (optimal string alignment).
 */
export const slipsBetween = (a: string, b: string): number => {
  if (Math.abs(a.length - b.length) > MOST) return MOST + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j - 1] ?? 0) + (same ? 0 : 1), (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
      least = Math.min(least, best);
    }
    if (least > MOST) return MOST + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, MOST + 1);
};

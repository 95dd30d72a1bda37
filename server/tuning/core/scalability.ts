/** How long a piece of work takes with so many at work, over so many samples. */
export type CurvePoint = { atWork: number; meanMs: number; samples: number };

/** Fewer samples of a number at work say little of it. */
const FEWEST = 30;

/** What promises less more than this is not worth a trial. */
const WORTH = 1.03;

/** Solves three equations by elimination; null where they do not tell the three apart. */
const solve = (rows: number[][], size: number): number[] | null => {
  const m = rows.map((row) => [...row]);
  for (let i = 0; i < size; i++) {
    let top = i;
    for (let j = i + 1; j < size; j++) if (Math.abs(m[j]?.[i] ?? 0) > Math.abs(m[top]?.[i] ?? 0)) top = j;
    const [pivot, other] = [m[top] ?? [], m[i] ?? []];
    [m[i], m[top]] = [pivot, other];
    const lead = pivot[i] ?? 0;
    if (Math.abs(lead) < 1e-9) return null;
    for (let j = 0; j < size; j++) {
      const row = m[j] ?? [];
      if (j === i) continue;
      const factor = (row[i] ?? 0) / lead;
      for (let k = i; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return Array.from({ length: size }, (_, i) => (m[i]?.[size] ?? 0) / (m[i]?.[i] ?? 1));
};

const fitted = (
  points: readonly CurvePoint[],
  terms: readonly ((n: number) => number)[],
): number[] | null => {
  const rows = terms.map((term) => [
    ...terms.map((other) => points.reduce((sum, p) => sum + p.samples * term(p.atWork) * other(p.atWork), 0)),
    points.reduce((sum, p) => sum + p.samples * term(p.atWork) * p.meanMs, 0),
  ]);
  return solve(rows, terms.length);
};

const ALONE = () => 1;
const CONTENTION = (n: number) => n - 1;
const CROSSTALK = (n: number) => n * (n - 1);

/**
 * The number at work at which most is done, by Gunther's universal scalability law fitted to how long work took with
 * each number: time alone, what each other one adds, and what each pair adds. Told up to half more than was seen, for
 * beyond that nobody knows; null where too few numbers were seen.
 */
export const bestAtWork = (
  seen: readonly CurvePoint[],
  { min, max, now = min }: { min: number; max: number; now?: number },
): number | null => {
  const points = seen.filter(({ samples }) => samples >= FEWEST);
  if (points.length < 3) return null;
  const full = fitted(points, [ALONE, CONTENTION, CROSSTALK]);
  // What comes out as a help of others is noise: the term is left out and the rest fitted anew.
  const [alone, contention, crosstalk] =
    full !== null && (full[1] ?? 0) >= 0 && (full[2] ?? 0) >= 0
      ? full
      : (full?.[2] ?? 0) < 0
        ? [...(fitted(points, [ALONE, CONTENTION]) ?? []), 0]
        : ((pair) => [pair?.[0], 0, pair?.[1]])(fitted(points, [ALONE, CROSSTALK]));
  if (!alone || alone <= 0) return null;
  const took = (n: number) => alone + (contention ?? 0) * CONTENTION(n) + (crosstalk ?? 0) * CROSSTALK(n);
  const most = Math.min(max, Math.floor(1.5 * Math.max(...points.map(({ atWork }) => atWork))));
  const done = (n: number) => n / took(n);
  let best = min;
  for (let n = min; n <= most; n++) if (done(n) > done(best)) best = n;
  return done(best) > WORTH * done(now) ? best : now;
};

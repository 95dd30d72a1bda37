/** How long a piece of work takes with so many at work, over so many samples. */
export type CurvePoint = { atWork: number; meanMs: number; samples: number };

/** What a move promises: how much more is done, as a natural logarithm, and how far that may be off: by chance, and because the law is not the work. */
export type Promised = { log: number; chance: number; misfit: number };

/** Work by how many are at work, as a law has it. */
export type Law = {
  took: (n: number) => number;
  /** How far the logarithm of a time may be off by chance. */
  sdOf: (n: number) => number;
  /** How much more is done with so many instead of so many others. */
  gain: (from: number, to: number) => Promised;
};

/** Of a move's length so much may be wrong beside what chance explains. */
const MISFIT = 0.05;

type Term = (n: number) => number;
// Time alone, what each other one adds, and what each pair adds.
const TERMS: readonly Term[] = [() => 1, (n) => n - 1, (n) => n * (n - 1)];

/** The inverse of a matrix by elimination; null where its rows do not tell its columns apart. */
const inverted = (matrix: readonly (readonly number[])[]): number[][] | null => {
  const size = matrix.length;
  const m = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let i = 0; i < size; i++) {
    let top = i;
    for (let j = i + 1; j < size; j++) if (Math.abs(m[j]?.[i] ?? 0) > Math.abs(m[top]?.[i] ?? 0)) top = j;
    const [pivot, other] = [m[top] ?? [], m[i] ?? []];
    [m[i], m[top]] = [pivot, other];
    const lead = pivot[i] ?? 0;
    if (Math.abs(lead) < 1e-12) return null;
    for (let k = 0; k < 2 * size; k++) pivot[k] = (pivot[k] ?? 0) / lead;
    for (const [j, row] of m.entries()) {
      const factor = row[i] ?? 0;
      if (j === i || factor === 0) continue;
      for (let k = 0; k < 2 * size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return m.map((row) => row.slice(size));
};

type Fit = { weights: number[]; covariance: number[][] };

/** Least squares of the times over the terms that are named, each weighed by how sure it is: the longer, the wider. */
const fitted = (points: readonly CurvePoint[], named: readonly number[], spread: number): Fit | null => {
  const dot = (of: (p: CurvePoint) => number): number =>
    points.reduce((sum, p) => sum + (p.samples / (spread * p.meanMs * p.meanMs)) * of(p), 0);
  const terms = named.flatMap((i) => TERMS[i] ?? []);
  const normal = terms.map((a) => terms.map((b) => dot((p) => a(p.atWork) * b(p.atWork))));
  // Terms differ by orders of magnitude: scaled, their matrix can be turned about.
  const scale = normal.map((row, i) => 1 / Math.sqrt(row[i] || 1));
  const inverse = inverted(normal.map((row, i) => row.map((v, j) => v * (scale[i] ?? 1) * (scale[j] ?? 1))));
  if (inverse === null) return null;
  const small = inverse.map((row, i) => row.map((v, j) => v * (scale[i] ?? 1) * (scale[j] ?? 1)));
  const right = terms.map((a) => dot((p) => a(p.atWork) * p.meanMs));
  const weights = TERMS.map(() => 0);
  const covariance = TERMS.map(() => TERMS.map(() => 0));
  for (const [i, to] of named.entries()) {
    weights[to] = right.reduce((sum, each, j) => sum + (small[i]?.[j] ?? 0) * each, 0);
    for (const [j, at] of named.entries()) (covariance[to] ?? [])[at] = small[i]?.[j] ?? 0;
  }
  return { weights, covariance };
};

const isLawful = (fit: Fit): boolean =>
  fit.weights.every((weight) => weight >= 0) && (fit.weights[0] ?? 0) > 0;

/** How far points lie from a fit, each by how sure it is. */
const missedBy = ({ weights }: Fit, points: readonly CurvePoint[]): number =>
  points.reduce((sum, { atWork, meanMs, samples }) => {
    const told = TERMS.reduce((all, term, i) => all + term(atWork) * (weights[i] ?? 0), 0);
    return sum + samples * (told / meanMs - 1) ** 2;
  }, 0);

/** The best fit of which no term is a help of others, which would be noise: such a term is left out. */
const lawful = (points: readonly CurvePoint[], spread: number): Fit | null => {
  const of = (...named: number[]): Fit | null =>
    named.length > points.length ? null : fitted(points, named, spread);
  const full = of(0, 1, 2);
  if (full !== null && isLawful(full)) return full;
  const [nearest] = [of(0, 1), of(0, 2), of(0)]
    .flatMap((fit) => (fit !== null && isLawful(fit) ? [fit] : []))
    .sort((a, b) => missedBy(a, points) - missedBy(b, points));
  // What was left out is not known to be nothing: how sure the rest is stays that of all terms.
  return nearest === undefined ? null : { ...nearest, covariance: full?.covariance ?? nearest.covariance };
};

/**
 * Gunther's universal scalability law ("Guerrilla Capacity Planning", 2007) fitted to mean times by how many were at
 * work, each point weighed by how sure it is, where single times spread by so much (squared, as a share of their mean);
 * null where the points do not tell it.
 */
export const lawOf = (points: readonly CurvePoint[], spread: number): Law | null => {
  const fit = lawful(points, spread);
  if (fit === null) return null;
  const { weights, covariance } = fit;
  const took = (n: number): number => TERMS.reduce((sum, term, i) => sum + term(n) * (weights[i] ?? 0), 0);
  const sdAlong = (slope: readonly number[]): number =>
    Math.sqrt(
      Math.max(
        0,
        slope.reduce(
          (sum, a, i) => sum + slope.reduce((inner, b, j) => inner + a * b * (covariance[i]?.[j] ?? 0), 0),
          0,
        ),
      ),
    );
  return {
    took,
    sdOf: (n) => sdAlong(TERMS.map((term) => term(n) / took(n))),
    gain(from, to) {
      const length = Math.log(to / from);
      return {
        log: length + Math.log(took(from) / took(to)),
        chance: sdAlong(TERMS.map((term) => term(from) / took(from) - term(to) / took(to))),
        misfit: MISFIT * Math.abs(length),
      };
    },
  };
};

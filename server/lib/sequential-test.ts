/** What both arms showed in one block of time: how many samples, and how many of them were bad. */
export type ShareBlock = { newN: number; newBad: number; oldN: number; oldBad: number };

/** What both arms showed so far: samples, their sum, and the sum of their squares. */
export type MeanTotals = {
  newN: number;
  newSum: number;
  newSquares: number;
  oldN: number;
  oldSum: number;
  oldSquares: number;
};

/** How many times as bad the new arm may be, and how much of the stake is on each: most on what is met in practice. */
const RATIOS = [1.3, 1.6, 2, 3, 5, 10] as const;
const STAKES = [0.06, 0.08, 0.2, 0.46, 0.14, 0.06] as const;

/** A game that was lost for an hour would need another to be won back, so a part of the stake waits for later ones. */
const FIRST_GAME = 0.85;
/** Blocks from the start of one game to that of the next. */
const GAME_BLOCKS = 180;

/** Samples of the old arm before the first stake is set: without them the stake would be a guess. */
const FIRST_SEEN = 60;

/** Shares outside this would stake everything on one sample. */
const [LOWEST, HIGHEST] = [1e-4, 0.97];

const clamp = (share: number): number => Math.min(HIGHEST, Math.max(LOWEST, share));

/**
 * The share `p` of the old arm that explains best, by Kullback-Leibler, what is expected of `oldN` samples at `oldP` and
 * `newN` at `newP` if the new arm's share were at most `tolerance` times the old one's: the root of a quadratic.
 */
const nearestNull = (oldN: number, oldP: number, newN: number, newP: number, tolerance: number): number => {
  const bad = oldN * oldP + newN * newP;
  if (tolerance === 1) return bad / (oldN + newN);
  // d/dp = 0: bad/p = good_old/(1-p) + t·good_new/(1-t·p)
  const goodOld = oldN * (1 - oldP);
  const goodNew = newN * (1 - newP);
  const a = tolerance * (bad + goodOld + goodNew);
  const b = -(bad * (1 + tolerance) + goodOld + tolerance * goodNew);
  return (-b - Math.sqrt(Math.max(0, b * b - 4 * a * bad))) / (2 * a);
};

const logLikelihood = (bad: number, n: number, p: number): number =>
  bad * Math.log(p) + (n - bad) * Math.log1p(-p);

const logSum = (values: readonly number[]): number => {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, each) => sum + Math.exp(each - top), 0));
};

/** How {@link shareEvidence} weighs: what is no fault yet, and what was seen before anybody had the new variant. */
export type ShareOptions = { tolerance?: number; before?: { n: number; bad: number } };

// What is left for games to come after so many were begun: the weights 1/(k(k+1)) sum to one.
const later = (games: number): number => Math.log1p(-FIRST_GAME) - Math.log(games);

/**
 * The evidence that the new arm's share of bad samples is more than `tolerance` times the old one's: a running product
 * of likelihood ratios of blocks against the nearest point of the hypothesis that it is not (Turner, Ly and Grünwald,
 * "Generic E-variables for exact sequential k-sample tests", 2021), mixed over how many times as bad and over when that
 * began. What a block is compared by is set from the blocks before it, so who looks at any time and stops at 1/alpha is
 * wrong with at most chance alpha. Maps to the natural logarithm after each block.
 */
export const shareEvidence = (
  blocks: readonly ShareBlock[],
  { tolerance = 1, before = { n: 0, bad: 0 } }: ShareOptions = {},
): number[] => {
  const first = Math.log(FIRST_GAME);
  const games: number[][] = [STAKES.map((stake) => Math.log(stake) + first)];
  let { n: seen, bad } = before;
  return blocks.map(({ newN, newBad, oldN, oldBad }, at) => {
    if (at > 0 && at % GAME_BLOCKS === 0) {
      const k = games.length;
      const weight = Math.log1p(-FIRST_GAME) - Math.log(k * (k + 1));
      games.push(STAKES.map((stake) => Math.log(stake) + weight));
    }
    if (seen >= FIRST_SEEN && newN > 0) {
      const oldP = clamp((bad + 0.5) / (seen + 1));
      RATIOS.forEach((ratio, i) => {
        const newP = clamp(oldP * ratio * tolerance);
        if (newP <= oldP * tolerance) return;
        const p = nearestNull(oldN, oldP, newN, newP, tolerance);
        const gain =
          logLikelihood(newBad, newN, newP) +
          logLikelihood(oldBad, oldN, oldP) -
          logLikelihood(newBad, newN, tolerance * p) -
          logLikelihood(oldBad, oldN, p);
        for (const game of games) game[i]! += gain;
      });
    }
    seen += oldN;
    bad += oldBad;
    return logSum([...games.flat(), later(games.length)]);
  });
};

/** Fewer samples of an arm tell nothing of the spread of its values. */
const FEWEST = 30;

/** The normal distribution function, to 7.5e-8 (Abramowitz and Stegun 26.2.17). */
export const normalCdf = (x: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp((-x * x) / 2) * 0.3989422804014327 * poly;
  return x >= 0 ? 1 - tail : tail;
};

/**
 * The evidence that the new arm's mean is more than `tolerance` times the old one's: a mixture of sequential likelihood
 * ratios over the size of the difference (Robbins' normal mixture, one-sided; Johari and others, "Always valid
 * inference", 2022), with the spread as seen so far. It holds for many samples, as a mean's distribution does. `effect`
 * is the difference it is best at, as a share of the old mean. Maps to its natural logarithm.
 */
export const meanEvidence = (totals: MeanTotals, tolerance = 1, effect = 0.2): number => {
  const { newN, newSum, newSquares, oldN, oldSum, oldSquares } = totals;
  if (newN < FEWEST || oldN < FEWEST) return 0;
  const [newMean, oldMean] = [newSum / newN, oldSum / oldN];
  const newSpread = Math.max(0, newSquares / newN - newMean * newMean);
  const oldSpread = Math.max(0, oldSquares / oldN - oldMean * oldMean);
  const spread = newSpread / newN + (tolerance * tolerance * oldSpread) / oldN;
  if (!(spread > 0)) return 0;
  const tau = Math.max(Math.abs(oldMean) * effect, Number.MIN_VALUE) ** 2;
  const z = newMean - tolerance * oldMean;
  const width = spread + tau;
  const drift = (z * Math.sqrt(tau)) / Math.sqrt(spread * width);
  return (
    Math.log(2) +
    0.5 * Math.log(spread / width) +
    (tau * z * z) / (2 * spread * width) +
    // Far below zero the distribution function is nothing: the evidence is then none.
    Math.log(Math.max(normalCdf(drift), 1e-300))
  );
};

const logGamma = (x: number): number => {
  // Stirling with three terms, moved up where it is rough.
  let shift = 0;
  let at = x;
  while (at < 10) shift -= Math.log(at++);
  const inverse = 1 / (at * at);
  return (
    shift +
    (at - 0.5) * Math.log(at) -
    at +
    0.9189385332046727 +
    (1 / 12 - inverse * (1 / 360 - inverse / 1260)) / at
  );
};

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** How sure the prior of {@link ratioEvidence} is of the planned share: as if it had been seen on so many askers. */
const PRIOR = 100;

/**
 * The evidence that askers do not come to the arms in the planned ratio: a beta mixture against the planned share
 * (Lindon and Malek, "Anytime-valid inference for multinomial count data", 2022). Maps to its natural logarithm.
 */
export const ratioEvidence = (newAskers: number, oldAskers: number, share: number): number => {
  if (share <= 0 || share >= 1) return 0;
  const [a, b] = [PRIOR * share, PRIOR * (1 - share)];
  return (
    logBeta(a + newAskers, b + oldAskers) -
    logBeta(a, b) -
    newAskers * Math.log(share) -
    oldAskers * Math.log1p(-share)
  );
};

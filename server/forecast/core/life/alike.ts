/** Health of a unit that ran to failure, smoothed, a value per cycle. */
export type Course = Float64Array;

/** How near two courses must be to count, in squared cycles of health over all points, from near ones alone to many. */
const WIDTHS = [15, 40, 120];
const MOST_POINTS = 24;

/** How many values {@link lifeOfAlike} gives. */
export const ALIKE = WIDTHS.length;

const CYCLES = 5;

/** Cycles between two points that are compared. */
export const stepOf = (pace: number): number => Math.max(1, Math.round(CYCLES * pace));

/** Maps health to its mean over so many cycles up to each. */
export const courseOf = (health: Float64Array, step: number): Course => {
  const course = new Float64Array(health.length);
  let sum = 0;
  for (let t = 0; t < health.length; t++) {
    sum += health[t] as number;
    if (t >= step) sum -= health[t - step] as number;
    course[t] = sum / Math.min(step, t + 1);
  }
  return course;
};

/**
 * Cycles that were left to units whose course came the same way as this one's up to `at`, the nearest counting most;
 * `pace` stretches what is near as it does the runs. A unit's own course is left out.
 */
export const lifeOfAlike = (
  course: Course,
  at: number,
  courses: readonly Course[],
  { step, mostCycles, pace, own = -1 }: { step: number; mostCycles: number; pace: number; own?: number },
): number[] => {
  const points = Math.min(MOST_POINTS, Math.floor((at + 1) / step));
  const weights = new Float64Array(ALIKE);
  const lives = new Float64Array(ALIKE);
  for (let k = 0; k < courses.length; k++) {
    if (k === own) continue;
    const other = courses[k] as Course;
    // Every second place: neighbours are nearly the same, smoothed as they are.
    for (let end = Math.max(0, points * step - 1); end < other.length; end += 2) {
      let apart = 0;
      for (let i = 0; i < points; i++) {
        const difference = (other[end - i * step] as number) - (course[at - i * step] as number);
        apart += difference * difference;
      }
      const life = Math.min(mostCycles, other.length - 1 - end);
      for (let w = 0; w < ALIKE; w++) {
        const weight = Math.exp(-apart / (2 * pace * pace * (WIDTHS[w] as number)));
        weights[w] = (weights[w] as number) + weight;
        lives[w] = (lives[w] as number) + weight * life;
      }
    }
  }
  return Array.from(weights, (weight, w) => (weight > 1e-12 ? (lives[w] as number) / weight : Number.NaN));
};

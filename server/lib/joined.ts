/**
 * Puts neighbours together in their order until each sum is whole; what is not whole at the end is left out. `add` makes
 * a new sum and leaves what it is given as it is.
 */
export const joined = <T>(items: Iterable<T>, add: (a: T, b: T) => T, isWhole: (sum: T) => boolean): T[] => {
  const whole: T[] = [];
  let open: T | undefined;
  for (const item of items) {
    open = open === undefined ? item : add(open, item);
    if (!isWhole(open)) continue;
    whole.push(open);
    open = undefined;
  }
  return whole;
};

/**
 * How many tokens that are held are read again, so that what is read comes in steps of a length. A GPU reads a few more
 * at no cost, but texts side by side go together only as far as all have tokens left: uneven ones take a turn each.
 */
export const readAgain = (count: number, held: number, step: number): number => {
  const over = count % step;
  // The first token stays: without any, a text would begin anew.
  return over === 0 ? 0 : Math.max(0, Math.min(step - over, held - 1));
};

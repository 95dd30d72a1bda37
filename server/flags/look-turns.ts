/**
 * Whether a turn of those that come every so often is one to look in: each while something moves, else one of
 * `idleTurns`, for notices that were lost. The first always is.
 */
export const createLookTurns = (isMoving: () => boolean, idleTurns: number) => {
  let left = 0;
  return {
    isDue(): boolean {
      if (!isMoving() && left > 0) {
        left--;
        return false;
      }
      left = idleTurns - 1;
      return true;
    },
  };
};

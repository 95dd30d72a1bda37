/** Makes a lane in which pieces of work run one after the other; a failed one stops none behind it. */
export const createLane = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    // Whoever asked for the work gets its failure; the lane only waits.
    last = next.catch(() => {});
    return next;
  };
};

/**
 * Makes many calls few: the first goes through at once, those of the next `everyMs` together as one at its end, by
 * subject. A failed call is reported; whoever depends on it looks by himself now and then.
 */
export const createThrottle = <K>({
  everyMs,
  call,
  report,
}: {
  everyMs: number;
  call: (subject: K) => Promise<unknown>;
  report: (error: unknown) => void;
}) => {
  const resting = new Map<K, { timer: NodeJS.Timeout; isAsked: boolean }>();

  const go = (subject: K): void => {
    const timer = setTimeout(() => {
      const { isAsked } = resting.get(subject) ?? { isAsked: false };
      resting.delete(subject);
      if (isAsked) go(subject);
    }, everyMs);
    // A rest keeps no process alive.
    timer.unref();
    resting.set(subject, { timer, isAsked: false });
    call(subject).catch(report);
  };

  return {
    /** Asks for the call, now or at the end of the rest. */
    ask(subject: K): void {
      const rest = resting.get(subject);
      if (rest === undefined) go(subject);
      else rest.isAsked = true;
    },
    close(): void {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
    },
  };
};

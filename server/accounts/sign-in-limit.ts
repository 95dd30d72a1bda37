/** Tries that an account has at once. */
const MOST = 10;
/** One more try comes back in so long. */
const BACK_MS = 60_000;
/** Accounts that are remembered; names that nobody has are names too. */
const MOST_ACCOUNTS = 20_000;
/** Longer than any address that mail can go to: nobody's account, and nothing to remember. */
const LONGEST = 254;

/**
 * Bounds the tries to sign in to an account, whoever makes them and from wherever: ten at once and one a minute after
 * that, so that a password cannot be searched for from many addresses, and who has it waits a minute at most after
 * others gave up. A try counts before its password is looked at, for many may be under way.
 */
export const createSignInLimit = ({ now = Date.now }: { now?: () => number } = {}) => {
  type Tried = { left: number; atMs: number };
  const tried = new Map<string, Tried>();
  const keyOf = (email: string): string => email.trim().toLowerCase();
  const leftAt = ({ left, atMs }: Tried, nowMs: number): number =>
    Math.min(MOST, left + (nowMs - atMs) / BACK_MS);
  /** Forgets those told first that have all their tries back: they are as one that is not known. */
  const forget = (nowMs: number): void => {
    for (const [key, known] of tried) {
      if (leftAt(known, nowMs) < MOST) break;
      tried.delete(key);
    }
  };

  return {
    /** Takes a try; maps to how long to wait, milliseconds, or to null where it may be made. */
    take(email: string): number | null {
      const [key, atMs] = [keyOf(email), now()];
      if (key.length > LONGEST) return null;
      forget(atMs);
      const known = tried.get(key);
      const left = known === undefined ? MOST : leftAt(known, atMs);
      if (left < 1) return Math.ceil((1 - left) * BACK_MS);
      // Told last, forgotten last.
      tried.delete(key);
      if (tried.size >= MOST_ACCOUNTS)
        for (const oldest of [...tried.keys()].slice(0, 1)) tried.delete(oldest);
      tried.set(key, { left: left - 1, atMs });
      return null;
    },
    /** Gives an account all its tries back: who holds it has signed in. */
    passed: (email: string): void => void tried.delete(keyOf(email)),
  };
};

import { createHash } from "node:crypto";
import { type Db, sql } from "#server/platform/db.ts";

/** How many tries there are at once, and how many come back each minute. */
type Bound = { most: number; back: number };

const BOUNDS = {
  /** Whoever tries, and from wherever: a password is not searched for from many addresses. */
  account: { most: 10, back: 1 },
  /** Many people may sit behind one address. */
  address: { most: 30, back: 30 },
} as const satisfies Record<string, Bound>;
/** What tries to sign in are counted by. */
export type TriedBy = keyof typeof BOUNDS;

const MINUTE_MS = 60_000;
/** By then all tries of any name are back: it is as one that is not known. */
const FORGOTTEN_MS = 10 * MINUTE_MS;
/** Forgotten with each try, so that names that nobody has do not gather. */
const FORGOTTEN_AT_ONCE = 100;
/** Longer than any address that mail can go to: nobody's account, and nothing to remember. */
const LONGEST = 254;

/**
 * Bounds the tries to sign in by the account that they name and by where they come from, in the database, where all
 * processes count together. A try counts before its password is looked at, for many may be under way. What names are of
 * is not kept: who mistakes the field may have typed his password.
 */
export const createSignInLimit = ({
  db,
  now = () => new Date(),
}: {
  db: Pick<Db, "$queryRaw" | "$executeRaw">;
  now?: () => Date;
}) => {
  const keyOf = (by: TriedBy, name: string): string =>
    createHash("sha256").update(`${by}/${name.trim().toLowerCase()}`).digest("hex");

  /** Forgets some of those whose tries are all back; what another process forgets just now is left to it. */
  const forget = (at: Date): Promise<number> =>
    db.$executeRaw(sql`
      DELETE FROM sign_in_try WHERE key IN (
        SELECT key FROM sign_in_try WHERE counted_at < ${new Date(at.getTime() - FORGOTTEN_MS)}
        LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED)`);

  return {
    /** Takes a try; maps to how long to wait, milliseconds, or to null where it may be made. */
    async take(by: TriedBy, name: string): Promise<number | null> {
      if (name.trim().length > LONGEST) return null;
      const { most, back } = BOUNDS[by];
      const [key, at] = [keyOf(by, name), now()];
      await forget(at);
      // Minutes begin with the first try; a clock that is behind another process's takes none back.
      const minutes = sql`greatest(0, floor(extract(epoch FROM ${at}::timestamptz - t.counted_at) / 60))::int`;
      const left = sql`least(${most}::int, t.tries_left + ${back}::int * ${minutes})`;
      const taken = await db.$queryRaw<object[]>(sql`
        INSERT INTO sign_in_try AS t (key, tries_left, counted_at) VALUES (${key}, ${most - 1}, ${at})
        ON CONFLICT (key) DO UPDATE
          SET tries_left = ${left} - 1, counted_at = t.counted_at + make_interval(mins => ${minutes})
          WHERE ${left} > 0
        RETURNING key`);
      if (taken.length > 0) return null;
      const [row] = await db.$queryRaw<{ countedAt: Date }[]>(
        sql`SELECT counted_at AS "countedAt" FROM sign_in_try WHERE key = ${key}`,
      );
      const waitMs = row === undefined ? 0 : row.countedAt.getTime() + MINUTE_MS - at.getTime();
      return Math.min(MINUTE_MS, Math.max(1, waitMs));
    },

    /** Gives an account all its tries back: who holds it has signed in. */
    async passed(email: string): Promise<void> {
      await db.$executeRaw(sql`DELETE FROM sign_in_try WHERE key = ${keyOf("account", email)}`);
    },
  };
};

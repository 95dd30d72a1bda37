import pg from "pg";

const AGAIN_MS = 1_000;

/** First key of the advisory locks by which processes that call services show that they live. */
export const PRESENCE_LOCK = 7_301;

/** How a process shows the others that it lives, and that its open rows are its own affair. */
export type Presence = { begin(): Promise<void>; end(): Promise<void> };

/**
 * Holds an advisory lock on a connection of its own for as long as the process lives: PostgreSQL lets go of it when the
 * process is gone, however it went. After a break of the connection the lock is taken again.
 */
export const createPresence = ({
  url,
  process,
  report,
}: {
  url: string;
  process: string;
  report: (error: unknown) => void;
}): Presence => {
  let isEnded = false;
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | undefined;

  const hold = async (): Promise<void> => {
    const own = new pg.Client({ connectionString: url, application_name: "roundsman way out" });
    let isHeld = false;
    const lost = (error: unknown): void => {
      // A first try that fails is told to whoever began.
      if (isEnded || client !== own || !isHeld) return;
      client = null;
      report(error);
      retry();
    };
    own.on("error", lost);
    own.on("end", () => lost(new Error("way out: found its connection ended, expected it for good")));
    client = own;
    try {
      await own.connect();
      await own.query("SELECT pg_advisory_lock($1, hashtext($2))", [PRESENCE_LOCK, process]);
      isHeld = true;
    } catch (error) {
      client = null;
      await own.end().catch(report);
      throw error;
    }
    if (isEnded) await own.end();
  };
  const retry = (): void => {
    again = setTimeout(() => {
      if (isEnded) return;
      hold().catch((error: unknown) => {
        report(error);
        if (!isEnded) retry();
      });
    }, AGAIN_MS);
  };

  return {
    begin() {
      isEnded = false;
      return hold();
    },
    async end() {
      isEnded = true;
      clearTimeout(again);
      await client?.end();
    },
  };
};

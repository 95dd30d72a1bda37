import pg from "pg";

const AGAIN_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;

/**
 * Listens to a channel of PostgreSQL on a connection of its own. `heard` is called once it listens, for every notice with its text, and
 * with `true` when it listens again after a break, in which notices were lost.
 */
export const createNotices = ({
  url,
  channel,
  heard,
  report,
}: {
  url: string;
  channel: string;
  heard: (isAfterBreak: boolean, notice: string | null) => void;
  report: (error: unknown) => void;
}) => {
  let isClosed = false;
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | undefined;
  // What a listener makes of a notice is no fault of the connection, and must not end the process from its events.
  const tell: typeof heard = (isAfterBreak, notice) => {
    try {
      heard(isAfterBreak, notice);
    } catch (error) {
      report(error);
    }
  };

  const listen = async (isAfterBreak: boolean): Promise<void> => {
    // It only listens: without probes it would not notice that the other side is gone.
    const own = new pg.Client({
      ...{ connectionString: url, application_name: `roundsman ${channel}` },
      ...{ keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS },
    });
    let isGone = false;
    const gone = (error?: Error): void => {
      if (isGone || isClosed) return;
      isGone = true;
      if (error) report(error);
      again = setTimeout(() => void listen(true).catch(gone), AGAIN_MS);
    };
    own.on("error", gone);
    own.on("end", () => gone());
    own.on("notification", ({ payload }) => tell(false, payload ?? null));
    client = own;
    try {
      await own.connect();
      await own.query(`LISTEN ${channel}`);
    } catch (error) {
      // The next try is made from here, not from the end of this connection.
      isGone = true;
      await own.end().catch(report);
      if (!isAfterBreak) throw error;
      report(error);
      if (!isClosed) again = setTimeout(() => void listen(true), AGAIN_MS);
      return;
    }
    tell(isAfterBreak, null);
  };

  return {
    /** Begins to listen; throws where the first connection fails. */
    start: (): Promise<void> => listen(false),
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(again);
      await client?.end();
    },
  };
};
/** See {@link createNotices}. */
export type Notices = ReturnType<typeof createNotices>;

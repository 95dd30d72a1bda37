import type pg from "pg";
import {
  createRelayWriter,
  handOver,
  type LiveRelay,
  type RelayReader,
} from "#server/platform/live-relay.ts";
import { createNotices, type Notices } from "#server/platform/notices.ts";

const CHANNEL = "live_batch";
/** Makes writers take turns, so that messages become visible in the order of their ids. */
const LOCK = 7_270_738;
const KEEP_S = 60;
const PRUNE_EVERY_MS = 10_000;
/** A notice is only a hint to look; without one the table is looked at this often. */
const LOOK_EVERY_MS = 1_000;
const LOOK_ROWS = 200;

/**
 * A relay through PostgreSQL: messages lie a minute in table `live_batch` and a NOTIFY says that there is one, for its
 * own payload holds 8,000 bytes at most. A reader goes on from the last message it took, also after a broken connection.
 */
export const createPostgresRelay = ({
  url,
  pool,
  report,
}: {
  url: string;
  pool: Pick<pg.Pool, "query">;
  report: (error: unknown) => void;
}): LiveRelay => {
  let prunedAt = performance.now();
  const writer = createRelayWriter({
    report,
    async write(batch) {
      await pool.query(
        `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock($1)),
           put AS (INSERT INTO live_batch (batch) SELECT $2 FROM turn RETURNING id)
         SELECT pg_notify($3, id::text) FROM put`,
        [LOCK, batch, CHANNEL],
      );
      if (performance.now() - prunedAt < PRUNE_EVERY_MS) return;
      prunedAt = performance.now();
      // The newest stays: it tells a reader that comes back whether those after his last are all there.
      await pool.query(
        `DELETE FROM live_batch WHERE at < now() - make_interval(secs => $1) AND id < (SELECT max(id) FROM live_batch)`,
        [KEEP_S],
      );
    },
  });

  let isClosed = false;
  let notices: Notices | null = null;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isRestored = false;

  return {
    publish: writer.publish,
    async read(reader: RelayReader): Promise<void> {
      const start = await pool.query<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM live_batch");
      let last = BigInt(start.rows[0]?.id ?? 0);
      const lookOnce = async (): Promise<void> => {
        if (isRestored) {
          isRestored = false;
          const { rows } = await pool.query<{ id: string }>(
            "SELECT coalesce(max(id), 0) AS id FROM live_batch",
          );
          // A crash of the server empties the table and begins its ids anew.
          if (BigInt(rows[0]?.id ?? 0) < last) {
            last = 0n;
            reader.lost();
          }
        }
        for (;;) {
          const { rows } = await pool.query<{ id: string; batch: string; first: string }>(
            `SELECT id, batch, (SELECT min(id) FROM live_batch) AS first FROM live_batch WHERE id > $1 ORDER BY id LIMIT $2`,
            [last.toString(), LOOK_ROWS],
          );
          const [head] = rows;
          if (head === undefined || isClosed) return;
          if (last > 0n && BigInt(head.first) > last + 1n) reader.lost();
          for (const { id, batch } of rows) {
            last = BigInt(id);
            handOver(batch, reader);
          }
          if (rows.length < LOOK_ROWS) return;
        }
      };
      const look = (): void => {
        looking = looking.then(() => (isClosed ? undefined : lookOnce())).catch(report);
      };
      notices = createNotices({
        ...{ url, channel: CHANNEL, report },
        heard: (isAfterBreak) => {
          isRestored ||= isAfterBreak;
          look();
        },
      });
      await notices.start();
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    async close(): Promise<void> {
      await writer.close();
      isClosed = true;
      clearInterval(timer);
      await notices?.close();
      await looking;
    },
  };
};

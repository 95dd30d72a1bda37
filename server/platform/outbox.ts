import { AppError } from "#server/lib/errors.ts";
import { type Db, joinSql, sql, type Tx } from "#server/platform/db.ts";

/**
 * A change to tell others of; the payload is JSON and carries ids, not records. Order is kept within a lane of a topic,
 * of which there is one where none is named: what goes to several receivers names them, so that one that fails holds
 * back no other.
 */
export type Announcement = { organisationId: number; topic: string; payload: unknown; lane?: string };

/** An announcement as its handler gets it; the same one may come twice, with the same id. */
export type OutboxMessage = Announcement & { id: bigint; lane: string; attempts: number; createdAt: Date };

/** An announcement that was given up. */
export type DeadMessage = OutboxMessage & { failedAt: Date | null; error: string | null };

/** Does what an announcement of one topic asks for; may run twice for one message, and throws to be asked again. */
export type OutboxHandler = (message: OutboxMessage) => Promise<void>;

/**
 * Writes an announcement in the transaction of the change it tells of: it goes out if and only if that commits.
 * Order within an organisation, topic and lane is that of the calls; two open transactions are ordered only where one
 * waits for the other, so announce after the write that locks the row.
 */
export const announce = async (
  tx: Tx,
  { organisationId, topic, payload, lane = "" }: Announcement,
): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO outbox (organisation_id, topic, lane, payload)
    VALUES (${organisationId}, ${topic}, ${lane}, ${JSON.stringify(payload)}::jsonb)`);
};

/** The same of many announcements in one statement, in their order. */
export const announceAll = async (tx: Tx, announcements: readonly Announcement[]): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO outbox (organisation_id, topic, lane, payload)
    SELECT n.organisation_id, n.topic, n.lane, n.payload::jsonb
    FROM unnest(${announcements.map(({ organisationId }) => organisationId)}::int[],
      ${announcements.map(({ topic }) => topic)}::text[], ${announcements.map(({ lane = "" }) => lane)}::text[],
      ${announcements.map(({ payload }) => JSON.stringify(payload))}::text[])
      WITH ORDINALITY AS n(organisation_id, topic, lane, payload, place)
    ORDER BY n.place`);
};

/** Maps the count of failed attempts to the wait before the next: doubling from `baseMs`, at most `maxMs`. */
export const backOffMs = (attempts: number, baseMs: number, maxMs: number): number =>
  Math.min(maxMs, baseMs * 2 ** Math.max(0, attempts - 1));

type Options = {
  db: Db;
  /** By topic; other topics are left for the process that handles them. */
  handlers: Readonly<Record<string, OutboxHandler>>;
  now?: () => number;
  pollMs?: number;
  /** Runs delivered at a time, each over a connection beside those its handlers take; of one topic half of them. */
  concurrency?: number;
  /** So many messages of one organisation, topic and lane are taken ahead and delivered in one transaction. */
  batch?: () => number;
  /** Told of each message that was delivered how long after it was announced. */
  delivered?: (afterMs: number) => void;
  maxAttempts?: number;
  baseMs?: number;
  maxMs?: number;
  /** Time limit of one handler. */
  timeoutMs?: number;
  /** Told of each failed attempt and of a database that cannot be reached; the relay tries again by itself. */
  report?: (error: unknown, message: OutboxMessage | null) => void;
};

const inTime = async (work: Promise<void>, limitMs: number, what: string): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError("TIMEOUT", `${what} took over ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Delivers announcements at least once, in order per organisation, topic and lane, several lanes at a time; a failed one
 * holds back those behind it, is tried again with growing waits, and after `maxAttempts` goes to the dead letters. A
 * receiver that hangs keeps one slot, and all of a topic half of them, so that the rest goes on. Several relays share the
 * work.
 */
export const createOutboxRelay = ({
  db,
  handlers,
  now = Date.now,
  pollMs = 250,
  concurrency = 1,
  batch = () => 50,
  delivered = () => {},
  maxAttempts = 8,
  baseMs = 500,
  maxMs = 300_000,
  timeoutMs = 10_000,
  report = () => {},
}: Options) => {
  const topics = Object.keys(handlers);
  const mostOfTopic = topics.length > 1 ? Math.ceil(concurrency / 2) : concurrency;
  const runningOf = new Map<string, number>();
  const crew = new Set<Promise<void>>();
  let taking: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isNudged = false;
  let isStopped = true;

  // The first waiting message of each organisation, topic and lane; whoever holds its lock owns all that stand behind it.
  const findHead = async (tx: Tx, open: readonly string[]): Promise<OutboxMessage | undefined> => {
    const [head] = await tx.$queryRaw<OutboxMessage[]>(sql`
      SELECT o.id, o.organisation_id AS "organisationId", o.topic, o.lane, o.payload, o.attempts, o.created_at AS "createdAt"
      FROM outbox o
      WHERE o.relayed_at IS NULL AND o.failed_at IS NULL AND o.available_at <= ${new Date(now())}
        AND o.topic IN (${joinSql([...open])})
        AND NOT EXISTS (SELECT FROM outbox e WHERE e.relayed_at IS NULL AND e.failed_at IS NULL AND e.id < o.id
                        AND e.organisation_id = o.organisation_id AND e.topic = o.topic AND e.lane = o.lane)
      ORDER BY o.available_at, o.id LIMIT 1 FOR UPDATE OF o SKIP LOCKED`);
    return head;
  };

  // One after the other: what a run took must count before the next one looks, or a topic could take every slot.
  const takeHead = (tx: Tx): Promise<OutboxMessage | undefined> => {
    const taken = taking.then(async () => {
      const open = topics.filter((topic) => (runningOf.get(topic) ?? 0) < mostOfTopic);
      const head = open.length === 0 ? undefined : await findHead(tx, open);
      if (head !== undefined) runningOf.set(head.topic, (runningOf.get(head.topic) ?? 0) + 1);
      return head;
    });
    taking = taken.catch(() => {});
    return taken;
  };

  const takeRest = (tx: Tx, head: OutboxMessage, most: number): Promise<OutboxMessage[]> =>
    tx.$queryRaw<OutboxMessage[]>(sql`
      SELECT id, organisation_id AS "organisationId", topic, lane, payload, attempts, created_at AS "createdAt"
      FROM outbox
      WHERE relayed_at IS NULL AND failed_at IS NULL AND id > ${head.id} AND available_at <= ${new Date(now())}
        AND organisation_id = ${head.organisationId} AND topic = ${head.topic} AND lane = ${head.lane}
      ORDER BY id LIMIT ${most - 1} FOR UPDATE`);

  const fail = async (tx: Tx, message: OutboxMessage, error: unknown): Promise<void> => {
    const attempts = message.attempts + 1;
    const isDead = attempts >= maxAttempts;
    await tx.outbox.update({
      where: { id: message.id },
      data: {
        attempts,
        error: error instanceof Error ? error.message : String(error),
        ...(isDead
          ? { failedAt: new Date(now()) }
          : { availableAt: new Date(now() + backOffMs(attempts, baseMs, maxMs)) }),
      },
    });
    report(error, message);
  };

  const deliver = async (tx: Tx, head: OutboxMessage, most: number): Promise<void> => {
    const done: bigint[] = [];
    for (const message of [head, ...(await takeRest(tx, head, most))]) {
      try {
        const handler = handlers[message.topic];
        if (handler === undefined) throw new AppError("INTERNAL", `outbox: no handler for ${message.topic}`);
        await inTime(handler(message), timeoutMs, `outbox: handler of ${message.topic}`);
        done.push(message.id);
        delivered(now() - message.createdAt.getTime());
      } catch (error) {
        await fail(tx, message, error);
        break;
      }
    }
    if (done.length > 0)
      await tx.outbox.updateMany({
        where: { id: { in: done } },
        data: { relayedAt: new Date(now()), error: null },
      });
  };

  /** Delivers one run of one organisation, topic and lane; maps to whether there was one, which `taken` hears at once. */
  const relayRun = async (taken: () => void): Promise<boolean> => {
    let topic: string | null = null;
    const most = batch();
    try {
      return await db.$transaction(
        async (tx) => {
          const head = await takeHead(tx);
          if (head === undefined) return false;
          topic = head.topic;
          taken();
          await deliver(tx, head, most);
          return true;
        },
        { timeout: timeoutMs * most + 5_000, maxWait: 10_000 },
      );
    } finally {
      // Behind the commit: until then its lane is locked, and its slot taken.
      if (topic !== null) runningOf.set(topic, (runningOf.get(topic) ?? 1) - 1);
    }
  };

  /**
   * Has one more deliver run after run where a slot is free; as soon as he has one, another looks, so that what waits
   * meets as many as may be and an empty outbox only one.
   */
  const hire = (isOver: () => boolean, onRun: () => void, onFault: (error: unknown) => void): void => {
    if (topics.length === 0 || crew.size >= concurrency || isOver()) return;
    const work = async (): Promise<void> => {
      while (!isOver() && (await relayRun(() => hire(isOver, onRun, onFault)))) onRun();
    };
    const member = work()
      .catch(onFault)
      .finally(() => {
        crew.delete(member);
        if (isNudged) tick();
      });
    crew.add(member);
  };

  /** Delivers whatever is due now; maps to how many runs there were. */
  const drain = async (): Promise<number> => {
    let runs = 0;
    const faults: unknown[] = [];
    const isOver = () => faults.length > 0;
    hire(
      isOver,
      () => runs++,
      (error) => faults.push(error),
    );
    while (crew.size > 0) await Promise.all(crew);
    if (faults.length > 0) throw faults[0];
    return runs;
  };

  const tick = (): void => {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(tick, pollMs);
    // With every slot taken, whoever ends first looks again.
    if (crew.size >= concurrency) return;
    isNudged = false;
    hire(
      () => isStopped,
      () => {},
      (error) => report(error, null),
    );
  };

  return {
    /** Begins to poll; there is nothing to wait for. */
    start(): void {
      isStopped = false;
      tick();
    },
    /** Looks at once instead of at the next poll: call it after a commit that announced something. */
    nudge(): void {
      isNudged = true;
      tick();
    },
    drain,
    /** Stops after the runs in progress. */
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      while (crew.size > 0) await Promise.all(crew);
    },
    /** Messages given up, newest first. */
    dead(limit = 100): Promise<DeadMessage[]> {
      return db.outbox.findMany({
        where: { failedAt: { not: null }, relayedAt: null },
        orderBy: { id: "desc" },
        take: limit,
        omit: { availableAt: true, relayedAt: true },
      });
    },
    /** Gives a dead message a new set of attempts; maps to whether it was there. It comes after those already out. */
    async replay(id: bigint): Promise<boolean> {
      const { count } = await db.outbox.updateMany({
        where: { id, failedAt: { not: null }, relayedAt: null },
        data: { failedAt: null, attempts: 0, availableAt: new Date(now()) },
      });
      return count > 0;
    },
    /** Deletes what was delivered before `before`; maps to how many. */
    async prune(before: Date): Promise<number> {
      const { count } = await db.outbox.deleteMany({ where: { relayedAt: { lt: before } } });
      return count;
    },
  };
};
/** Carries announcements from the outbox to their handlers. */
export type OutboxRelay = ReturnType<typeof createOutboxRelay>;

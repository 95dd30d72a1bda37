import pg from "pg";

/** First key of the advisory locks by which one of several processes leads. */
const LEADER_LOCK = 7_302;
const LOOK_MS = 2_000;
/** Looks that who lost the lead leaves to the others, who may be better off. */
const SAT_OUT = 2;
/** A connection that says nothing for so long is given up: who does not know whether it leads does not. */
const ANSWER_MS = 5_000;

/**
 * Has one of several processes lead: the one that holds an advisory lock on a connection of its own. PostgreSQL lets go
 * of it when that process is gone, however it went, and another takes it within two seconds. `taken` is awaited before
 * the process leads, `lost` is called when it does no more; a `taken` that fails gives the lock back. `lost` maps to the
 * end of what was led: the lead is neither given up nor taken anew before it.
 */
export const createLeader = ({
  url,
  name,
  taken,
  lost,
  report,
}: {
  url: string;
  /** What is led. */
  name: string;
  taken: () => Promise<void>;
  lost: () => Promise<void>;
  report: (error: unknown) => void;
}) => {
  let client: pg.Client | null = null;
  let isLeader = false;
  let isClosed = false;
  let satOut = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopping: Promise<void> = Promise.resolve();

  const stop = (): void => {
    stopping = lost().catch(report);
  };

  const step = (leads: boolean): void => {
    if (isLeader === leads) return;
    isLeader = leads;
    if (!leads) stop();
  };

  const drop = (own: pg.Client): void => {
    if (client !== own) return;
    client = null;
    if (isLeader) satOut = SAT_OUT;
    step(false);
  };

  const connect = async (): Promise<pg.Client> => {
    const own = new pg.Client({
      ...{ connectionString: url, application_name: `roundsman leader of ${name}`, keepAlive: true },
      ...{ query_timeout: ANSWER_MS, connectionTimeoutMillis: ANSWER_MS },
    });
    own.on("error", (error) => {
      if (client === own && !isClosed) report(error);
      drop(own);
    });
    own.on("end", () => drop(own));
    await own.connect();
    return own;
  };

  const look = async (): Promise<void> => {
    if (satOut > 0) return void satOut--;
    await stopping;
    const own = client ?? (await connect());
    client = own;
    try {
      // Who leads asks as well: the answer is the proof that the lock's connection lives.
      if (isLeader) return void (await own.query("SELECT 1"));
      const { rows } = await own.query<{ isFree: boolean }>(
        'SELECT pg_try_advisory_lock($1, hashtext($2)) AS "isFree"',
        [LEADER_LOCK, name],
      );
      if (rows[0]?.isFree !== true) return;
      await taken();
      if (client === own && !isClosed) step(true);
      // What was taken up while the connection broke is another's by now.
      else stop();
    } catch (error) {
      drop(own);
      await own.end().catch(report);
      throw error;
    }
  };

  const again = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => {
      looking = look().catch(report).then(again);
    }, LOOK_MS);
  };

  return {
    /** Whether this process leads now. */
    isLeader: (): boolean => isLeader,
    /** Takes the lead where nobody has it, and looks for it from then on; throws where the first look fails. */
    async start(): Promise<void> {
      await look();
      again();
    },
    /** Gives the lead up, once what was led has stopped. */
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(timer);
      await looking;
      step(false);
      await stopping;
      await client?.end();
    },
  };
};
/** See {@link createLeader}. */
export type Leader = ReturnType<typeof createLeader>;

import type { Priority } from "#server/external/core/call.ts";
import type { Doubt, Settled } from "#server/external/core/settle.ts";
import type {
  AnsweredBy,
  BreakerChange,
  CallOutcome,
  ServiceMode,
  ServiceName,
  ServiceUse,
} from "#server/external/schema.ts";

/** A row written before its request leaves. */
export type Reservation = {
  organisationId: number;
  service: ServiceName;
  operation: string;
  cause: string;
  priority: Priority;
  attempt: number;
  needs: number;
  expectedUnits: number;
  /** Epoch milliseconds. */
  atMs: number;
};

/** How a reserved request ended. */
export type Completion = {
  id: number;
  outcome: Exclude<CallOutcome, "reserved" | "settled" | "avoided">;
  /** Null where only the service's counter knows. */
  units: number | null;
  cents: number | null;
  status: number | null;
  latencyMs: number;
  error: string | null;
  atMs: number;
};

/** A call that did not have to be made. */
export type Avoidance = Omit<Reservation, "attempt" | "needs" | "expectedUnits"> & {
  savedBy: Exclude<AnsweredBy, "service">;
  savedUnits: number;
};

/** Where a service's counter stood when nothing was on its way, and the last row that is in it. */
export type Anchor = { remaining: number; resetAtMs: number; lastCallId: number };

/** What is known of a service from before a start. */
export type Remembered = {
  mode: ServiceMode;
  anchor: Anchor | null;
  /** Units of the rows since the anchor whose bill is known. */
  knownUnits: number;
  doubts: Doubt[];
  /** The youngest of the doubts, epoch milliseconds. */
  doubtedAtMs: number;
  /** Whether other processes live that call services too. */
  isShared: boolean;
  /** Spent since `sinceMs`. */
  spent: { units: number; cents: number };
};

/** How a service stands beside this process: its switch, what was taken over, and whether others live that call too. */
export type Seen = { mode: ServiceMode; doubts: Doubt[]; isShared: boolean };

/** Where the rows are kept; every write is whole or not at all. */
export type LedgerStore = {
  /** Ids in the order of the rows. */
  reserve(rows: readonly Reservation[]): Promise<number[]>;
  complete(rows: readonly Completion[]): Promise<void>;
  avoid(rows: readonly Avoidance[]): Promise<void>;
  /** Notes what doubtful requests cost, and where the counter stood then, as one; null where no counter was read. */
  settle(
    service: ServiceName,
    settled: readonly (Settled & { cents: number })[],
    anchor: Anchor | null,
  ): Promise<void>;
  /** What is known of a service, after {@link LedgerStore.look}. */
  recall(service: ServiceName, sinceMs: number): Promise<Remembered>;
  /** Takes over the open rows of processes that are gone: they become this one's doubts. */
  look(service: ServiceName): Promise<Seen>;
  setMode(service: ServiceName, mode: ServiceMode): Promise<void>;
  use(days: number, nowMs: number): Promise<ServiceUse[]>;
  breakerChanged(change: BreakerChange): Promise<void>;
  /** Breakers that opened and closed from a moment up to another, newest first. */
  breakerChanges(fromMs: number, toMs: number): Promise<BreakerChange[]>;
};

const MOST_AT_ONCE = 500;

type Waiting<I, R> = { item: I; resolve: (result: R) => void; reject: (error: unknown) => void };

/** Writes items as they come, all those together that came while the write before was running. */
const createGroups = <I, R>(write: (items: readonly I[]) => Promise<readonly R[]>) => {
  let waiting: Waiting<I, R>[] = [];
  let running: Promise<void> | null = null;
  const pump = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      try {
        const results = await write(group.map(({ item }) => item));
        group.forEach(({ resolve }, i) => {
          resolve(results[i] as R);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = null;
  };
  return {
    add: (item: I): Promise<R> =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= Promise.resolve().then(pump);
      }),
    drained: () => running ?? Promise.resolve(),
  };
};

/**
 * The account of every call. A request's row is stored before the request may leave; how it ended is stored soon
 * after. Whatever happens between leaves a row in doubt, which the service's own counter settles.
 */
export const createLedger = ({ store, report }: { store: LedgerStore; report: (error: unknown) => void }) => {
  const reservations = createGroups((rows: readonly Reservation[]) => store.reserve(rows));
  const completions = createGroups(async (rows: readonly Completion[]) => {
    await store.complete(rows);
    return rows.map(() => undefined);
  });
  const avoidances = createGroups(async (rows: readonly Avoidance[]) => {
    await store.avoid(rows);
    return rows.map(() => undefined);
  });
  const changes = createGroups(async (rows: readonly BreakerChange[]) => {
    for (const change of rows) await store.breakerChanged(change);
    return rows.map(() => undefined);
  });
  return {
    /** Done when the row is stored: only then may its request leave. */
    reserve: reservations.add,
    /** A completion that cannot be stored leaves its row in doubt. */
    complete(completion: Completion): void {
      completions.add(completion).catch(report);
    },
    avoid(avoidance: Avoidance): void {
      avoidances.add(avoidance).catch(report);
    },
    /** One that cannot be stored is reported: a request does not wait for it. */
    breakerChanged(change: BreakerChange): void {
      changes.add(change).catch(report);
    },
    breakerChanges: store.breakerChanges,
    settle: store.settle,
    recall: store.recall,
    look: store.look,
    setMode: store.setMode,
    use: store.use,
    async drained(): Promise<void> {
      await completions.drained();
      await avoidances.drained();
      await changes.drained();
    },
  };
};
/** The account of every call. */
export type Ledger = ReturnType<typeof createLedger>;

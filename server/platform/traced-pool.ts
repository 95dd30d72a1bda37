import pg from "pg";
import { createGate } from "#server/lib/gate.ts";
import { beginSpan, withinTrace } from "#server/platform/trace.ts";
import { holdsConnection, noteTaken } from "#server/platform/transaction-connection.ts";

type AnyQuery = (...args: unknown[]) => unknown;
type Done = (error: Error | undefined, ...rest: unknown[]) => void;

const textOf = (query: unknown): string => {
  const text = typeof query === "string" ? query : (query as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "a cursor";
};

/** A client whose statements are spans of the trace in which they are asked; values are not in them. */
class TracedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const plain = super.query.bind(this) as unknown as AnyQuery;
    const traced: AnyQuery = (...args) => {
      const [query] = args;
      const end = beginSpan("sql", textOf(query));
      if (end === null) return plain(...args);
      const place = args.length - 1;
      const told = args[place];
      if (typeof told === "function") {
        const done = told as Done;
        const ended: Done = (error, ...rest) => {
          end(error ?? undefined);
          done(error, ...rest);
        };
        args[place] = ended;
        return plain(...args);
      }
      const answer = plain(...args);
      if (answer instanceof Promise)
        answer.then(
          () => end(),
          (error: unknown) => end(error),
        );
      else end();
      return answer;
    };
    this.query = traced as unknown as pg.Client["query"];
  }
}

/** Work that holds a connection without a transaction, and waits for another, must find one. */
const FEWEST = 4;

type Connected = Parameters<pg.Pool["connect"]>[0];

/**
 * A pool whose statements are spans. Who waits for a connection gets it from whoever lets go of it, in the trace of that
 * one; so the callback is bound to the trace that waits, and the wait is a span of its own. How many connections may be
 * at work at once can be told while it runs, up to its size; a transaction that asks for one beside its own gets it.
 */
export class TracedPool extends pg.Pool {
  #most = Number.POSITIVE_INFINITY;
  readonly #gate = createGate(() => this.#most);

  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: TracedClient });
    // It is told before the connection is free: who came in at once would open another.
    this.on("release", () => process.nextTick(() => this.#gate.leave()));
  }

  /** Lets so many of its connections be at work at once, at least {@link FEWEST}; those beyond it end what they are at. */
  limitTo(connections: number): void {
    this.#most = Math.max(FEWEST, connections);
    this.#gate.look();
  }

  /** How many wait, for one to be let go or for their turn. */
  waitingFor(): number {
    return this.waitingCount + this.#gate.waiting();
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    // One that is idle is there at once: a span of nothing would only take the place of another.
    const isAtOnce = this.idleCount > 0 && this.#gate.waiting() === 0;
    const end = isAtOnce ? null : beginSpan("sql", "wait for a connection");
    if (callback !== undefined) {
      const bound = withinTrace(callback);
      this.#gate.enter(
        () =>
          super.connect((error, client, done) => {
            // Who got none lets none go.
            if (error !== undefined) this.#gate.leave();
            end?.(error);
            bound(error, client, done);
          }),
        holdsConnection(),
      );
      return undefined;
    }
    const taken = new Promise<void>((resolve) => this.#gate.enter(resolve, holdsConnection()))
      .then(() =>
        super.connect().catch((error: unknown) => {
          this.#gate.leave();
          throw error;
        }),
      )
      .then((client) => {
        noteTaken(client);
        return client;
      });
    if (end !== null)
      taken.then(
        () => end(),
        (error: unknown) => end(error),
      );
    return taken;
  }
}

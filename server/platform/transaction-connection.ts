import { AsyncLocalStorage } from "node:async_hooks";
import type { PoolClient } from "pg";

/** The connection that a transaction took from the pool, for as long as it holds it. */
type Taken = {
  /** Throws where the transaction has none yet or is over: what came then would run outside of it. */
  connection: () => PoolClient;
};

type Holder = { client: PoolClient | null; isOver: boolean };

const holders = new AsyncLocalStorage<Holder>();

/** Opens a transaction; the first connection that is taken from the pool within is the one it holds. */
export const withConnection = <T>(open: (taken: Taken) => Promise<T>): Promise<T> => {
  const holder: Holder = { client: null, isOver: false };
  const connection = (): PoolClient => {
    if (holder.client === null) throw new Error("transaction: found no connection, expected one to be taken");
    if (holder.isOver) throw new Error("transaction: found a statement after its end, expected it within");
    return holder.client;
  };
  return holders.run(holder, () => open({ connection }));
};

/** Tells which connection was taken from the pool; it is the transaction's until it is let go. */
export const noteTaken = (client: PoolClient): void => {
  const holder = holders.getStore();
  if (holder === undefined || holder.client !== null) return;
  holder.client = client;
  const release = client.release.bind(client);
  client.release = (error) => {
    holder.isOver = true;
    release(error);
  };
};

/** Whether this is within a transaction that holds a connection. */
export const holdsConnection = (): boolean => {
  const holder = holders.getStore();
  return holder !== undefined && holder.client !== null && !holder.isOver;
};

import type { Answer, BatchedCall, SingleCall } from "#server/external/core/call.ts";
import type { ServiceMode, ServiceName, ServiceState, ServiceUse } from "#server/external/schema.ts";

/** Work that can wait: kept in a table until nobody else wants the quota, or until it must be done. */
export type Deferred = {
  service: ServiceName;
  /** The handler that does it, by name. */
  work: string;
  /** Work with the same key is kept once. */
  key: string;
  organisationId: number;
  /** Ids, not records. */
  payload: unknown;
  /** Epoch milliseconds; by then it is done whatever the hour costs. */
  dueAtMs: number;
};

/**
 * The one way out. `call` and `batched` reject with an AppError: UNAVAILABLE where the service gives nothing,
 * TOO_MANY_REQUESTS where its quota or the budget is used up, TIMEOUT past the deadline, BAD_REQUEST where the service
 * refused what was asked.
 */
export type Gateway = {
  call<T>(call: SingleCall<T>): Promise<Answer<T>>;
  batched<I, T>(call: BatchedCall<I, T>): Promise<Answer<T>>;
  /** Keeps work for later; done by the handler registered for it, which makes calls of priority `off-peak`. */
  defer(work: Deferred): Promise<void>;
  onDeferred(work: string, handler: (payload: unknown, organisationId: number) => Promise<void>): void;
  /** How each service stands now. */
  states(): Promise<ServiceState[]>;
  /** What each service did by day, newest first, of the last so many days. */
  use(days: number): Promise<ServiceUse[]>;
  /** Switches a service to live, to stale answers, or to rest; stays so over a restart. */
  setMode(service: ServiceName, mode: ServiceMode): Promise<void>;
  /** Closes the breaker and forgets what slowed the service down, by a person's word. */
  reset(service: ServiceName): Promise<void>;
  /** Waits for what runs, and stores what is not stored. */
  close(): Promise<void>;
};

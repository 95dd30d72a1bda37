import type { AnsweredBy, ServiceName } from "#server/external/schema.ts";

/** A request as it leaves, without address and credentials, which the transport of the service adds. */
export type ServiceRequest = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Below the service's base address, with a leading slash. */
  path: string;
  query?: readonly (readonly [string, string])[];
  /** JSON value; left out where there is no body. */
  body?: unknown;
};

/** What came back, whole; header names in lower case. */
export type ServiceResponse = { status: number; headers: Readonly<Record<string, string>>; text: string };

/** Sends a request to one service; rejects where no whole answer came. */
export type Transport = (request: ServiceRequest, signal: AbortSignal) => Promise<ServiceResponse>;

/** `now` waits in line with a person behind it; `off-peak` goes only where nobody else wants the quota. */
export type Priority = "now" | "off-peak";

/** Who caused a call: an organisation (0 for all), and what in the product, such as `plan 12` or `map`. */
export type Cause = { organisationId: number; what: string };

/** How long an answer is fresh, and how much longer it may still be given while a new one is fetched or none comes. */
export type Keeping = { freshMs: number; staleMs: number };

/** What every kind of call says. */
export type CallBase<T> = {
  service: ServiceName;
  /** As in the service's own words and in the price table, such as `route` or `batch-read`. */
  operation: string;
  /** Calls with the same key ask for the same; one request serves all of them, and an answer is kept under it. */
  key: string;
  cause: Cause;
  priority?: Priority;
  /** Left out where an answer must not be kept. */
  keep?: Keeping;
  /** True where asking twice changes nothing: reads and upserts. Others are not sent again once they may have arrived. */
  isRepeatable: boolean;
  /** How long the caller waits, all attempts together. */
  deadlineMs: number;
  /** What stands in where the service gives nothing and nothing is kept; said beside the answer. */
  fallback?: () => Promise<T> | T;
};

/** A call that is a request of its own. `parse` throws where the JSON value is not what was asked for. */
export type SingleCall<T> = CallBase<T> & {
  request: ServiceRequest;
  parse: (body: unknown) => T;
  /** Units it will cost by the price table. */
  units: number;
  /** Which refusals, by status and text, are an answer too: that no way leads somewhere. */
  isAnswer?: (status: number, text: string) => boolean;
};

/** How one item of a batch came out: a service may answer some and refuse others (HubSpot's 207). */
export type ItemOutcome<T> = { value: T } | { error: Error };

/** How items become one request; calls with the same `name` and service are gathered together. */
export type BatchPlan<I, T> = {
  name: string;
  maxSize: number;
  /** Milliseconds the first item waits for others. */
  maxWaitMs: number;
  request: (items: readonly I[]) => ServiceRequest;
  /** One outcome for each item, in order. */
  parse: (body: unknown, items: readonly I[]) => readonly ItemOutcome<T>[];
  /** Units that a request for these items costs; the gateway batches only where it is no dearer than one each. */
  units: (items: readonly I[]) => number;
};

/** A call that may travel with others of its kind. */
export type BatchedCall<I, T> = CallBase<T> & { item: I; batch: BatchPlan<I, T> };

/** A value with where it came from, how old it is, and what it cost: nothing where the answer was at hand. */
export type Answer<T> = { value: T; by: AnsweredBy; ageMs: number; units: number };

import type { BatchedCall, BatchPlan, ItemOutcome } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import type { Policy } from "#server/external/core/policy.ts";
import type { Job } from "#server/external/service-line.ts";
import { type Batch, createBatch } from "#server/lib/batch.ts";

/** What one item of a batch came to: its value, and its share of what the request cost. */
export type Gathered<T> = { value: T; units: number; by: "service" | "batch" };

type AnyCall = BatchedCall<unknown, unknown>;
type Ends = PromiseSettledResult<Gathered<unknown>>[];

/** The job of a request for the items of several calls: as patient and as urgent as the most of them. */
const jobOf = (
  calls: readonly AnyCall[],
  plan: BatchPlan<unknown, unknown>,
  first: AnyCall,
): Job<readonly ItemOutcome<unknown>[]> => {
  const items = calls.map(({ item }) => item);
  return {
    operation: first.operation,
    cause: first.cause,
    priority: calls.some(({ priority }) => priority !== "off-peak") ? "now" : "off-peak",
    isRepeatable: calls.every(({ isRepeatable }) => isRepeatable),
    deadlineMs: Math.max(...calls.map(({ deadlineMs }) => deadlineMs)),
    request: plan.request(items),
    parse: (body) => {
      const outcomes = plan.parse(body, items);
      if (outcomes.length !== items.length)
        throw new Error(`${outcomes.length} outcomes for ${items.length} items, expected one each`);
      return outcomes;
    },
    units: plan.units(items),
    needs: calls.length,
  };
};

/** Sends calls together that may travel together, where that is no dearer than one request each. */
export const createGathering = ({
  run,
  clock,
  isOn,
  policy,
}: {
  run: <T>(job: Job<T>) => Promise<T>;
  clock: Pick<Clock, "after">;
  isOn: boolean;
  policy: Pick<Policy, "gathering">;
}) => {
  const batches = new Map<string, Batch<AnyCall, Ends[number]>>();

  const together = async (calls: readonly AnyCall[], [first]: readonly AnyCall[] = calls): Promise<Ends> => {
    if (first === undefined) return [];
    const job = jobOf(calls, first.batch, first);
    const units = job.units / calls.length;
    return (await run(job)).map((outcome, i) =>
      "error" in outcome
        ? { status: "rejected", reason: outcome.error }
        : {
            status: "fulfilled",
            value: { value: outcome.value, units, by: i === 0 ? "service" : "batch" },
          },
    );
  };

  const sendAll = async (calls: readonly AnyCall[]): Promise<Ends> => {
    const { batch } = calls[0] ?? {};
    if (batch === undefined || calls.length === 1) return together(calls);
    const apart = calls.reduce((sum, { item }) => sum + batch.units([item]), 0);
    if (batch.units(calls.map(({ item }) => item)) <= apart) return together(calls);
    const ends = await Promise.allSettled(calls.map((call) => together([call])));
    return ends.flatMap((end): Ends => (end.status === "fulfilled" ? end.value : [end]));
  };

  const batchOf = ({ batch: { name, maxSize, maxWaitMs } }: AnyCall) => {
    const found = batches.get(name);
    if (found !== undefined) return found;
    const made = createBatch({
      maxSize: () => Math.min(maxSize, policy.gathering.most),
      maxWaitMs: () => maxWaitMs * policy.gathering.waitTimes,
      ...{ after: clock.after, run: sendAll },
    });
    batches.set(name, made);
    return made;
  };

  return {
    async add<I, T>(call: BatchedCall<I, T>): Promise<Gathered<T>> {
      // A plan's functions see only items of calls that name the same plan.
      const plain = call as unknown as AnyCall;
      const result = isOn ? await batchOf(plain).add(plain) : (await sendAll([plain]))[0];
      if (result === undefined) throw new Error(`${call.batch.name}: found no outcome, expected one`);
      if (result.status === "rejected") throw result.reason;
      return result.value as Gathered<T>;
    },
  };
};
/** Sends calls together that may travel together. */
export type Gathering = ReturnType<typeof createGathering>;

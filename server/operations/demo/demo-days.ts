import { startThread } from "#server/platform/thread.ts";
import type { RollForwardCalls } from "./roll-forward.thread.ts";

/**
 * Days of the demo city, made on a thread of their own: a city takes seconds of computing, in which the process would
 * answer nobody. The thread ends with the day, for the city it holds is not needed again before the next evening.
 */
export const createDemoDays = (databaseUrl: string) => {
  const onThread = async <N extends keyof RollForwardCalls>(
    name: N,
    input: Parameters<RollForwardCalls[N]>[0],
  ): Promise<number> => {
    const thread = startThread<RollForwardCalls>({
      entry: "server/operations/demo/roll-forward.thread.ts",
      data: { databaseUrl },
    });
    try {
      return await thread.call(name, input);
    } finally {
      await thread.stop();
    }
  };
  return {
    /** Makes a coming service day, all of it still planned; maps to the routes made, 0 where it exists. */
    next: (organisationId: number, day: string): Promise<number> =>
      onThread("nextDay", { organisationId, day }),
    /** Takes the city up to the real day; maps to the days made. */
    rollForward: (organisationId: number, realNow: Date): Promise<number> =>
      onThread("rollForward", { organisationId, realNow }),
  };
};

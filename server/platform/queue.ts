import type * as z from "zod";
import { AppError } from "#server/lib/errors.ts";

/** A job of the catalogue: what it is given, how long one run may take, and how often it is tried. */
export type JobDefinition<P extends object = object> = {
  schema: z.ZodType<P>;
  timeLimitS: number;
  /** Runs after the first, and the wait before the next; it doubles with each. */
  retry: { limit: number; delayS: number };
  /** When it runs by itself, as five cron fields in UTC, and with what. */
  every?: { cron: string; payload: P };
};

/** Declares a job; the payload carries ids, not records, and the handler can run twice safely. */
export const defineJob = <P extends object>(definition: JobDefinition<P>): JobDefinition<P> => {
  if (definition.every !== undefined) definition.schema.parse(definition.every.payload);
  return definition;
};

/** Jobs by name. */
export type JobCatalogue = Readonly<Record<string, JobDefinition>>;

/** What a job of a catalogue is given. */
export type JobPayload<C extends JobCatalogue, N extends keyof C> = z.infer<C[N]["schema"]>;

/** Does one job; throws to be tried again, and should give up when the signal says that its time is over. */
export type JobHandler<P> = (payload: P, signal: AbortSignal) => Promise<void>;

/** A job that was given up. */
export type DeadJob = { id: string; name: string; payload: unknown; error: string; failedAt: Date };

/** Work to be done later, kept over restarts and done at least once. */
export type Queue<C extends JobCatalogue> = {
  /** Puts a job in line, or due after so many seconds; maps to its id. */
  send<N extends keyof C & string>(
    name: N,
    payload: JobPayload<C, N>,
    options?: { afterS?: number },
  ): Promise<string>;
  /** Takes the jobs of one name, one at a time, and sets its timetable going. */
  work<N extends keyof C & string>(name: N, handler: JobHandler<JobPayload<C, N>>): Promise<void>;
  /** Jobs given up, newest first. */
  dead(limit?: number): Promise<DeadJob[]>;
  /** Puts a dead job back in line; maps to whether it was there. */
  replay(id: string): Promise<boolean>;
  /** Waits a little for the jobs in hand, then lets go. */
  close(): Promise<void>;
};

/** Looks a job up; refuses a name the catalogue does not have. */
export const jobOf = (catalogue: JobCatalogue, name: string): JobDefinition => {
  const definition = catalogue[name];
  if (definition === undefined) throw new AppError("NOT_FOUND", `queue: there is no job named ${name}`);
  return definition;
};

/** Parses what a job is given; refuses with the name of the job. */
export const payloadOf = (catalogue: JobCatalogue, name: string, payload: unknown): object => {
  const parsed = jobOf(catalogue, name).schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "another payload" };
  throw new AppError("BAD_REQUEST", `job ${name}: ${path.join(".") || "payload"}: ${message}`);
};

/** Runs a handler on a stored payload within the time limit of its job. */
export const runJob = async (
  catalogue: JobCatalogue,
  name: string,
  payload: unknown,
  handler: JobHandler<never>,
): Promise<void> => {
  const { timeLimitS } = jobOf(catalogue, name);
  const aborter = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new AppError("TIMEOUT", `job ${name} took over ${timeLimitS} s`);
      aborter.abort(error);
      reject(error);
    }, timeLimitS * 1_000);
  });
  try {
    await Promise.race([handler(payloadOf(catalogue, name, payload) as never, aborter.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
};

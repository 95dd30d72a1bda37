import type { LiveMeta } from "#server/platform/live.schema.ts";

/** A live value on its way between processes. */
export type RelayedValue = { channel: string; meta: LiveMeta; value: unknown };

/** What reads a relay: every value once, in one order that is the same in every process. */
export type RelayReader = {
  take(values: readonly RelayedValue[]): void;
  /** Some values are gone and will not come: what follows does not join on to what was taken. */
  lost(): void;
};

/** Carries live values between the processes of an installation. */
export type LiveRelay = {
  publish(value: RelayedValue): void;
  /** Hands over what is published from now on, by this process too; ready when the promise is fulfilled. */
  read(reader: RelayReader): Promise<void>;
  close(): Promise<void>;
};

/** One message of a relay: values in the order of their publication, or that some before it were given up. */
export type RelayBatch = { hasLost?: true; values: RelayedValue[] };

const FLUSH_MS = 20;
const RETRY_MS = 500;
/** Values in one message. */
const MOST_AT_ONCE = 1_000;
/** Values that wait while the backend does not answer; more are given up, and readers told. */
const MOST_WAITING = 20_000;

/**
 * Gathers what a process publishes into messages and writes one after the other, so that the order of publication is
 * the order of writing; a message that could not be written is tried again.
 */
export const createRelayWriter = ({
  write,
  report,
}: {
  write: (batch: string) => Promise<void>;
  report: (error: unknown) => void;
}) => {
  let waiting: RelayedValue[] = [];
  let hasLost = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    let batch: RelayBatch | null = null;
    while (batch !== null || waiting.length > 0) {
      // What is being tried is out of the queue, so that giving up the queue gives up nothing that may be written.
      batch ??= { ...(hasLost && { hasLost }), values: waiting.splice(0, MOST_AT_ONCE) };
      if (batch.hasLost) hasLost = false;
      try {
        await write(JSON.stringify(batch));
        batch = null;
      } catch (error) {
        report(error);
        if (isClosed) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  };

  return {
    publish(value: RelayedValue): void {
      if (waiting.length >= MOST_WAITING) {
        waiting = [];
        hasLost = true;
      }
      waiting.push(value);
      if (writing === null) timer ??= setTimeout(flush, FLUSH_MS);
    },
    /** Writes what waits, once. */
    async close(): Promise<void> {
      isClosed = true;
      await flush();
    },
  };
};

/** Hands a message of a relay to a reader. */
export const handOver = (text: string, reader: RelayReader): void => {
  const batch = JSON.parse(text) as RelayBatch;
  if (batch.hasLost) reader.lost();
  if (batch.values.length > 0) reader.take(batch.values);
};

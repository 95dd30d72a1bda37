import type { Channel } from "#server/platform/live.schema.ts";

type Key = string | number;

/** How a channel is decoded. */
export type Decoder = Pick<Channel<unknown>, "kind" | "key"> & {
  unpack: (packed: readonly unknown[]) => unknown;
};

/**
 * One channel in the browser: the latest value per key, or the events not yet handed out. What arrives waits until
 * `flush`, so many values of a key between two paints cost one notice.
 */
export const createLiveChannel = () => {
  const values = new Map<Key, unknown>();
  const byKey = new Map<Key, Set<() => void>>();
  const onChange = new Set<(keys: ReadonlySet<Key>) => void>();
  const onEvents = new Set<(events: readonly unknown[]) => void>();
  const onReset = new Set<() => void>();
  let waiting = new Map<Key, unknown>();
  let events: unknown[] = [];
  let isReset = false;
  let version = 0;

  const listen = <T>(to: Set<T>, listener: T): (() => void) => {
    to.add(listener);
    return () => void to.delete(listener);
  };

  return {
    values,
    /** Place from which the server goes on after a break. */
    cursor: null as { epoch: string; seq: number } | null,
    /** Whether frames are of the current subscription; those of an earlier one are not. */
    isAccepting: false,
    users: 0,
    /** Grows with every flush that changed something. */
    get version() {
      return version;
    },
    take(decoder: Decoder, packed: readonly unknown[][]): void {
      for (const each of packed) {
        const value = decoder.unpack(each);
        if (decoder.kind === "event") events.push(value);
        else waiting.set(decoder.key(value), value);
      }
    },
    /** Some values were lost: what is held no longer counts. */
    reset(): void {
      isReset = true;
      waiting = new Map();
      events = [];
    },
    /** Hands everything that waits to its listeners; maps to whether there was anything. */
    flush(): boolean {
      if (waiting.size === 0 && events.length === 0 && !isReset) return false;
      const changed = new Set<Key>(waiting.keys());
      if (isReset) {
        for (const key of values.keys()) changed.add(key);
        values.clear();
      }
      for (const [key, value] of waiting) values.set(key, value);
      const [wasReset, handed] = [isReset, events];
      waiting = new Map();
      events = [];
      isReset = false;
      version++;
      if (wasReset) for (const listener of onReset) listener();
      if (changed.size > 0) {
        for (const key of changed) for (const listener of byKey.get(key) ?? []) listener();
        for (const listener of onChange) listener(changed);
      }
      if (handed.length > 0) for (const listener of onEvents) listener(handed);
      return true;
    },
    onKey(key: Key, listener: () => void): () => void {
      const set = byKey.get(key) ?? new Set();
      byKey.set(key, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) byKey.delete(key);
      };
    },
    onChange: (listener: (keys: ReadonlySet<Key>) => void) => listen(onChange, listener),
    onEvents: (listener: (events: readonly unknown[]) => void) => listen(onEvents, listener),
    onReset: (listener: () => void) => listen(onReset, listener),
  };
};
/** One channel in the browser. */
export type LiveChannel = ReturnType<typeof createLiveChannel>;

import type { LiveMeta } from "#server/platform/live.schema.ts";

type Entry = {
  seq: number;
  key: string | number;
  meta: LiveMeta;
  packed: unknown[];
  /** When it was published. */
  atMs: number;
  older: Entry | null;
  newer: Entry | null;
};

/**
 * What a channel of one organisation remembers: entries in order of their sequence number, at most `keep` of them;
 * a state log drops the older entry of a key when a newer one comes. Readers hold nothing but a cursor into it,
 * so a slow reader costs no memory, and what he skips is what he would have overwritten anyway.
 */
export const createLiveLog = (kind: "state" | "event", keep: number) => {
  const byKey = new Map<string | number, Entry>();
  let oldest: Entry | null = null;
  let newest: Entry | null = null;
  let size = 0;
  let head = 0;
  let floor = 0;

  const unlink = (entry: Entry): void => {
    if (entry.older) entry.older.newer = entry.newer;
    else oldest = entry.newer;
    if (entry.newer) entry.newer.older = entry.older;
    else newest = entry.older;
    size--;
  };

  return {
    /** Sequence of the last value; 0 before the first. */
    get head() {
      return head;
    },
    /** Values up to this sequence may have been dropped without a successor. */
    get floor() {
      return floor;
    },
    get size() {
      return size;
    },
    append(key: string | number, meta: LiveMeta, packed: unknown[], atMs: number): void {
      if (kind === "state") {
        const held = byKey.get(key);
        if (held) unlink(held);
      }
      const entry: Entry = { seq: ++head, key, meta, packed, atMs, older: newest, newer: null };
      if (newest) newest.newer = entry;
      else oldest = entry;
      newest = entry;
      size++;
      if (kind === "state") byKey.set(key, entry);
      if (size > keep && oldest) {
        floor = oldest.seq;
        if (kind === "state") byKey.delete(oldest.key);
        unlink(oldest);
      }
    },
    /**
     * The values after `cursor` that `mayRead` lets through, oldest first, `limit` at most, and the sequence up to
     * which they reach, with the time of the first of them; null when values after the cursor are gone.
     */
    after(
      cursor: number,
      limit: number,
      mayRead: (meta: LiveMeta) => boolean,
    ): { seq: number; values: unknown[][]; atMs?: number } | null {
      if (cursor < floor) return null;
      let entry = newest;
      if (!entry || entry.seq <= cursor) return { seq: head, values: [] };
      while (entry.older && entry.older.seq > cursor) entry = entry.older;
      const values: unknown[][] = [];
      let firstAtMs: number | undefined;
      const upTo = (seq: number) => ({
        seq,
        values,
        ...(firstAtMs === undefined ? {} : { atMs: firstAtMs }),
      });
      for (let each: Entry | null = entry; each; each = each.newer) {
        if (!mayRead(each.meta)) continue;
        values.push(each.packed);
        firstAtMs ??= each.atMs;
        if (values.length === limit && each.newer) return upTo(each.seq);
      }
      return upTo(head);
    },
  };
};
/** The memory of one channel of one organisation. */
export type LiveLog = ReturnType<typeof createLiveLog>;

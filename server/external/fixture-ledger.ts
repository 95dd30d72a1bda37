import type { Anchor, Avoidance, Completion, LedgerStore, Reservation } from "#server/external/ledger.ts";
import type { BreakerChange, ServiceName } from "#server/external/schema.ts";

/** A row as the ledger in memory keeps it. */
type MemoryRow = Reservation & {
  id: number;
  outcome: Completion["outcome"] | "reserved" | "settled";
  units: number | null;
  status: number | null;
  error: string | null;
  latencyMs: number;
};

/** A ledger in memory that a later process can take over, as it would the table. */
export const createMemoryLedger = () => {
  const rows: MemoryRow[] = [];
  const avoided: Avoidance[] = [];
  const anchors = new Map<ServiceName, Anchor>();
  const modes = new Map<ServiceName, "live" | "stale" | "paused">();

  const changes: BreakerChange[] = [];

  const storeOf = (): LedgerStore => ({
    async breakerChanged(change) {
      changes.push(change);
    },
    async breakerChanges(fromMs, toMs) {
      return changes.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).reverse();
    },
    async reserve(reservations) {
      return reservations.map((row) => {
        const id = rows.length + 1;
        rows.push({ ...row, id, outcome: "reserved", units: null, status: null, error: null, latencyMs: 0 });
        return id;
      });
    },
    async complete(completions) {
      for (const { id, outcome, units, status, error, latencyMs } of completions)
        Object.assign(rows[id - 1] as MemoryRow, { outcome, units, status, error, latencyMs });
    },
    async avoid(more) {
      avoided.push(...more);
    },
    async settle(service, settled, anchor) {
      for (const { id, units } of settled)
        Object.assign(rows[id - 1] as MemoryRow, { outcome: "settled", units });
      if (anchor !== null) anchors.set(service, anchor);
    },
    async recall(service) {
      const own = rows.filter((row) => row.service === service);
      for (const row of own) if (row.outcome === "reserved") row.outcome = "in-doubt";
      const anchor = anchors.get(service) ?? null;
      const doubts = own.filter(({ outcome }) => outcome === "in-doubt");
      return {
        mode: modes.get(service) ?? "live",
        anchor,
        knownUnits: own
          .filter(({ id }) => id > (anchor?.lastCallId ?? 0))
          .reduce((sum, { units }) => sum + (units ?? 0), 0),
        doubts: doubts.map(({ id, expectedUnits, status }) => ({
          ...{ id, expectedUnits },
          isFault: (status ?? 0) >= 500,
        })),
        doubtedAtMs: Math.max(0, ...doubts.map(({ atMs }) => atMs)),
        spent: { units: 0, cents: 0 },
        isShared: false,
      };
    },
    look: async (service) => ({ mode: modes.get(service) ?? "live", doubts: [], isShared: false }),
    async setMode(service, mode) {
      modes.set(service, mode);
    },
    use: async () => [],
  });
  return { rows, avoided, storeOf };
};

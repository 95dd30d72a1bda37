import { type SpanKind, spanTitle, type Trace } from "#server/platform/trace.ts";

/** How slow requests of one name were. */
export type SlowName = { name: string; kind: SpanKind; count: number; slowestMs: number; at: number };

type Kept = { kind: SpanKind; count: number; lastAtMs: number; slowest: Trace[] };

/**
 * Keeps the slowest traces of each name that began within `keepMs`: at most `each` of a name, and of at most `names`
 * names, of which the one that was longest without a trace gives way. So memory is bounded whatever is asked.
 */
export const createSlowTraces = ({
  each = 5,
  names = 200,
  keepMs = 3_600_000,
  nowMs = Date.now,
}: {
  each?: number;
  names?: number;
  keepMs?: number;
  nowMs?: () => number;
} = {}) => {
  // In the order of the last trace that was kept, so the first one is who gives way.
  const kept = new Map<string, Kept>();

  const isOld = (trace: Trace): boolean => trace.beganAtMs < nowMs() - keepMs;

  const find = (trace: Trace): Kept => {
    const found = kept.get(trace.name);
    if (found !== undefined) return found;
    if (kept.size >= names) {
      let oldest: string | null = null;
      let oldestAt = Number.POSITIVE_INFINITY;
      for (const [name, { lastAtMs }] of kept) if (lastAtMs < oldestAt) [oldest, oldestAt] = [name, lastAtMs];
      if (oldest !== null) kept.delete(oldest);
    }
    const made: Kept = { kind: trace.kind, count: 0, lastAtMs: 0, slowest: [] };
    kept.set(trace.name, made);
    return made;
  };

  return {
    /** Takes a trace that ended. */
    add(trace: Trace): void {
      const of = find(trace);
      of.count++;
      of.lastAtMs = trace.beganAtMs;
      const { slowest } = of;
      if (slowest.some(isOld)) of.slowest = slowest.filter((one) => !isOld(one));
      const last = of.slowest.at(-1);
      if (of.slowest.length >= each && last !== undefined && last.tookMs >= trace.tookMs) return;
      const place = of.slowest.findIndex(({ tookMs }) => tookMs < trace.tookMs);
      // New texts: a cut of a statement would keep the whole statement in memory.
      const spans = trace.spans.map((span) => ({ ...span, name: spanTitle(span) }));
      of.slowest.splice(place < 0 ? of.slowest.length : place, 0, { ...trace, spans });
      if (of.slowest.length > each) of.slowest.pop();
    },
    /** The names that have traces, the slowest first; `count` is since the process began. */
    names(): SlowName[] {
      return [...kept]
        .flatMap(([name, { kind, count, slowest }]) => {
          const worst = slowest.find((one) => !isOld(one));
          return worst === undefined
            ? []
            : [{ name, kind, count, slowestMs: worst.tookMs, at: worst.beganAtMs }];
        })
        .sort((a, b) => b.slowestMs - a.slowestMs);
    },
    /** The slowest traces of a name that are meant, slowest first; those of all names where none is given. */
    of(name: string | null, most = each, isMeant: (trace: Trace) => boolean = () => true): Trace[] {
      const all =
        name === null ? [...kept.values()].flatMap(({ slowest }) => slowest) : kept.get(name)?.slowest;
      return (all ?? [])
        .filter((one) => !isOld(one) && isMeant(one))
        .sort((a, b) => b.tookMs - a.tookMs)
        .slice(0, most);
    },
  };
};
/** The slowest traces of a process. */
export type SlowTraces = ReturnType<typeof createSlowTraces>;

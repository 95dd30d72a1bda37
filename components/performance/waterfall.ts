import type { SlowTrace, TraceSpan } from "#server/telemetry/schema.ts";

/** A span as it is drawn: how deep it lies, and where its bar begins and how wide it is, as shares of the whole. */
export type WaterfallRow = { span: TraceSpan; depth: number; begin: number; width: number; tookMs: number };

/** A bar narrower than this could not be seen. */
const NARROWEST = 0.004;

/**
 * Maps a trace to the rows of its waterfall: each span under its parent, brothers in the order in which they began. What
 * was still open ends with the trace; a span whose parent was left out lies under the whole.
 */
export const toWaterfall = ({
  spans,
  tookMs: wholeMs,
}: Pick<SlowTrace, "spans" | "tookMs">): WaterfallRow[] => {
  const known = new Set(spans.map(({ id }) => id));
  const under = new Map<number | null, TraceSpan[]>();
  for (const [i, span] of spans.entries()) {
    const parent = i === 0 ? null : span.parentId !== null && known.has(span.parentId) ? span.parentId : 1;
    under.set(parent, [...(under.get(parent) ?? []), span]);
  }
  const rows: WaterfallRow[] = [];
  const visit = (parent: number | null, depth: number): void => {
    for (const span of under.get(parent) ?? []) {
      const tookMs = span.tookMs ?? Math.max(0, wholeMs - span.beginMs);
      const begin = wholeMs > 0 ? Math.min(1 - NARROWEST, Math.max(0, span.beginMs / wholeMs)) : 0;
      const width = Math.min(1 - begin, Math.max(NARROWEST, wholeMs > 0 ? tookMs / wholeMs : 1));
      rows.push({ span, depth, begin, width, tookMs });
      visit(span.id, depth + 1);
    }
  };
  visit(null, 0);
  return rows;
};

/** How much of a trace's time each kind of work took; spans that overlap count once for a kind. */
export const timeByKind = ({
  spans,
  tookMs,
}: Pick<SlowTrace, "spans" | "tookMs">): Map<TraceSpan["kind"], number> => {
  const sums = new Map<TraceSpan["kind"], number>();
  const ends = new Map<TraceSpan["kind"], number>();
  for (const span of spans.slice(1).sort((a, b) => a.beginMs - b.beginMs)) {
    const from = Math.max(span.beginMs, ends.get(span.kind) ?? 0);
    const to = span.beginMs + (span.tookMs ?? Math.max(0, tookMs - span.beginMs));
    if (to <= from) continue;
    sums.set(span.kind, (sums.get(span.kind) ?? 0) + to - from);
    ends.set(span.kind, to);
  }
  return sums;
};

import { EXCEPTION_RECORDED, EXCEPTION_SENTENCES, KPI_SENTENCES } from "#server/ask/core/kpi-sentences.ts";
import { KPI_WORDS } from "#server/ask/core/words.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

/** Tells what a kind of exception means and how it is recorded, and how the KPI of it, or a KPI by itself, is reckoned. */
export function* executeDefinition({
  name,
  exception,
  beside = [],
}: Extract<QueryPlan, { kind: "definition" }>): Generator<Part> {
  const text = [
    ...(exception === undefined
      ? []
      : [exception, ...beside].map((kind) => EXCEPTION_SENTENCES[kind] ?? "").concat(EXCEPTION_RECORDED)),
    ...(name === undefined ? [] : [KPI_SENTENCES[name] ?? ""]),
  ];
  yield { type: "text", text: text.join(" ") };
  if (exception !== undefined) yield { type: "link", href: "/exceptions", label: "Open exceptions" };
  if (name !== undefined)
    yield { type: "link", href: `/kpi?kpi=${name}`, label: `Open ${KPI_WORDS[name] ?? name}` };
}

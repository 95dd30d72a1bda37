import { type Fact, isMet } from "./line.ts";

const figure = (value: number): string =>
  Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString("en")
    : value.toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: false });

const targetOf = ({ target, unit }: Fact): string =>
  target === undefined
    ? ""
    : "atMost" in target
      ? `<= ${figure(target.atMost)} ${unit}`
      : `>= ${figure(target.atLeast)} ${unit}`;

const spreadOf = ({ summary }: Fact): string =>
  summary === undefined
    ? ""
    : `n ${summary.n}  min ${figure(summary.min)}  mean ${figure(summary.mean)}±${figure(summary.sd)}  p50 ${figure(
        summary.median,
      )}  p95 ${figure(summary.p95)}  p99 ${figure(summary.p99)}`;

/** Maps the facts of a line to the lines of a table: figure, target, pass or fail, spread; notes below. */
export const tableOf = (facts: readonly Fact[]): string[] => {
  const cells = facts.map((fact) => {
    const met = isMet(fact);
    return [
      fact.name,
      fact.value === null ? "skipped" : `${figure(fact.value)} ${fact.unit}`,
      targetOf(fact),
      met === null ? "" : met ? "pass" : "FAIL",
      fact.skipped ?? spreadOf(fact),
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return facts.flatMap(({ note }, index) => {
    const [name = "", value = "", target = "", met = "", spread = ""] = cells[index] ?? [];
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = widths;
    const row = `  ${name.padEnd(w0)}  ${value.padStart(w1)}  ${target.padEnd(w2)}  ${met.padEnd(w3)}  ${spread}`;
    return [row.trimEnd(), ...(note === undefined ? [] : [`      ${note}`])];
  });
};

import { type Fact, isMet, type Target } from "./line.ts";

/** What the baseline keeps of a line. */
export type Kept = { facts: readonly Fact[]; commit: string; date: string; machine: { load1: number } };

/** Where the README holds the table. */
export const [TABLE_BEGIN, TABLE_END] = ["<!-- scorecard -->", "<!-- /scorecard -->"];

const figure = (value: number): string =>
  Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString("en")
    : value.toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: false });

const withUnit = (value: number, unit: string): string => `${figure(value)} ${unit}`.trim();

const targetText = (target: Target, unit: string): string =>
  "atMost" in target
    ? `at most ${withUnit(target.atMost, unit)}`
    : `at least ${withUnit(target.atLeast, unit)}`;

const cell = (text: string): string => text.replaceAll("|", "\\|");

/**
 * Maps the baseline to the README's table: every figure that has a target, met or not, and every one that stands beside
 * its own unoptimised path, with the commit and the day it was taken.
 */
export const scorecardTable = (lines: Readonly<Record<string, Kept>>): string => {
  const rows = Object.entries(lines).flatMap(([line, { facts, commit, date }]) =>
    facts.flatMap((fact) => {
      const { name, value, unit, target, against } = fact;
      if (value === null || (target === undefined && against === undefined)) return [];
      const met = isMet(fact);
      const than = against === undefined ? "" : `${against.times.toFixed(1)} times ${against.what}`;
      return [
        `| ${line} | ${cell(name)} | ${withUnit(value, unit)} | ${target === undefined ? "" : targetText(target, unit)} | ${met === null ? "" : met ? "yes" : "**no**"} | ${cell(than)} | ${date.slice(0, 10)}, \`${commit}\` |`,
      ];
    }),
  );
  return [
    "| line | what | measured | target | met | beside its unoptimised path | taken |",
    "| --- | --- | --: | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
};

/** Puts a table between the marks of a page; throws where they are missing. */
export const withTable = (page: string, table: string): string => {
  const [from, to] = [page.indexOf(TABLE_BEGIN), page.indexOf(TABLE_END)];
  if (from < 0 || to < from)
    throw new Error(`README.md: found no ${TABLE_BEGIN} before ${TABLE_END}, expected both`);
  return `${page.slice(0, from + TABLE_BEGIN.length)}\n\n${table}\n\n${page.slice(to)}`;
};
